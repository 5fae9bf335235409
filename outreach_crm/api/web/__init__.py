"""What programs ask for below ``/api/v1``, and the pages on which people give them tokens."""
