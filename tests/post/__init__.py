"""Tests of letters and calls."""
