"""Writes down what an organisation asks of us."""

import json
from collections.abc import Collection
from typing import Any

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, Kind
from outreach_crm.dates import read_date, read_past
from outreach_crm.errors import ConflictError, InvalidInputError, sentence_of
from outreach_crm.meaning import suggestion
from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_mutuality.model.requests import Request, RequestDraft, RequestKind, State, words_of
from outreach_mutuality.queries import requests as queries
from outreach_mutuality.service import rules
from outreach_mutuality.service.finding import get
from outreach_mutuality.service.kinds import meant

LONGEST = 1_000_000
"""So many letters a request may have."""


def receive(app: App, draft: RequestDraft, *, because: str = "") -> Request:
    """Write down a request.

    Args:
        app: the App.
        draft: who asks for what; all else may be added later.
        because: why it is written down.

    Raises:
        InvalidInputError: nothing is asked, or something cannot be right; all of it is told at once. Or the rules
            cannot be read by which it is assessed: then it is not written down, so that nobody does it twice.
        NotFoundError: a contact or account does not exist.
        ConflictError: the organisation is in the trash.
    """
    rules.all_rules(app)
    with app.change("receive request", because=because):
        organisation = _organisation(app, draft)
        values = {**_values(app, draft), "contact_id": organisation.id, "state": State.RECEIVED.value}
        request_id = app.store.insert("mutuality_requests", values)
        _name(app, request_id, organisation, draft)
        return get(app, request_id)


def edit(app: App, request_id: int, draft: RequestDraft, *, because: str = "") -> Request:
    """Write a request otherwise; whose it is and how far it has come stay.

    Raises:
        NotFoundError: there is no such request, contact or account.
        InvalidInputError: nothing is asked, or something cannot be right.
        ConflictError: somebody else changed it since ``draft.version``.
    """
    with app.change("edit request", because=because):
        request = get(app, request_id)
        journal.check_version(app, say("request {number}", number=request_id), request.change_id, seen=draft.version)
        app.store.update("mutuality_requests", request_id, _values(app, draft))
        _name(app, request_id, contacts.get(app, request.contact_id), draft)
        return get(app, request_id)


def _organisation(app: App, draft: RequestDraft) -> Contact:
    """Return whose request it is.

    Raises:
        ConflictError: they are in the trash.
        InvalidInputError: it is a group of ours.
    """
    contact = _there(contacts.get(app, draft.contact_id))
    if contact.kind is Kind.GROUP:
        raise InvalidInputError(
            say("{contact} is a group of ours: what it needs is no request of others.", contact=contact.name)
        )
    return contact


def _there(contact: Contact) -> Contact:
    if contact.trashed_on:
        raise ConflictError(
            say(
                "{contact} is in the trash: outreach contacts restore {contact_id} brings them back.",
                contact=contact.name,
                contact_id=contact.id,
            )
        )
    return contact


def _values(app: App, draft: RequestDraft) -> dict[str, Any]:
    problems: list[Problem] = []
    text = draft.text.strip()
    if not text:
        problems.append(Problem(field="text", sentence=say("Say what they ask of us.")))
    if len(text) > LONGEST:
        problems.append(Problem(field="text", sentence=say("That is longer than any request; attach it as a file.")))
    values: dict[str, Any] = {
        "text": text,
        "words": json.dumps(words_of(text)),
        "came_by": draft.came_by.strip(),
    }
    for column, read in (("kind", _kind), ("received_on", _received), ("deadline_on", _deadline), ("amount", _amount)):
        try:
            values[column] = read(app, draft)
        except InvalidInputError as error:
            problems.append(Problem(field=column, sentence=sentence_of(error)))
    if problems:
        raise InvalidInputError(problems[0].sentence, tuple(problems))
    values["country"] = contacts.read_country(draft.country.strip())
    owner = draft.owner.strip()
    values["owner_id"] = accounts.find_account(app, owner).id if owner else app.actor.account_id
    return values


def _kind(_: App, draft: RequestDraft) -> str:
    said, known = draft.kind.strip().lower(), [one.value for one in RequestKind]
    if said and said not in known:
        raise InvalidInputError(
            say(
                "{kind!r} is nothing that can be asked for{suggestion}; it is {names}.",
                kind=draft.kind,
                suggestion=suggestion(said, known),
                names=", ".join(known),
            )
        )
    return said or meant(draft.text).value


def _received(app: App, draft: RequestDraft) -> str:
    today = app.clock.today()
    day = read_past(draft.received_on, today) if draft.received_on.strip() else today
    if day > today:
        raise InvalidInputError(say("{day} has not come yet: nothing came then.", day=day))
    return day.isoformat()


def _deadline(app: App, draft: RequestDraft) -> str | None:
    return read_date(draft.deadline_on, app.clock.today()).isoformat() if draft.deadline_on.strip() else None


def _amount(_: App, draft: RequestDraft) -> float:
    if draft.amount < 0:
        raise InvalidInputError(say("Nobody asks for less than nothing."))
    return float(draft.amount)


def _name(app: App, request_id: int, organisation: Contact, draft: RequestDraft) -> None:
    """Write down who of them asks, and take out who does not."""
    there = queries.people(app.store, request_id)
    wanted = _person(app, organisation, draft, there.values())
    for row_id, contact_id in there.items():
        if contact_id == wanted:
            return
        app.store.delete("mutuality_people", row_id)
    if wanted is not None:
        app.store.insert("mutuality_people", {"request_id": request_id, "contact_id": wanted})


def _person(app: App, organisation: Contact, draft: RequestDraft, there: Collection[int]) -> int | None:
    """Return who of them asks; None where nobody is named.

    Raises:
        ConflictError: they are in the trash, and are not named so far.
    """
    if not draft.person.strip():
        return None
    found = contacts.resolve(app, draft.person, kind=Kind.PERSON)
    if found.id == organisation.id:
        return None
    return found.id if found.id in there else _there(found).id
