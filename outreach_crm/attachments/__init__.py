"""Files that belong to a record of any feature: a mailing, a case, a meeting."""
