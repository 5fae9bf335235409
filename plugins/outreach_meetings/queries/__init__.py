"""The SQL of meetings."""
