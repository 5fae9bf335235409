"""A plugin as a stranger would write it, and the test that installs it."""
