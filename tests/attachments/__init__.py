"""Tests of files that belong to records."""
