"""How often something may be done in a while, such as guessing: counted for all processes, with no address kept."""
