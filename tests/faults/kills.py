"""Kills a program that writes, again and again, and counts what was lost, torn or damaged.

The program acknowledges each piece of work on a pipe after its commit. A piece is a thing with three parts, written
in a change at once or in a step of a longer one, or taken back again.
"""

import contextlib
import random
import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.changes import service
from outreach_crm.errors import ConflictError
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import migrate
from outreach_crm.storage.sqlite import SqliteStore
from tests.faults.killing import Say, kill
from tests.storage.things import THINGS

_PARTS = 3
_LONGEST = 0.12
_KILLS_OF_A_DATABASE = 100
_WHOLE = (
    "select t.name, count(p.id) as parts from things t left join parts p on p.thing_id = t.id"
    " where t.name like :round group by t.id"
)
_INDEXED = "select count(*) as n from words where tbl = 'things'"
_WORDS = "select count(*) as n from things"


@define
class Tally:
    """What a series of kills came to."""

    kills: int = 0
    acknowledged: int = 0
    in_doubt: int = 0
    interrupted: int = 0
    lost: int = 0
    torn: int = 0
    damaged: int = 0
    seconds: float = 0.0
    notes: list[str] = field(factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing was lost, torn or damaged."""
        return not (self.lost or self.torn or self.damaged)

    def table(self) -> str:
        """Return the figures as a small table."""
        names = ("kills", "acknowledged", "in_doubt", "interrupted", "lost", "torn", "damaged")
        head = "".join(f"{name:>14}" for name in (*names, "seconds"))
        row = "".join(f"{getattr(self, name):>14}" for name in names) + f"{self.seconds:>14.0f}"
        return "\n".join((head, row, *self.notes))


def series(folder: Path, kills: int, seed: int = 0) -> Tally:
    """Kill a writing program so many times, a hundred times on one database, and look at it after each time."""
    chance, tally, began = random.Random(seed), Tally(), time.monotonic()
    for number in range(kills):
        path = folder / f"killed-{number // _KILLS_OF_A_DATABASE}.db"
        opened(path, plugins()).close()
        said = _killed(path, number, chance)
        tally.kills += 1
        _look(path, number, said, tally, chance)
    tally.seconds = time.monotonic() - began
    return tally


@cache
def plugins() -> Plugins:
    """Return the plugins as installed, loaded once."""
    return Plugins.load()


def opened(path: Path, plugins: Plugins) -> App:
    """Open a database with the tables of things."""
    store = SqliteStore(str(path))
    migrate(store, [*plugins.migrations(), THINGS])
    return App.on(store, plugins, Settings({}), Keyring(lambda: b"k" * 32), Actor(name="Maria"))


def _killed(path: Path, number: int, chance: random.Random) -> tuple[str, ...]:
    """Let a program write, kill it, and return what it had acknowledged, line by line."""
    seed, moment = chance.random(), chance.uniform(0, _LONGEST)
    return kill(lambda say: _write(opened(path, plugins()), number, say, random.Random(seed)), moment).said


def _write(app: App, number: int, say: Say, chance: random.Random) -> None:
    """Write until the end, which comes from outside."""
    made: list[tuple[int, str]] = []
    count = 0

    def add() -> str:
        nonlocal count
        count += 1
        name = f"r{number}-{count}"
        thing = app.store.insert("things", {"name": name, "words": f'["{name}"]'})
        app.store.insert_many("parts", [{"thing_id": thing, "name": "part", "data": b"x" * 3_000}] * _PARTS)
        return name

    while True:
        work = chance.choice(("at once", "in steps", "undo"))
        if work == "at once":
            with app.change("add") as change:
                name = add()
            say(f"added {name}")
            made.append((change.id, name))
        elif work == "in steps":
            with app.change("add many", steps=True) as change:
                for _ in range(4):
                    with change.step():
                        name = add()
                    say(f"added {name}")
        elif made:
            change_id, name = made.pop(chance.randrange(len(made)))
            say(f"undoing {name}")
            service.undo(app, change_id)
            say(f"undone {name}")


def _look(path: Path, number: int, said: Sequence[str], tally: Tally, chance: random.Random) -> None:
    app = opened(path, plugins())
    verbs: dict[str, str] = {}
    for line in said:
        verb, _, name = line.partition(" ")
        verbs[name] = verb
    found = {row["name"]: row["parts"] for row in app.store.rows(_WHOLE, round=f"r{number}-%")}
    lost = [name for name, verb in verbs.items() if verb == "added" and name not in found]
    lost += [name for name, verb in verbs.items() if verb == "undone" and name in found]
    torn = [name for name, parts in found.items() if parts != _PARTS]
    tally.acknowledged += sum(verb != "undoing" for verb in verbs.values())
    tally.in_doubt += len(found.keys() - verbs.keys()) + sum(verb == "undoing" for verb in verbs.values())
    tally.lost += len(lost)
    tally.torn += len(torn)
    tally.notes += [f"kill {number}: lost or torn: {', '.join(lost + torn)}"] if lost or torn else []
    for entry in service.interrupted(app):
        tally.interrupted += 1
        if chance.random() < 0.5:  # an undo goes on, and what it takes back is then whole or gone
            with contextlib.suppress(ConflictError):
                service.undo(app, entry.undoes or entry.id)
    _look_deeper(app, number, tally)
    app.close()


def _look_deeper(app: App, number: int, tally: Tally) -> None:
    problems = [row["integrity_check"] for row in app.store.rows("pragma integrity_check")]
    problems = [] if problems == ["ok"] else problems
    problems += [f"a row of {row['table']} refers to nothing" for row in app.store.rows("pragma foreign_key_check")]
    problems += service.verify(app).problems
    if app.store.value(_INDEXED) != app.store.value(_WORDS):
        problems.append("the words index does not fit")
    tally.damaged += bool(problems)
    tally.notes += [f"kill {number}: {problem}" for problem in problems]


def main(kills: int, seed: int) -> int:
    """Run a series in a folder of its own, print its table and return the exit code."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="outreach-kills-") as folder:
        tally = series(Path(folder), kills, seed)
    sys.stdout.write(tally.table() + "\n")
    return 0 if tally.clean else 1
