"""What a page holds (页面内容): visible glyphs with their boxes, ruling lines, lines of text, and their pieces."""
