"""Sheets as files, to be filled in anywhere: a workbook, a text table (CSV) or TOML; each format in a room."""
