"""Calendar files: written, read, and what stands between."""
