"""The tests: one folder a feature, one module a room, names that are sentences."""
