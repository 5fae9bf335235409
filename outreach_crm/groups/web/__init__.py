"""Pages of groups: who is in them, what they are for, and what they are planned to use."""
