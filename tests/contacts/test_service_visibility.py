"""An outsider gets exactly what a database without the restricted contacts would give."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service
from outreach_crm.contacts.likeness import Facts
from outreach_crm.contacts.model import Card, ContactDraft, Kind, RoleDraft
from tests.builders import acting, taken_back

NAMES = ("Ana Ruiz", "Paul Meyer", "Colegio", "Union", "Ana Union", "WMA")
PERSONS = frozenset({0, 1})

Pair = tuple[int, int]
PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] != pair[1]), max_size=6)


def build(app: App, restricted: set[int], links: list[Pair], trashed: set[int], *, leave_out: bool) -> None:
    """Add six contacts and their links; the restricted ones into a circle, or not at all."""
    ids: dict[int, int] = {}
    for number, name in enumerate(NAMES):
        if leave_out and number in restricted:
            continue
        draft = ContactDraft(
            name=name,
            kind=Kind.PERSON if number in PERSONS else Kind.ORGANISATION,
            fields={"country": ("ES", "CL")[number % 2]},
            emails=("office@example.org",),
            sectors=("legal",) if number % 2 else (),
            circle="Board" if number in restricted else "",
        )
        ids[number] = service.add(app, draft, because="met in Geneva").id
    for first, second in links:
        if first in ids and second in ids:
            service.relate(app, ids[first], "works-with", ids[second])
            if first in PERSONS and second not in PERSONS:
                service.add_role(app, ids[first], RoleDraft(at=str(ids[second]), title="x"))
    for number in trashed & ids.keys():
        service.trash(app, ids[number])


def seen(app: App) -> dict[str, Any]:
    """All that an App gives of contacts, by names: numbers differ from one database to the next."""
    found = {
        "list": [one.name for one in service.list_contacts(app)],
        "sector": [one.name for one in service.list_contacts(app, sector="legal")],
        "trash": [one.name for one in service.in_trash(app)],
        "find": {text: sorted(one.name for one in service.find(app, text)) for text in ("a", "ana", "co", "office")},
        "few": len(service.find(app, "o", limit=2)),
        "paths": sorted([step.name for step in way.steps] for way in service.paths_to(app, "CL", limit=50)),
        "history": [(one.what, sorted(one.about)) for one in changes.latest(app, 100)],
        "twice": sorted((pair.one.name, pair.other.name) for pair in service.find_duplicates(app, least=0.0)),
        "candidates": sorted(
            one.name for text in ("Ana Ruiz", "Paul Meyer") for one in service.candidates(app, asked(text), least=0.0)
        ),
    }
    ours = [one for one in changes.latest(app, 100) if one.about]
    found["counts"] = [changes.detail(app, one.id).counts for one in ours]
    for one in [*service.list_contacts(app), *service.in_trash(app)]:
        found[one.name] = told(service.show(app, one.id)) | {
            "history": [entry.what for entry in changes.about_contact(app, one.id)],
        }
    return found


def asked(name: str) -> Facts:
    return Facts(name=name, emails=("office@example.org",))


def told(card: Card) -> dict[str, Any]:
    return {
        "may": card.may_contact,
        "roles": sorted((one.person, one.organisation) for one in card.roles),
        "relations": sorted((one.label, one.other) for one in card.relations),
        "sectors": card.sectors,
        "points": [one.value for one in card.points],
    }


@pytest.fixture
def board(app: App) -> App:
    accounts.add_account(app, "Jonas")
    accounts.add_circle(app, "Board")
    return app


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(restricted=st.sets(st.integers(0, 5)), links=PAIRS, trashed=st.sets(st.integers(0, 5), max_size=2))
def test_an_outsider_sees_what_there_would_be_without_the_restricted(
    board: App, restricted: set[int], links: list[Pair], trashed: set[int]
) -> None:
    views = []
    for leave_out in (True, False):
        with taken_back(board):
            build(board, restricted, links, trashed, leave_out=leave_out)
            with acting(board, "Jonas") as jonas:
                views.append(seen(jonas))
    without, hidden = views
    assert hidden == without


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(restricted=st.sets(st.integers(0, 5)), links=PAIRS)
def test_a_member_sees_what_there_would_be_without_restrictions(
    board: App, restricted: set[int], links: list[Pair]
) -> None:
    views = []
    for circle in (set(), restricted):
        with taken_back(board):
            build(board, circle, links, set(), leave_out=False)
            views.append(seen(board))
    assert views[0] == views[1]
