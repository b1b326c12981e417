"""From a question to a plan (理解问题)."""
