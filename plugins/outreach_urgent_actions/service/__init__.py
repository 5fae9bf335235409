"""What can be done with Urgent Actions; each room is one kind of work."""
