"""What can be done with letters and calls; each room is one kind of work."""
