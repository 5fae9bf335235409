"""Pages: what features show in a browser, in one layout and with one set of rules about safety."""
