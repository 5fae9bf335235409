"""Segments: sets of contacts named by what is true of them, so that they are never out of date."""
