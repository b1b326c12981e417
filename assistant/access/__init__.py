"""Who may use the page, and how much (访问): users, logging in, the gate before every request, limits."""
