"""Proofreading (核对文稿): every figure of a draft against the loaded documents, marked and cited."""
