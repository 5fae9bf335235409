"""A plugin as a stranger writes it, on a machine that has only the wheel."""
