"""What organisations ask of us, as records."""
