"""Commands on what organisations ask of us."""
