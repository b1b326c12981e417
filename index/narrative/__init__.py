"""The narrative: its passages, the figures that sentences state, and the reasons given."""
