"""Auditing a document (审核): what contradicts, which figure is likeliest at fault, and what no check reaches."""
