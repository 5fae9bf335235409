"""The SQL of Urgent Actions; each module is what one kind of work asks."""
