"""Pages of contacts: the card, adding and editing, links between people drawn, and the ways that lead to somebody."""
