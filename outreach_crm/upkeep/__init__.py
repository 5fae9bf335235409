"""Looking after the installation: is everything in order, which plugins are there, whose data is whose."""
