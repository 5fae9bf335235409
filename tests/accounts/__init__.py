"""Accounts and circles."""
