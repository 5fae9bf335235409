"""Casework: worked cases with known results, and the rules of the formulas."""
