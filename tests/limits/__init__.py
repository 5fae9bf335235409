"""Limits: what may be done so often only."""
