"""Kills a program that erases, again and again, and looks whether anybody was erased by half or what is left proves."""

import random
import shutil
from functools import partial
from pathlib import Path

from attrs import define, field

from outreach_crm import erasure
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from tests.faults.killing import Say, kill
from tests.faults.kills import opened, plugins
from tests.storage.marked import Marked, marked, rows_with, surroundings

_PEOPLE = 12
_LONGEST = 1.0


@define
class ErasureTally:
    """What a series of killed erasures came to."""

    kills: int = 0
    erased: int = 0
    unfinished: int = 0
    halves: int = 0
    unlisted: int = 0
    damaged: int = 0
    left: int = 0
    notes: list[str] = field(factory=list, repr=False)

    @property
    def clean(self) -> bool:
        """Whether nobody was erased by half, or not listed, and nothing is damaged or left in a file."""
        return not (self.halves or self.unlisted or self.damaged or self.left)


def series(folder: Path, kills: int, seed: int = 0) -> ErasureTally:
    """Kill an erasure so many times on one database after the other, and let it go on until it is done each time."""
    chance, tally = random.Random(seed), ErasureTally()
    template = folder / "template.db"
    app = opened(template, plugins())
    around = surroundings(app)
    people = [marked(app, number, around) for number in range(_PEOPLE)]
    app.store.purge(())
    app.close()
    while tally.kills < kills:
        path = folder / "erased.db"
        for end in ("", "-wal", "-shm", ".erased"):
            Path(f"{path}{end}").unlink(missing_ok=True)
        shutil.copy(template, path)
        while not _done(path, people) and tally.kills < kills:
            kill(partial(_erase, path, people), chance.uniform(0, _LONGEST))
            tally.kills += 1
            _look(path, people, tally)
        _finish(path, people, tally)
    return tally


def _erase(path: Path, people: list[Marked], say: Say = lambda _: None) -> None:
    app = opened(path, plugins())
    say("erasing")
    erasure.erase(app, [one.id for one in people])
    app.close()


def _done(path: Path, people: list[Marked]) -> bool:
    app = opened(path, plugins())
    done = not _present(app) and not erasure.is_unfinished(app) and bool(erasure.erasures(app))
    app.close()
    return done


def _present(app: App) -> set[int]:
    """Return those who have not been erased yet: the friend, the organisation and the group stay."""
    rows = app.store.rows("select id from contacts where uid is not null and name like '%zx%'")
    return {row["id"] for row in rows}


def _look(path: Path, people: list[Marked], tally: ErasureTally) -> None:
    app = opened(path, plugins())
    present = _present(app)
    gone = [one for one in people if one.id not in present]
    halves = rows_with(app, [one.mark for one in gone])
    tally.halves += bool(halves)
    tally.unlisted += bool(gone) and not erasure.erasures(app)
    tally.unfinished += erasure.is_unfinished(app)
    problems = [*app.store.damage(), *changes.verify(app).problems]
    tally.damaged += bool(problems)
    tally.notes += [*halves[:3], *problems]
    app.close()


def _finish(path: Path, people: list[Marked], tally: ErasureTally) -> None:
    """Run it again to its end: then no file holds a byte of any mark."""
    _erase(path, people)
    tally.erased += len(people)
    data = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
    left = [one.mark for one in people if one.mark.encode() in data]
    tally.left += len(left)
    tally.notes += left
