"""Series of faults: programs are killed at random, and what they had acknowledged must be there afterwards."""
