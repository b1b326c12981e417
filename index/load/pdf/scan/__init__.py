"""Pages that are pictures (扫描页): rendered, straightened, their rules and their words found in the bitmap."""
