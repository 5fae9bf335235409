"""The journal for people: who changed what from what to what and why, and how to take it back."""
