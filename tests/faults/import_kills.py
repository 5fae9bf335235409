"""Kills an import again and again, runs the same command each time, and counts what was lost, doubled or damaged.

The file is read and written by the program itself; what it wrote is compared with what one import that nobody kills
writes.
"""

import csv
import random
import sys
import time
from functools import partial
from pathlib import Path

from attrs import define

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.transfer.service import Terms, importing, preview, read, take_in
from tests.faults.killing import Say, kill

_ENVIRON = {"OUTREACH_SETTINGS": "none.toml", "OUTREACH_KEY": "0" * 32, "LOGNAME": "killed"}
# Small steps, so that a kill falls between and into many of them.
_PAGE = 25
_BOOK = (
    "select c.kind, c.name, c.country, c.words, (select count(*) from contact_points p where p.contact_id = c.id) as p,"
    " (select count(*) from contact_roles r where r.person_id = c.id) as r from contacts c order by c.name, c.kind"
)


@define
class ImportTally:
    """What a series of killed imports came to."""

    kills: int = 0
    interrupted: int = 0
    wrong: int = 0
    damaged: int = 0

    @property
    def clean(self) -> bool:
        """Whether every import ended as one that nobody kills."""
        return not (self.wrong or self.damaged)


def series(folder: Path, kills: int, rows: int = 400, seed: int = 0) -> ImportTally:
    """Kill imports so many times; each is run again until it ends, and what is in the book then is compared."""
    chance, tally = random.Random(seed), ImportTally()
    file = folder / "members.csv"
    make(file, rows)
    whole = folder / "whole.db"
    run(whole, file)  # loads what the killed ones find loaded, so that the next one takes as long as they do
    began = time.monotonic()
    run(folder / "timed.db", file)
    length = time.monotonic() - began
    expected = book(whole)
    number = 0
    while tally.kills < kills:
        number += 1
        place = folder / f"killed-{number}.db"
        App.open(str(place), environ=_ENVIRON).close()
        work = partial(run, place, file)
        while tally.kills < kills and kill(work, chance.uniform(0.2, 1.0) * length).before_its_end:
            tally.kills += 1
            app = App.open(str(place), environ=_ENVIRON)
            tally.interrupted += bool(journal.interrupted(app))
            tally.damaged += bool(journal.verify(app).problems) or app.store.value("pragma integrity_check") != "ok"
            app.close()
        run(place, file)
        tally.wrong += book(place) != expected
    return tally


def make(file: Path, rows: int) -> None:
    """Write a list of invented people, some of them twice, in a few organisations."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["Given name", "Family name", "E-mail", "Country", "Organisation", "Job title"])
        for number in range(rows):
            one = number % (rows - 20)
            table.writerow([f"Given{one}", f"Family{one}", f"p{one}@example.org", "ES", f"Society {one % 7}", "member"])


def run(place: Path, file: Path, say: Say = lambda _: None) -> None:
    """Import the file, as the command does."""
    say("importing")
    importing._WRITTEN, importing._STEP = _PAGE, 0.0  # each page is a step
    app = App.open(str(place), environ=_ENVIRON)
    reading = read(app, file)
    take_in(app, reading, file, preview(app, reading, file, Terms()))
    app.close()


def book(place: Path) -> list[dict[str, object]]:
    """Return what is in the book, apart from numbers."""
    app = App.open(str(place), environ=_ENVIRON)
    rows = app.store.rows(_BOOK)
    app.close()
    return rows


def main(kills: int, seed: int) -> int:
    """Run a series in a folder of its own, print its figures and return the exit code."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="outreach-imports-") as folder:
        tally = series(Path(folder), kills, seed=seed)
    sys.stdout.write(
        f"imports killed {tally.kills}, left interrupted {tally.interrupted}, wrong in the end {tally.wrong},"
        f" damaged {tally.damaged}\n"
    )
    return 0 if tally.clean else 1
