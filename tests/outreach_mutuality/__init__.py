"""What organisations ask of us."""
