"""Runs the kill series: ``python -m tests.faults --kills 10000``."""

import argparse
import sys

from tests.faults.kills import main

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=1_000, help="how often the writing program is killed")
    parser.add_argument("--seed", type=int, default=0, help="another seed kills at other moments")
    given = parser.parse_args()
    sys.exit(main(given.kills, given.seed))
