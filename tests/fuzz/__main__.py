"""Runs the mutation series: ``python -m tests.fuzz --mutations 100000`` of files, ``--bounces`` or ``--calendars``."""

import argparse
import sys

from tests.fuzz import bounces, calendars, readers

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--mutations", type=int, default=20_000, help="how many files are read")
    parser.add_argument("--bounces", type=int, default=0, help="how many mails that came back are read instead")
    parser.add_argument("--calendars", type=int, default=0, help="how many calendar files are read instead")
    parser.add_argument("--seed", type=int, default=0, help="another seed makes other files")
    given = parser.parse_args()
    if given.bounces:
        sys.exit(bounces.main(given.bounces, given.seed))
    if given.calendars:
        sys.exit(calendars.main(given.calendars, given.seed))
    sys.exit(readers.main(given.mutations, given.seed))
