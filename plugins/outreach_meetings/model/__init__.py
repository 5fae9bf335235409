"""Meetings as records."""
