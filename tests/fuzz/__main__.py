"""Runs the mutation series of the readers: ``python -m tests.fuzz --mutations 100000``."""

import argparse
import sys

from tests.fuzz.readers import main

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--mutations", type=int, default=20_000, help="how many files are read")
    parser.add_argument("--seed", type=int, default=0, help="another seed makes other files")
    given = parser.parse_args()
    sys.exit(main(given.mutations, given.seed))
