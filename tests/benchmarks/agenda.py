"""How long it takes to gather what a group has to talk about, where very much is open."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random
from time import perf_counter

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import GroupDraft
from outreach_crm.keywords import service as keywords
from outreach_urgent_actions.model import Wants
from outreach_urgent_actions.service import SignUpDraft, Wish, interests, signing
from tests.benchmarks.frame import Figure, benchmark, section

_TASKS, _ASKS, _REQUESTS, _ACTIONS = 40_000, 30_000, 20_000, 10_000
_ORGANISATIONS, _GOAL, _STEP = 10_000, 0.5, 5_000
_SECTOR, _SECTORS = "medical", ("medical", "legal", "unions", "women")
_WORDS = ("torture", "nurses", "trade unionists", "death penalty", "women", "children")


@benchmark("agenda")
def agenda() -> Iterator[Figure]:
    """The agenda of a group over 100,000 open tasks, asks, requests and Urgent Actions."""
    with section("agenda") as app:
        group = _group(app)
        _fill(app, group)
        on = app.clock.today()
        found = app.plugins.agenda_items(app, group, on)
        counted: dict[str, int] = {}
        for one in found:
            counted[one.heading] = counted.get(one.heading, 0) + (one.rest or 1)
        assert not app.plugins.failed, app.plugins.failed
        assert counted["Tasks of the group"] == _TASKS // 2, counted
        assert min(counted[one] for one in ("Asks", "Requests", "Urgent Actions")) > 1_000, counted
        yield Figure(title="matters that are named", value=sum(not one.rest for one in found), unit="")
        yield Figure(title="matters that are counted", value=sum(counted.values()), unit="")
        whole = sorted(_seconds(lambda: app.plugins.agenda_items(app, group, on)) for _ in range(9))
        yield Figure(title="agenda, p50", value=whole[4], unit="s", goal=f"{_GOAL:g}", met=whole[4] <= _GOAL)
        yield Figure(title="agenda, slowest of 9", value=whole[-1], unit="s")
        unsigned = groups.add(app, GroupDraft(name="Nurses", structure="advisory", sectors=(_SECTOR,))).contact_id
        took = _seconds(lambda: app.plugins.agenda_items(app, unsigned, on))
        yield Figure(title="without a sign-up", value=took, unit="s", goal=f"{_GOAL:g}", met=took <= _GOAL)
        end = on + timedelta(30)
        yield Figure(
            title="calendar of 31 days", value=_seconds(lambda: app.plugins.calendar_events(app, on, end)), unit="s"
        )


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _group(app: App) -> int:
    """Add a group that advises on a sector and is signed up to what that watches, and to two questions beside."""
    keywords.prepare(app)
    made = groups.add(app, GroupDraft(name="Doctors", structure="specialist", sectors=(_SECTOR,)))
    for sector, wish in ((_SECTOR, Wish(like=_SECTOR)), ("", Wish(keywords=("torture", "children")))):
        draft = SignUpDraft(interest=interests.read(app, wish), sector=sector, wants=Wants.URGENT_ACTIONS)
        signing.sign_up(app, made.contact_id, draft)
    return made.contact_id


def _fill(app: App, group: int) -> None:
    random, today = Random(1), app.clock.today()
    labels = [interests.keyword(app, one).id for one in _WORDS]
    due = [(today - timedelta(number)).isoformat() for number in range(300)]
    with app.change("fill", steps=True) as change:
        with change.step():
            ids = [_organisation(app, number, random) for number in range(_ORGANISATIONS)]
        makers: tuple[tuple[int, Callable[[int], object]], ...] = (
            (_TASKS, lambda number: _task(app, random, due, group if number % 2 else random.choice(ids))),
            (_ASKS, lambda number: _ask(app, random, due, random.choice(ids))),
            (_REQUESTS, lambda number: _request(app, random, due, random.choice(ids), number)),
            (_ACTIONS, lambda number: _action(app, random, labels, number)),
        )
        for size, make in makers:
            for start in range(0, size, _STEP):
                with change.step():
                    for number in range(start, start + _STEP):
                        make(number)
    app.store.execute("analyze")


def _organisation(app: App, number: int, random: Random) -> int:
    draft = ContactDraft(name=f"Body {number}", kind=Kind.ORGANISATION, sectors=(random.choice(_SECTORS),))
    return contacts.add(app, draft).id


def _task(app: App, random: Random, due: list[str], contact_id: int) -> None:
    values = {"title": "Ring them", "due_on": random.choice(due), "contact_id": contact_id}
    app.store.insert("tasks", {**values, "owner_id": app.actor.account_id})


def _ask(app: App, random: Random, due: list[str], contact_id: int) -> None:
    values = {"sentence": "Write to the minister", "why": "They know her", "due_on": random.choice(due)}
    app.store.insert(
        "asks", {**values, "contact_id": contact_id, "state": random.choice(("planned", "made", "agreed"))}
    )


def _request(app: App, random: Random, due: list[str], contact_id: int, number: int) -> None:
    said = f"Will you sign letter {number}?"
    values = {"text": said, "words": json.dumps(said.split()), "kind": "sign-on", "state": "unclear"}
    app.store.insert("mutuality_requests", {**values, "contact_id": contact_id, "received_on": random.choice(due)})


def _action(app: App, random: Random, labels: list[int], number: int) -> None:
    today = app.clock.today()
    own = {"uid": f"u{number}", "digest": f"d{number}", "sort_name": "", "words": "[]", "kind": "initial"}
    days = {"issued_on": today.isoformat(), "deadline_on": (today + timedelta(number % 60)).isoformat()}
    issue_id = app.store.insert("ua_issues", {**own, **days, "subject": f"UA {number}/2026", "action": "Ask for it"})
    ref = {"ref": f"UA {number}/2026", "series": "UA", "number": number, "year": 2026}
    case_id = app.store.insert("ua_cases", ref)
    app.store.insert("ua_issue_cases", {"issue_id": issue_id, "case_id": case_id})
    for keyword_id in random.sample(labels, 3):
        said = {"issue_id": issue_id, "written": str(keyword_id), "keyword_id": keyword_id, "origin": "issued"}
        app.store.insert("ua_issue_keywords", said)
