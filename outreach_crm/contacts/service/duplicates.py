"""Contacts that are in the book twice, or are about to be: found, compared, and said not to be the same."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.contacts.fields import ContactsSettings, read_label, read_postal
from outreach_crm.contacts.likeness import Candidate, Facts, Known, Pair, Place, compare, prepare, scan, score
from outreach_crm.contacts.model import Contact, ContactDraft, Kind
from outreach_crm.contacts.names import name_parts
from outreach_crm.contacts.queries import duplicates as queries
from outreach_crm.contacts.service.finding import get
from outreach_crm.contacts.service.match_keys import AskedBook, refresh, sharing
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.jobs.model import Progress
from outreach_crm.text import both, later, say

_WORTH_A_LOOK = 0.1
_IS = {
    Kind.PERSON: later("{name} is a person"),
    Kind.ORGANISATION: later("{name} is an organisation"),
    Kind.GROUP: later("{name} is a group"),
}


def candidates(app: App, facts: Facts, *, least: float | None = None) -> list[Candidate]:
    """Return the contacts that somebody may be, the most probable first.

    Args:
        app: the App.
        facts: what is known of them; a contact with a number is not compared with itself.
        least: the least score; else the section's threshold (setting ``duplicates_from``).
    """
    return candidates_of_many(app, [facts], least=least)[0]


def candidates_of_many(app: App, many: Sequence[Facts], *, least: float | None = None) -> list[list[Candidate]]:
    """Return for each of many the contacts that they may be; for pages of an import, some thousands at once.

    Contacts that an open change has written are found too. Call outside or inside ``change()``.
    """
    least = _least(app, least)
    refresh(app)
    asked = [prepare(facts) for facts in many]
    near = sharing(app, asked)
    known = {one.id: (one.name, prepare(one)) for one in queries.facts(app.store, sorted(set().union(*near)))}
    apart, book = queries.distinct(app.store), AskedBook(app)
    found = []
    for one, ids in zip(asked, near, strict=True):
        others = (known[number] for number in sorted(ids) if number in known and number != one.id)
        scored = [_candidate(one, *other, book) for other in others if not _is_apart(one, other[1], apart)]
        found.append(sorted((one for one in scored if one.score >= least), key=lambda one: -one.score))
    return found


def worth_a_look(app: App, draft: ContactDraft) -> list[Candidate]:
    """Return whom somebody should look at before adding a contact: who it may be, and who shares an address with it."""
    near = candidates(app, facts_of(draft), least=0.0)
    return [one for one in near if one.score >= _WORTH_A_LOOK or one.shares_address]


def is_probable(app: App, candidate: Candidate) -> bool:
    """Return whether a candidate reaches the section's threshold."""
    return candidate.score >= _least(app, None)


def facts_of(draft: ContactDraft) -> Facts:
    """Return what a contact to be added is known by.

    Raises:
        InvalidInputError: an address is empty.
    """
    written = {**draft.fields, "family": draft.family or draft.fields.get("family", "")}
    given, family = written.get("given", ""), written["family"]
    if draft.kind is Kind.PERSON:
        family_first = written.get("name_order") == "family-first"
        given, family = name_parts(draft.name, given, family, family_first=family_first)
    postal = (read_postal(read_label(text)[1]) for text in draft.addresses)
    return Facts(
        kind=draft.kind,
        name=draft.name,
        given=given,
        family=family,
        also=written.get("also", ""),
        emails=tuple(read_label(text)[1] for text in draft.emails),
        phones=tuple(read_label(text)[1] for text in draft.phones),
        webs=tuple(read_label(text)[1] for text in draft.webs),
        places=tuple(
            Place(lines=one.lines, postcode=one.postcode, town=one.town, country=one.country) for one in postal
        ),
        organisations=tuple(role.at for role in draft.roles),
        fields=draft.own_fields,
        ids=draft.ids,
    )


def find_duplicates(app: App, *, least: float | None = None, progress: Progress | None = None) -> list[Pair]:
    """Return the pairs of contacts that are probably one, the most probable first, except those said not to be.

    Args:
        app: the App.
        least: the least score; else the section's threshold (setting ``duplicates_from``).
        progress: is told how many of the three parts of the work are done.
    """
    told = progress or _untold
    with _without_collector():
        told(0, 3)
        facts = {one.id: one for one in queries.facts(app.store)}
        told(1, 3)
        everybody = [prepare(one) for one in facts.values()]
        told(2, 3)
        likely = scan(everybody, _least(app, least), queries.distinct(app.store))
        found = sorted(likely, key=lambda one: (-one.odds, one.one, one.other))
        return [
            Pair(
                score=one.score,
                reasons=one.tally.reasons(),
                against=one.tally.against(),
                one=facts[one.one],
                other=facts[one.other],
            )
            for one in found
        ]


def compare_two(app: App, one_id: int, other_id: int) -> Pair:
    """Return how probably two contacts are one, and why, whatever the score.

    Raises:
        NotFoundError: one of them does not exist, or the actor may not see it.
        InvalidInputError: they are of different kinds, or it is one contact.
        ConflictError: one of them is in the trash.
    """
    contacts = check_comparable(app, one_id, other_id)
    one, other = queries.facts(app.store, [contact.id for contact in contacts])
    if one.id != one_id:
        one, other = other, one
    refresh(app)
    here, there = prepare(one), prepare(other)
    book = AskedBook(app, new=0)
    tally = compare(here, there, book)
    probably, against = score(tally.odds(book.size)), tally.against()
    return Pair(score=probably, reasons=tally.reasons(), against=against, one=one, other=other)


@frozen(kw_only=True)
class Apart:
    """Two contacts that are not the same, and the change that says so."""

    one: Contact
    other: Contact
    change_id: int


def say_distinct(app: App, one_id: int, other_id: int, *, because: str = "") -> Apart:
    """Remember for ever that two contacts are not the same; undo forgets it again.

    Raises:
        NotFoundError: one of them does not exist, or the actor may not see it.
        InvalidInputError: they are of different kinds, or it is one contact.
        ConflictError: that was said already, or one of them is in the trash.
    """
    with app.change("tell contacts apart", because=because) as change:
        one, other = check_comparable(app, one_id, other_id)
        if queries.said_distinct(app.store, one.id, other.id) is not None:
            raise ConflictError(
                say(
                    "{name} ({number}) and {other} ({other_id}) are told apart already.",
                    name=one.name,
                    number=one.id,
                    other=other.name,
                    other_id=other.id,
                )
            )
        today = app.clock.today().isoformat()
        app.store.insert("contact_distinct", {"one_id": one.id, "other_id": other.id, "said_on": today})
        return Apart(one=one, other=other, change_id=change.id)


def check_comparable(app: App, one_id: int, other_id: int) -> tuple[Contact, Contact]:
    """Return two contacts that may be one; see :func:`compare_two` for what is raised."""
    one, other = get(app, one_id), get(app, other_id)
    if one.id == other.id:
        raise InvalidInputError(say("{number} is one contact; name two.", number=one.id))
    for contact in (one, other):
        if contact.trashed_on:
            raise ConflictError(
                say(
                    "{contact} ({contact_id}) is in the trash since {trashed_on}.",
                    contact=contact.name,
                    contact_id=contact.id,
                    trashed_on=contact.trashed_on,
                )
            )
    if one.kind is not other.kind:
        kinds = both(say(_IS[contact.kind], name=contact.name) for contact in (one, other))
        raise InvalidInputError(say("{kinds}: only contacts of one kind can be the same.", kinds=kinds))
    return one, other


def _least(app: App, least: float | None) -> float:
    return app.settings.of("contacts", ContactsSettings).duplicates_from if least is None else least


def _untold(done: int, of: int | None) -> None:
    """Tell nobody."""


def _candidate(one: Known, name: str, other: Known, book: AskedBook) -> Candidate:
    tally = compare(one, other, book)
    signs = tuple(key for _, key, _ in tally.told)
    return Candidate(
        contact_id=other.id, name=name, score=score(tally.odds(book.size)), reasons=tally.reasons(), signs=signs
    )


def _is_apart(one: Known, other: Known, apart: set[tuple[int, int]]) -> bool:
    return (min(one.id, other.id), max(one.id, other.id)) in apart


@contextmanager
def _without_collector() -> Iterator[None]:
    """Let millions of small things be made without the collector of cycles looking through them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
