"""The demo: a section's contacts, all invented, and an officer's day with them."""
