"""The records everything else is made of (数据模型)."""
