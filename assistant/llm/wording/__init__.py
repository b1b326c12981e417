"""The answer in other words (措辞): a model writes around tokens, and what it claims is compared with the template."""
