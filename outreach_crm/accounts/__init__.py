"""Accounts and circles: who works here, and who may see what is restricted."""
