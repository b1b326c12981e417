"""Tables of a document: grids to facts, indicators and projects."""

from index.tables.read import TablesRead, read_tables

__all__ = ["TablesRead", "read_tables"]
