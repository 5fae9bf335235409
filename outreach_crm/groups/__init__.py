"""Groups: the structures a section reaches out with, who is in them, and what they are planned to cost."""
