"""Pages of accounts, and the gate before all pages of the office."""
