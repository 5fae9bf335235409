"""Adapters of worked cases to the measures of outreach."""
