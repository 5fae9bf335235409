"""What priorities add to the program: their arithmetic so far, which needs no hook."""
