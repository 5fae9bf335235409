"""The commands ``outreach privacy``."""
