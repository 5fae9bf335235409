"""Tasks: what is to be done, own tasks and the reminders of all features in one list."""
