"""Whether an answer fits its question (答是所问): what it claims, what its words ask for, what is left of them."""
