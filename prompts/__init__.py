"""Prompts for language models (提示词), plain text loaded by name."""
