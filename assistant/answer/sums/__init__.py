"""Figures that are added and taken away (加减): sums, formulas of several steps, amounts quoted item by item."""
