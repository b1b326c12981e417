"""Text outside of tables (表外文字): headings, paragraphs, contents, columns, and what runs on every page."""
