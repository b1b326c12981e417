"""From a plan to entries of the store (取数)."""
