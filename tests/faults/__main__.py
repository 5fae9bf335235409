"""Runs the kill series: ``python -m tests.faults --kills 10000``, with ``--imports`` those of imports."""

import argparse
import sys

from tests.faults import import_kills, kills

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=1_000, help="how often the writing program is killed")
    parser.add_argument("--seed", type=int, default=0, help="another seed kills at other moments")
    parser.add_argument("--imports", action="store_true", help="kill imports")
    given = parser.parse_args()
    series = import_kills.main if given.imports else kills.main
    sys.exit(series(given.kills, given.seed))
