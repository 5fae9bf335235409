"""Fuzzing: files nobody would write, to see that readers end in a record or in the one declared error."""
