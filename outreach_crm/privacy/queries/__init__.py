"""The SQL of privacy: the ledger, suppressions, clearance, and the log of access."""
