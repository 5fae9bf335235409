"""The report of an assessment: all of it on one page that prints well, and its pictures."""
