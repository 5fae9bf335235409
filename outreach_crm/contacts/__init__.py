"""Contacts: people and organisations as equals, their roles, and how they are related to each other and to us."""
