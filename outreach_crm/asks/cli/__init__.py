"""Commands on asks, and the one that writes down what happened, which may be what became of an ask."""
