"""SQL and Chroma (存储)."""
