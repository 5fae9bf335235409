"""The contact book in and out: files of contacts are read, previewed, taken in, and written."""
