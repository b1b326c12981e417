"""Which documents are meant (范围): organizations, years, kinds, versions, tables, and what is not loaded."""
