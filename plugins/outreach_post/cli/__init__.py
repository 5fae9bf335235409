"""Commands on letters and calls."""
