"""Pages of tasks: the list of the day, and what there is to do."""
