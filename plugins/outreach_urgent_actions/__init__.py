"""Urgent Actions: from the sheet that arrives to the people who asked for it, each for a reason that can be shown."""
