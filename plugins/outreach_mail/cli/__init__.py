"""Commands ``outreach mail``."""
