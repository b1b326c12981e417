"""Tables with ruling lines (有框线的表): frames, lattices, the text of their cells, and rows of cells."""
