"""The sheet of one adviser: filled in on a page, handed out as a file, taken back."""
