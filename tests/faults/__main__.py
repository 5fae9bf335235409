"""Runs a kill series: ``python -m tests.faults --kills 10000``, ``python -m tests.faults sending --kills 2000``."""

import argparse
import sys

from tests.faults import kills, sending

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("writing", "sending"), default="writing", help="what is killed")
    parser.add_argument("--kills", type=int, default=1_000, help="how often the program is killed (sending: each way)")
    parser.add_argument("--seed", type=int, default=0, help="another seed kills at other moments")
    given = parser.parse_args()
    sys.exit({"writing": kills.main, "sending": sending.main}[given.what](given.kills, given.seed))
