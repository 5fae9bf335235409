"""Brings what files say into one form; what is doubtful stays as it was written and gets a flag, nothing is dropped."""
