"""The SQL of letters and calls: how people are reached, what was made for them, and what must not leave."""
