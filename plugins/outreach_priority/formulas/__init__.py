"""The arithmetic of priorities: pure functions on tables of values; no store, no commands, no libraries but attrs."""
