"""Casework: long-term cases, given to local groups and kept alive."""
