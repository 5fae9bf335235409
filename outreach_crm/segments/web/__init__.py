"""Pages on contacts as a whole: the list with its filter, what is done to many of them, the search of everything."""
