"""Documents → facts and passages → stores (建库)."""
