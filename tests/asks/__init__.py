"""What we ask of others."""
