"""Answering "is that right?" (核对): equations, changes, shares, sums and amounts that a question quotes."""
