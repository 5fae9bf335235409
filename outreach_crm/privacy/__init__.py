"""Whom we may turn to and why: bases and consents, suppressions, clearance, and who looked at what."""
