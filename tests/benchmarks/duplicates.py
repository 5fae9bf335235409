"""Duplicates: how many are found and how many findings are right, on invented people; and how long it takes."""

import json
import time
from collections.abc import Iterator
from itertools import combinations

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.fields import ContactsSettings
from outreach_crm.contacts.likeness import Facts, prepare, scan
from outreach_crm.text import sort_name, words
from tests.benchmarks.doubles import book
from tests.benchmarks.frame import Figure, benchmark, cpu, section

_PRECISION, _RECALL = 0.97, 0.92
_QUALITY, _SIZE, _STEP = 20_000, 100_000, 10_000


@benchmark("duplicates-quality")
def quality() -> Iterator[Figure]:
    """Records with one to three faults, a tenth relatives and namesakes: threshold of one half, told on the other."""
    scored, truth = _scored(book(_QUALITY, seed=11))
    best = max((_measured(scored, truth, least / 100), least / 100) for least in range(50, 100))
    yield Figure(title="threshold that fits the first half best", value=best[1], unit="")
    default = ContactsSettings().duplicates_from
    for seed, size in ((12, _QUALITY), (13, 2_000)):
        scored, truth = _scored(book(size, seed=seed))
        right = sum(pair in truth for pair, score in scored.items() if score >= default)
        found = sum(score >= default for score in scored.values())
        for what, value, goal in (("precision", right / found, _PRECISION), ("recall", right / len(truth), _RECALL)):
            title = f"{what} at the default ({default}), {size:,} other records"
            yield Figure(title=title, value=value, unit="", goal=f"at least {goal}", met=value >= goal)


@benchmark("duplicates")
def duplicates() -> Iterator[Figure]:
    """Duplicates among 100,000 contacts, a tenth of them twice, and a new one checked against them (SQLite)."""
    with section("duplicates") as app:
        records, _ = book(_SIZE, seed=14, twice=0.1)
        _fill(app, records)
        found: list[contacts.Pair] = []
        value = cpu(lambda: found.extend(contacts.find_duplicates(app)))
        yield Figure(title=f"{len(found):,} pairs found", value=value, unit="s CPU", goal="at most 5 s", met=value <= 5)
        value = cpu(lambda: contacts.candidates(app, records[0]))
        yield Figure(title="keys made for all of them, once", value=value, unit="s CPU")
        taken = []
        for one in records[: 50 * 100 : 50]:
            began = time.perf_counter()
            contacts.candidates(app, one)
            taken.append((time.perf_counter() - began) * 1000)
        taken.sort()
        value = taken[len(taken) // 2]
        yield Figure(title="one new contact, p50", value=value, unit="ms", goal="at most 10 ms", met=value <= 10)
        page = records[1::100][:1000]
        value = cpu(lambda: contacts.candidates_of_many(app, page)) / len(page) * 1000
        yield Figure(title="each of a thousand of an import", value=value, unit="ms CPU")


def _scored(made: tuple[list[Facts], dict[int, int]]) -> tuple[dict[tuple[int, int], float], set[tuple[int, int]]]:
    """Return the pairs found with their scores, and the pairs there are."""
    records, owner = made
    scored = {(one.one, one.other): one.score for one in scan([prepare(one) for one in records], 0.3, set())}
    copies: dict[int, list[int]] = {}
    for number, person in owner.items():
        copies.setdefault(person, []).append(number)
    return scored, {pair for numbers in copies.values() for pair in combinations(numbers, 2)}


def _measured(scored: dict[tuple[int, int], float], truth: set[tuple[int, int]], least: float) -> float:
    """Return the harmonic mean of precision and recall at a threshold."""
    right = sum(pair in truth for pair, score in scored.items() if score >= least)
    found = sum(score >= least for score in scored.values())
    return 2 * right / (found + len(truth))


def _fill(app: App, records: list[Facts]) -> None:
    """Bring records into a database."""
    with app.change("benchmark", steps=True) as change:
        for start in range(0, len(records), _STEP):
            page = records[start : start + _STEP]
            points = [(one.id, "email", value) for one in page for value in one.emails]
            points += [(one.id, "phone", value) for one in page for value in one.phones]
            with change.step():
                app.store.insert_many("contacts", map(_contact, page))
                app.store.insert_many("contact_points", (_point(*point) for point in points))
                app.store.insert_many("contact_addresses", (_address(one) for one in page if one.places))
                fields = [(one.id, key, value) for one in page for key, value in one.fields.items()]
                app.store.insert_many(
                    "contact_fields", ({"contact_id": one, "field": key, "value": value} for one, key, value in fields)
                )
    app.store.execute("analyze")


def _contact(one: Facts) -> dict[str, object]:
    return {
        "uid": f"{one.id:016x}",
        "kind": "person",
        "name": one.name,
        "given": one.given,
        "family": one.family,
        "sort_name": sort_name(one.name, one.given, one.family),
        "words": json.dumps(words(one.name, *one.emails), ensure_ascii=False),
        "added_on": "2025-01-01",
    }


def _point(contact_id: int, kind: str, value: str) -> dict[str, object]:
    return {"contact_id": contact_id, "kind": kind, "value": value, "address_key": f"{kind} {value}"}


def _address(one: Facts) -> dict[str, object]:
    (place,) = one.places
    return {"contact_id": one.id, "lines": place.lines, "postcode": place.postcode, "town": place.town}
