"""How long it takes to find like requests among many, and to tell the balance with many organisations."""

import json
from collections.abc import Iterator
from random import Random
from statistics import median
from time import perf_counter

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind
from outreach_crm.sectors import service as sectors
from outreach_crm.text import words
from outreach_mutuality import service
from outreach_mutuality.model.requests import RequestKind, State
from outreach_mutuality.service import rules
from tests.benchmarks.frame import Figure, benchmark, section

_REQUESTS, _ORGANISATIONS, _TRIED = 100_000, 10_000, 40
_PRECEDENTS, _BALANCE = 20.0, 2.0
_VOCABULARY = 5_000
_SEARCHED = ("word0001 word4000", "body word0001", "w", "nothing like it")


@benchmark("mutuality")
def mutuality() -> Iterator[Figure]:
    """Like requests among 100,000, and the balance with 10,000 organisations."""
    with section("mutuality") as app:
        _fill(app)
        asked = [service.get(app, number) for number in Random(2).sample(range(1, _REQUESTS + 1), _TRIED)]
        assert all(len(service.like(app, one)) == 5 for one in asked)
        each = sorted(_seconds(lambda one=one: service.like(app, one)) * 1000 for one in asked)
        middle = median(each)
        yield Figure(
            title="like requests, p50", value=middle, unit="ms", goal=f"{_PRECEDENTS:g}", met=middle <= _PRECEDENTS
        )
        yield Figure(title="like requests, p95", value=each[int(len(each) * 0.95)], unit="ms")
        whole = min(_seconds(lambda: service.balances(app)) for _ in range(3))
        yield Figure(title="balance", value=whole, unit="s", goal=f"{_BALANCE:g}", met=whole <= _BALANCE)
        for title, view in (("balance by sector", service.by_sector), ("what is out of balance", service.pressing)):
            took = min(_seconds(lambda view=view: view(app)) for _ in range(3))
            yield Figure(title=title, value=took, unit="s", goal=f"{_BALANCE:g}", met=took <= _BALANCE)
        yield Figure(title="treated alike", value=_seconds(lambda: service.consistency(app, 10)), unit="s")
        yield Figure(title="search", value=max(_seconds(lambda t=t: service.hits(app, t)) for t in _SEARCHED), unit="s")
        yield Figure(title="board", value=_seconds(lambda: service.board(app)), unit="s")


def _seconds(work: object) -> float:
    began = perf_counter()
    work()  # type: ignore[operator]
    return perf_counter() - began


def _fill(app: App) -> None:
    """Write down requests of a dozen words each, as common as words are (Zipf), three of four of them decided.

    Each organisation is of a sector, and of every decided request two rules say something, every fifth time no.
    """
    random = Random(1)
    vocabulary = [f"word{number:04d}" for number in range(_VOCABULARY)]
    weights = [1 / (place + 1) for place in range(_VOCABULARY)]
    kinds = [one.value for one in RequestKind]
    keys, of_rules = sectors.all_sectors(app).keys, [*rules.all_rules(app)]
    with app.change("fill", steps=True) as change:
        with change.step():
            ids = [
                contacts.add(
                    app, ContactDraft(name=f"Body {number}", kind=Kind.ORGANISATION, sectors=(random.choice(keys),))
                ).id
                for number in range(_ORGANISATIONS)
            ]
        for start in range(0, _REQUESTS, 5_000):
            with change.step():
                for number in range(start, start + 5_000):
                    text = " ".join(random.choices(vocabulary, weights, k=12))
                    decided = random.random() < 0.75
                    values = {
                        "contact_id": random.choice(ids),
                        "kind": random.choice(kinds),
                        "text": text,
                        "words": json.dumps(words(text)),
                        "received_on": f"20{10 + number % 15:02d}-03-09",
                        "state": (State.CLOSED if decided else State.RECEIVED).value,
                    }
                    request_id = app.store.insert("mutuality_requests", values)
                    if decided:
                        _decide(app, request_id, random, of_rules)


def _decide(app: App, request_id: int, random: Random, of_rules: list[str]) -> None:
    outcome = random.choice(("accept", "decline", "offer something else"))
    told = {"outcome": outcome, "told": "So", "decided_by": "Board", "decided_on": "2026-03-09"}
    app.store.insert("mutuality_decisions", {"request_id": request_id, **told})
    for rule in random.sample(of_rules, 2):
        verdict = "no" if random.random() < 0.2 else "yes"
        said = {"rule": rule, "verdict": verdict, "sentence": "So", "said_by": "Ada", "said_on": "2026-03-09"}
        app.store.insert("mutuality_findings", {"request_id": request_id, **said})
