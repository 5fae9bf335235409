"""Asks: what we ask of others, of whom, why they, by when, and what came of it."""
