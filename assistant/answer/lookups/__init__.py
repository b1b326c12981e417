"""Figures that are looked up (查数): one figure, which of the places that print it, and what is told in its place."""
