"""Which column of a table says what of a contact: the fields there are, and guesses from headers and values."""
