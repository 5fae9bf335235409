"""The sector files of the Campaign Manual, one TOML file a sector."""
