"""Documents written for this project about an invented city, and the program that makes them."""
