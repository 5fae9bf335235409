"""Keywords: a thesaurus of concerns, people, places and themes, by which cases and contacts meet."""
