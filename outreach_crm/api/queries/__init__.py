"""The SQL of the API."""
