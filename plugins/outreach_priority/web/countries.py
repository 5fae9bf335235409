"""Pages of one country: which sectors to turn to, in which order, why and through whom."""
