"""Promises of the store, the same tests on both engines."""
