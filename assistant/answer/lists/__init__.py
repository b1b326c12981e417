"""Lists, counts and orders (清单、个数、排名): over all rows that the documents print, never over a sample."""
