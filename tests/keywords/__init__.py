"""Tests of keywords."""
