"""Pages on contacts as a whole: the list with its filter, what is done to many of them, and the search of everything."""
