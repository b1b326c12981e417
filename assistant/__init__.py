"""Question → answer (问答)."""
