"""The commands of priorities; each room is one kind of work."""
