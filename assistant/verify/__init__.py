"""The document's own checks behind an answer (核对)."""
