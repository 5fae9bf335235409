"""Commands on Urgent Actions; each module is one kind of work, so that a quick one does not wait for the others."""
