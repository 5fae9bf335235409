"""E-mail as a way out and a way back: messages, the connection to a server, and what returns."""
