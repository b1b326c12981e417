"""Keeping answers (记录): receipts that can be replayed, conversations kept over restarts, feedback."""
