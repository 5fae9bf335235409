"""Kills a program that prints letters, again and again, while somebody takes files away: no second print unmarked.

Each letter that anybody can have seen is either the first of its kind or says that it is a copy; nobody is without one,
and the sheet that is in hand lies where the outbox says.
"""

import random
import time
from collections import Counter, defaultdict
from functools import partial
from pathlib import Path

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import CHECKS, Draft, Text
from outreach_crm.dispatch.service import carrier_of, channel_of
from outreach_crm.plugins import Plugins
from tests.faults.killing import Say, kill
from tests.faults.kills import opened
from tests.post.mailings import EVERYBODY, a_reader
from tests.post.paper import pages

PEOPLE, BATCH = 24, 2
_LONGEST, _LONGER = 0.15, 1.05
_TAKEN = 0.4  # how often somebody takes the files after a kill


@define
class Tally:
    """What a series came to: sheets that were seen, those marked as copies, and what must not be."""

    kills: int = 0
    mailings: int = 0
    sheets: int = 0
    copies: int = 0
    unmarked: int = 0
    lost: int = 0
    misplaced: int = 0
    left_over: int = 0
    seconds: float = 0.0
    notes: list[str] = field(factory=list)

    @property
    def clean(self) -> bool:
        """Whether nobody was lost, no second print is unmarked, and nothing half made lies about."""
        return not (self.unmarked or self.lost or self.misplaced or self.left_over)


def series(folder: Path, kills: int, seed: int = 0) -> Tally:
    """Kill a printing program so many times, mailing after mailing, and look at each when it is over."""
    chance, tally, began, plugins = random.Random(seed), Tally(), time.monotonic(), Plugins.load()
    path = folder / "letters.db"
    app = opened(path, plugins)
    for number in range(PEOPLE):
        a_reader(app, f"Bar-{number}.")
    while tally.kills < kills:
        tally.mailings += 1
        place, taken = folder / f"{tally.mailings}", folder / f"{tally.mailings}-taken"
        taken.mkdir()
        dispatch_id = _begin(app, f"Letter {tally.mailings}", place)
        longest = _LONGEST
        while kill(partial(_print, path, plugins, dispatch_id), chance.uniform(0, longest)).before_its_end:
            tally.kills += 1
            longest *= _LONGER
            if chance.random() < _TAKEN:
                for file in place.glob("[!.]*.pdf"):
                    file.rename(taken / file.name)
        _look(app, dispatch_id, place, taken, tally)
    app.close()
    tally.seconds = round(time.monotonic() - began)
    return tally


def _begin(app: App, name: str, place: Path) -> int:
    texts = (Text(language="en", subject="News", body="{salutation}"),)
    made = service.draft(app, Draft(name=name, purpose="mailings", texts=texts, channel="post", place=str(place)))
    service.check(app, made.id, CHECKS)
    with app.store.selection() as chosen:
        chosen.fill(EVERYBODY)
        service.freeze(app, made.id, chosen)
    service.approve(app, made.id)
    return service.start(app, made.id).id


def _print(path: Path, plugins: Plugins, dispatch_id: int, say: Say) -> None:
    app = opened(path, plugins)
    carrier_of(app, channel_of(app, "post"), str(path.parent)).close()  # typst is there from now on
    say("printing")
    service.send(app, dispatch_id, batch=BATCH)


def _look(app: App, dispatch_id: int, place: Path, taken: Path, tally: Tally) -> None:
    seen, where = defaultdict[str, list[bool]](list), dict[str, str]()
    for file in (*place.glob("[!.]*.pdf"), *taken.glob("*.pdf")):
        for text in pages(file.read_bytes()):
            name = next(line for line in text.split("\n") if line.startswith("Bar-"))
            seen[name].append("C O P Y" in text)
            where[text.rstrip().split("\n")[-1]] = name
    firsts = Counter({name: marks.count(False) for name, marks in seen.items()})
    tally.sheets += sum(map(len, seen.values()))
    tally.copies += sum(map(sum, seen.values()))
    tally.unmarked += sum(n > 1 for n in firsts.values())
    held = {one.name: one.made.removeprefix("sheet ") for one in service.in_hand(app, dispatch_id)}
    tally.lost += PEOPLE - len(held) + sum(name not in seen for name in held)
    tally.misplaced += sum(where.get(sheet) != name for name, sheet in held.items())
    tally.left_over += len([*place.glob(".*")])
