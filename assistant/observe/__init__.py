"""Introducing a document (文件介绍): five observations about it in neutral words, each figure cited."""
