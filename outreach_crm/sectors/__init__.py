"""Sectors of society: what each is like, whom to know in it, what to ask of it and how to write to it."""
