"""Pages of files of contacts: the import in stages, and exports."""
