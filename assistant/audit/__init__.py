"""The command `yusuan audit` (审核): what the index found, as text, JSON, a workbook or a page."""
