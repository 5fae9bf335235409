"""Tests of security that are no single feature's, and the list of what a standard asks and which test shows it."""
