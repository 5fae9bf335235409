"""Priorities: an advisory group scores sectors from two sides, and the result can be defended."""
