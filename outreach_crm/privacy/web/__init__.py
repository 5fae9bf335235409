"""Pages of privacy: the one that letters link to, and those of the office."""
