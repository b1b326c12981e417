"""Getting answers out (导出): text to paste, Markdown, Word, and the workbook for checking (核稿包)."""
