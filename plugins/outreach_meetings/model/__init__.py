"""Meetings of groups, as records."""
