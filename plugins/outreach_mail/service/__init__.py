"""What can be done with e-mail; each room is one kind of work, and this is where commands find it."""
