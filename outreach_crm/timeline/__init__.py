"""The history: calls, letters, visits and meetings with contacts, and how to follow them up."""
