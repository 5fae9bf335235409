"""Pages on the installation: plugins and the check, settings, backups."""
