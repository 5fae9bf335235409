"""The database finds the same contacts as somebody who reads every card and thinks."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from attrs import frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind
from outreach_crm.groups import service as groups
from outreach_crm.keywords import service as keywords
from outreach_crm.segments import service
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft
from tests.builders import a_group, taken_back

TODAY = date(2026, 3, 9)


@frozen(kw_only=True)
class Card:
    """What is known of somebody; days are counted back from today."""

    kind: Kind
    country: str
    language: str
    languages: str
    sectors: frozenset[str]
    interests: frozenset[str]
    email: bool
    wrong: bool
    rhythm: int | None
    contacted: tuple[int, ...]
    in_group: tuple[int, int | None] | None
    trashed: bool

    @property
    def last(self) -> int | None:
        return min(self.contacted, default=None)

    def speaks(self, language: str) -> bool:
        return language in {tag.partition("-")[0] for tag in (self.language, *self.languages.split())}

    @property
    def is_member(self) -> bool:
        if self.kind is not Kind.PERSON or self.in_group is None:
            return False
        left = self.in_group[1]
        return left is None or left < 0


CARDS = st.builds(
    Card,
    kind=st.sampled_from([Kind.PERSON, Kind.PERSON, Kind.ORGANISATION]),
    country=st.sampled_from(["", "FR", "BE", "CL"]),
    language=st.sampled_from(["", "fr", "pt", "pt-BR"]),
    languages=st.sampled_from(["", "fr es", "es-MX", "nl pt"]),
    sectors=st.frozensets(st.sampled_from(["medical", "legal"])),
    interests=st.frozensets(st.sampled_from(["torture", "flogging", "death-penalty", "stoning"]), max_size=2),
    email=st.booleans(),
    wrong=st.booleans(),
    rhythm=st.sampled_from([None, None, 30, 90]),
    contacted=st.lists(st.sampled_from([0, 29, 30, 31, 91, 400]), max_size=2).map(tuple),
    in_group=st.none() | st.tuples(st.integers(10, 500), st.none() | st.sampled_from([-5, 0, 5])),
    trashed=st.sampled_from([False, False, False, True]),
)

# Each condition, and what somebody with the card in hand would say.
THOUGHT: dict[str, Callable[[Card], bool]] = {
    "kind=person": lambda one: one.kind is Kind.PERSON,
    "country=France,Chile": lambda one: one.country in {"FR", "CL"},
    "country=Western Europe": lambda one: one.country in {"FR", "BE"},
    "language=Portuguese": lambda one: one.speaks("pt"),
    "language=es": lambda one: one.speaks("es"),
    "sector=medical": lambda one: "medical" in one.sectors,
    "sector=medical,legal": lambda one: bool(one.sectors),
    "keyword=torture": lambda one: bool(one.interests & {"torture", "flogging", "stoning"}),
    "keyword=death penalty": lambda one: bool(one.interests & {"death-penalty", "stoning"}),
    "keyword=flogging": lambda one: "flogging" in one.interests,
    "email": lambda one: one.email and not one.wrong,
    "contacted": lambda one: bool(one.contacted),
    "contacted-since=30d": lambda one: one.last is not None and one.last <= 30,
    "contacted-before=30d": lambda one: one.last is not None and one.last > 30,
    # Nobody is overdue on the day they were added.
    "overdue": lambda one: one.rhythm is not None and one.last is not None and one.last > one.rhythm,
    "group=lawyers": lambda one: one.is_member,
    "group-role=member": lambda one: one.is_member,
}
LITERALS = st.tuples(st.sampled_from(sorted(THOUGHT)), st.booleans())


def write(app: App, card: Card, group_id: int) -> int:
    fields = {"country": card.country, "language": card.language, "languages": card.languages}
    email = f"a{id(card)}@example.org"
    draft = ContactDraft(
        name="Somebody",
        kind=card.kind,
        fields={**fields, "rhythm_days": str(card.rhythm or "")},
        sectors=tuple(card.sectors),
        interests=tuple(card.interests),
        emails=(email,) if card.email else (),
    )
    number = contacts.add(app, draft).id
    if card.email and card.wrong:
        contacts.edit(app, number, contacts.Edit(wrong=(email,)))
    for days in card.contacted:
        timeline.log(app, LogDraft(contact_ids=(number,), summary="called", on=TODAY - timedelta(days=days)))
    if card.kind is Kind.PERSON and card.in_group:
        joined, left = card.in_group
        until = None if left is None else TODAY - timedelta(days=left)
        groups.join(app, group_id, number, since=TODAY - timedelta(days=joined), until=until)
    if card.trashed:
        contacts.trash(app, number)
    return number


@pytest.fixture
def known(app: App) -> App:
    """An App with keywords, which stay when the rest is taken back."""
    keywords.prepare(app)
    return app


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cards=st.lists(CARDS, min_size=1, max_size=6),
    asked=st.lists(st.lists(LITERALS, min_size=1, max_size=2), max_size=3),
)
def test_the_database_agrees_with_somebody_who_reads_every_card(
    known: App, cards: list[Card], asked: list[list[tuple[str, bool]]]
) -> None:
    with taken_back(known):
        group = a_group(known, "Lawyers' Network").contact_id
        numbers = {write(known, card, group): card for card in cards}
        segment = service.read(known, [" or ".join("not:" * no + line for line, no in part) for part in asked])
        expected = {
            number
            for number, card in numbers.items()
            if not card.trashed and all(any(THOUGHT[line](card) != no for line, no in part) for part in asked)
        }
        assert set(service.first(known, segment, 100)) - {group} == expected
        assert service.sentence(known, segment)
