"""The SQL of asks, of advice on them, and of what stands in their way."""
