"""The SQL of mutuality."""
