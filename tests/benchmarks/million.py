"""A large section: contacts with histories by the million, found as one types and shown."""

import json
import random
import time
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.text import sort_name, words
from tests import postgres_server
from tests.benchmarks.frame import ENVIRON, Figure, benchmark, cpu, section

SIZE = 1_000_000
_STEP = 20_000
_ENTRIES = 2  # in the history of each contact
_SYLLABLES = (
    "ka",
    "ri",
    "no",
    "mar",
    "tin",
    "pe",
    "lo",
    "sa",
    "du",
    "ber",
    "gon",
    "za",
    "lez",
    "fi",
    "sch",
    "er",
    "mo",
    "va",
    "tt",
    "an",
    "el",
    "is",
    "or",
    "um",
    "ja",
    "wei",
    "li",
    "ch",
    "ko",
    "wal",
    "ski",
    "ov",
    "ña",
    "ö",
    "é",
)


@benchmark("million")
def million() -> Iterator[Figure]:
    """One million contacts with histories on SQLite: finding as one types, and one contact shown."""
    with section("million") as app:
        yield from _measure(app)


@benchmark("million-postgresql")
def million_postgresql() -> Iterator[Figure]:
    """One million contacts with histories on PostgreSQL as it comes: finding as one types, and one contact shown."""
    binaries = postgres_server.find_binaries()
    if binaries is None:
        return
    server = postgres_server.start(binaries)
    try:
        app = App.open(server.url("postgres"), environ=ENVIRON)
        yield from _measure(app)
        app.close()
    finally:
        server.stop()


def _measure(app: App) -> Iterator[Figure]:
    yield Figure(title="made", value=cpu(lambda: make(app, SIZE)), unit="s CPU")
    yield from reading(app)


def make(app: App, size: int, seed: int = 1) -> None:
    """Fill a database: people with names that share beginnings, an address, a sector and a history."""
    chance = random.Random(seed)
    with app.change("benchmark", steps=True) as change:
        for start in range(0, size, _STEP):
            ids = range(start + 1, min(start + _STEP, size) + 1)
            with change.step():
                app.store.insert_many("contacts", (_contact(number, chance) for number in ids))
                app.store.insert_many("contact_points", map(_point, ids))
                app.store.insert_many("contact_sectors", map(_sector, ids))
            with change.step():
                entries = [_ENTRIES * (number - 1) + part for number in ids for part in range(1, _ENTRIES + 1)]
                app.store.insert_many("timeline_entries", (_entry(chance) for _ in entries))
                app.store.insert_many("timeline_contacts", map(_participant, entries))
    if app.store.engine == "postgresql":
        app.store.execute("vacuum analyze")
    else:
        app.store.execute("analyze")


def reading(app: App, seed: int = 2) -> Iterator[Figure]:
    """Yield figures on finding with one or two beginnings of words, and on a contact with its history."""
    chance = random.Random(seed)
    size = int(app.store.value("select max(id) as n from contacts"))
    texts = []
    for _ in range(500):
        name = app.store.one("select given, family from contacts where id = :id", id=chance.randint(1, size)) or {}
        given, family = str(name["given"]), str(name["family"])
        texts.append(family[: chance.randint(1, len(family))])
        texts.append(f"{given[: chance.randint(1, len(given))]} {family[: chance.randint(1, len(family))]}")
    found = sorted(_timed(contacts.find, app, text) for text in texts)
    for percent, goal in ((50, 5), (99, 50)):
        value = _at(found, percent)
        yield Figure(title=f"find, p{percent}", value=value, unit="ms", goal=f"at most {goal} ms", met=value <= goal)
    ids = [chance.randint(1, size) for _ in range(500)]
    keys = sorted(_timed(app.store.one, "select id from contacts where id = :id", id=number) for number in ids)
    pages = sorted(_timed(contacts.show, app, number) for number in ids)
    ratio = _at(pages, 50) / _at(keys, 50)
    title = f"a contact with its history ({_at(pages, 50):.2f} ms) to one key lookup, p50"
    yield Figure(title=title, value=ratio, unit="x", goal="at most 60 x", met=ratio <= 60)


def _timed(work: Callable[..., Any], *arguments: Any, **named: Any) -> float:
    began = time.perf_counter()
    work(*arguments, **named)
    return (time.perf_counter() - began) * 1000


def _at(ordered: list[float], percent: int) -> float:
    return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)]


def _contact(number: int, chance: random.Random) -> dict[str, object]:
    # A few names are common and many are rare, as they are.
    given, family = name_of(int(chance.expovariate(1 / 400)), 2), name_of(7_000 + int(chance.expovariate(1 / 9_000)), 3)
    name = f"{given} {family}"
    return {
        "uid": f"{number:016x}",
        "kind": "person",
        "name": name,
        "given": given,
        "family": family,
        "sort_name": sort_name(name, given, family),
        "words": json.dumps(words(name, f"{given}.{family}{number}@example.org"), ensure_ascii=False),
        "country": ("ES", "FR", "DE", "CL", "")[number % 5],
        "rhythm_days": 90 if number % 50 == 0 else None,
        "added_on": "2025-01-01",
    }


@cache
def name_of(rank: int, length: int) -> str:
    chance = random.Random(rank)
    return "".join(chance.choice(_SYLLABLES) for _ in range(length)).title()


def _point(number: int) -> dict[str, object]:
    key = f"{number:032x}"
    return {"contact_id": number, "kind": "email", "value": f"{number}@example.org", "address_key": key}


def _sector(number: int) -> dict[str, object]:
    return {"contact_id": number, "sector": ("legal", "medical", "unions")[number % 3]}


def _entry(chance: random.Random) -> dict[str, object]:
    day = f"202{chance.randint(3, 5)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    return {"kind": "call", "side": "we", "happened_on": day, "summary": "about the petition"}


def _participant(entry: int) -> dict[str, object]:
    return {"entry_id": entry, "contact_id": (entry - 1) // _ENTRIES + 1}
