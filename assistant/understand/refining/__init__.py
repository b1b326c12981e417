"""Targets made exact by what is loaded (细化): rows, columns, sources, accounts and projects of one name."""
