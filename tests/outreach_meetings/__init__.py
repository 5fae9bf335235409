"""Meetings of groups."""
