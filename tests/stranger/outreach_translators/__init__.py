"""Who translates for us, into which language, and when they last confirmed it."""
