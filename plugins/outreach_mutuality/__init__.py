"""Mutuality: what organisations ask of us, how it is assessed, decided, answered and kept."""
