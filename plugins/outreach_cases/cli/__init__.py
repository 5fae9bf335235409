"""The commands ``cases``."""
