"""Organizations, accounts, measures and forms: data and look-up (目录)."""
