"""Commands for files of contacts."""
