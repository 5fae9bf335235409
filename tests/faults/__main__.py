"""Runs a series of faults: ``--kills 1000``, or ``--imports``, ``--smtp``, ``--letters`` and others, see ``--help``."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults import backups, erasures, import_kills, kills, printing, sending, smtp_kills, stops

_LARGEST_NOTE = 20


def main(arguments: list[str]) -> int:
    """Run one series, print its figures and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=1_000, help="how often the writing program is killed")
    parser.add_argument("--mailings", type=int, help="how often a sending program is killed each way, instead")
    parser.add_argument("--smtp", type=int, help="how often a program that sends e-mail is killed, instead")
    parser.add_argument("--stops", type=int, help="how often who sends and who stops are killed, instead")
    parser.add_argument("--letters", type=int, help="how often a printing program is killed, instead")
    parser.add_argument("--erasures", type=int, help="how often an erasing program is killed, instead")
    parser.add_argument("--backups", type=int, help="how many backups are made while others write, instead")
    parser.add_argument("--seed", type=int, default=0, help="another seed kills at other moments")
    parser.add_argument("--imports", type=int, help="how often an import is killed, instead")
    given = parser.parse_args(arguments)
    if given.imports is not None:
        return import_kills.main(given.imports, given.seed)
    if given.mailings is not None:
        return sending.main(given.mailings, given.seed)
    if given.smtp is not None:
        return smtp_kills.main(given.smtp, given.seed)
    if given.stops is not None:
        return stops.main(given.stops, given.seed)
    if given.erasures is None and given.backups is None and given.letters is None:
        return kills.main(given.kills, given.seed)
    with TemporaryDirectory(prefix="outreach-faults-") as folder:
        if given.letters is not None:
            printed = printing.series(Path(folder), given.letters, given.seed)
            return _told(printed, clean=printed.clean, notes=printed.notes)
        if given.erasures is not None:
            erased = erasures.series(Path(folder), given.erasures, given.seed)
            return _told(erased, clean=erased.clean, notes=erased.notes)
        made = backups.series(Path(folder), given.backups)
        return _told(made, clean=made.good == made.backups and not made.notes, notes=made.notes)


def _told(tally: object, *, clean: bool, notes: list[str]) -> int:
    sys.stdout.write(f"{tally}\n" + "".join(f"{note}\n" for note in notes[:_LARGEST_NOTE]))
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
