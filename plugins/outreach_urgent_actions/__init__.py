"""Urgent Actions: cases, issues, sign-ups, match, distribution and responses."""
