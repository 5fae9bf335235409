"""The arithmetic of casework: pure functions on plain values; no store, no commands, no libraries but attrs."""
