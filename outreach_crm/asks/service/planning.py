"""Plans asks: for one contact, or one for each contact of a segment."""

import secrets
from collections.abc import Iterator
from typing import Any

from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.asks.model import Ask, AskDraft, Part, ResultKind, State
from outreach_crm.asks.model.advice import Advice, Role
from outreach_crm.asks.queries import asks as queries
from outreach_crm.asks.service.finding import get
from outreach_crm.campaigns import service as campaigns
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, Kind
from outreach_crm.dates import read_date
from outreach_crm.errors import ConflictError, InvalidInputError, sentence_of
from outreach_crm.meaning import suggestion
from outreach_crm.model import Problem, Ref
from outreach_crm.segments import service as segments
from outreach_crm.text import say


def plan(app: App, draft: AskDraft, *, because: str = "") -> Ask:
    """Plan an ask.

    Args:
        app: the App.
        draft: what is asked of whom, why they, and by when; all else may be added later.
        because: why it is planned.

    Raises:
        InvalidInputError: something that is needed is missing or cannot be right; all of it is told at once.
        NotFoundError: a contact, account or campaign does not exist.
        ConflictError: the contact is in the trash.
    """
    with app.change("plan ask", because=because):
        return get(app, _write(app, draft))


def plan_for(app: App, segment: str, draft: AskDraft, *, because: str = "") -> list[Ask]:
    """Plan one ask for each contact of a segment, all or none; they can be listed together afterwards.

    Args:
        app: the App.
        segment: its name or number.
        draft: what is asked; it names nobody who is asked, and no right person.
        because: why.

    Raises:
        InvalidInputError: something that is needed is missing, somebody else is to be asked, too, there is a right
            person, or nobody is in the segment.
        NotFoundError: there is no such segment, account or campaign.
    """
    if draft.contact_id:
        name = contacts.get(app, draft.contact_id).name
        both = say("Ask {name}, or each contact of a segment: one of the two.", name=name)
        raise InvalidInputError(both, (Problem(field="segment", sentence=both),))
    if draft.person:
        raise InvalidInputError(say("The right person is another one in each organisation: name them ask by ask."))
    with app.store.selection() as selection:
        segments.fill(app, selection, segment)
        ids = queries.chosen(app.store)
    if not ids:
        raise InvalidInputError(say("Nobody is in {segment}: nobody can be asked.", segment=segment))
    batch = secrets.token_hex(8)
    with app.change("plan asks", because=because):
        numbers = [_write(app, evolve(draft, contact_id=one), batch) for one in ids]
    return queries.some(app.store, numbers)


def advised(app: App, draft: AskDraft, advice: Advice) -> AskDraft:
    """Return a draft with what was advised where it says nothing itself.

    Whom it is best to approach is the right person where they belong to whoever is asked, else they are asked
    themselves.

    Args:
        app: the App.
        draft: what is planned so far; a ``contact_id`` of 0: nobody yet.
        advice: what was advised.

    Raises:
        InvalidInputError: nobody is named, neither here nor there.
    """
    whom = next((one.contact_id for one in advice.those(Role.WHOM) if one.name), None)
    about = next((one.contact_id for one in advice.those(Role.ABOUT) if one.name), None)
    asked = draft.contact_id or about or whom
    if asked is None:
        raise InvalidInputError(
            say("Advice {advice_id} names nobody of the book: say whom to ask.", advice_id=advice.id)
        )
    person = draft.person
    if not person and whom not in {None, asked} and contacts.get(app, whom or 0).kind is Kind.PERSON:
        person = str(whom)
    return evolve(
        draft,
        contact_id=asked,
        sentence=draft.sentence or advice.what,
        how=draft.how or advice.how,
        person=person,
        person_because=draft.person_because or (say("advised by {name}", name=advice.adviser) if person else ""),
    )


def as_draft(app: App, ask: Ask) -> AskDraft:
    """Return what an ask says now, for whoever says it otherwise."""
    linked, person = campaigns.of_ref(app, Ref("asks", ask.id)), ask.person
    return AskDraft(
        contact_id=ask.contact_id,
        sentence=ask.sentence,
        why=ask.why,
        due_on=ask.due_on,
        person=str(person.contact_id) if person else "",
        person_because=person.because if person else "",
        kind=ask.kind or "",
        country=ask.country,
        campaign=str(linked[0].id) if linked else "",
        owner=ask.owner,
        group=str(ask.groups[0].contact_id) if ask.groups else "",
        how=ask.how,
        given=ask.given,
        copied=ask.copied,
        follow_up=ask.follow_up,
    )


def edit(app: App, ask_id: int, draft: AskDraft, *, because: str = "") -> Ask:
    """Say an ask otherwise; whom it is put to and how far it has come stay.

    Raises:
        NotFoundError: there is no such ask, contact, account or campaign.
        InvalidInputError: something that is needed is missing or cannot be right.
        ConflictError: somebody else changed it since ``draft.version``.
    """
    with app.change("edit ask", because=because):
        ask = get(app, ask_id)
        journal.check_version(app, say("ask {number}", number=ask_id), ask.change_id, seen=draft.version)
        draft = evolve(draft, contact_id=ask.contact_id)
        app.store.update("asks", ask_id, _values(app, draft, due_from=ask.due_on))
        _take(app, ask_id, draft)
        _link(app, ask_id, draft)
        return get(app, ask_id)


def _write(app: App, draft: AskDraft, batch: str = "") -> int:
    values = _values(app, draft)
    contact = contacts.get(app, draft.contact_id)
    if contact.trashed_on:
        raise ConflictError(
            say(
                "{contact} is in the trash: outreach contacts restore {contact_id} brings them back.",
                contact=contact.name,
                contact_id=contact.id,
            )
        )
    if contact.kind is Kind.GROUP:
        raise InvalidInputError(
            say("{contact} is a group of ours: what it is to do is a task, not an ask.", contact=contact.name)
        )
    values |= {"contact_id": contact.id, "state": State.PLANNED.value, "batch": batch}
    ask_id = app.store.insert("asks", values)
    _take(app, ask_id, draft)
    _link(app, ask_id, draft)
    return ask_id


def _values(app: App, draft: AskDraft, due_from: str = "") -> dict[str, Any]:
    """Return the columns that people write.

    Raises:
        InvalidInputError: with a problem for each that is missing or cannot be right.
    """
    problems: list[Problem] = []
    values: dict[str, Any] = {
        "sentence": " ".join(draft.sentence.split()),
        "why": draft.why.strip(),
        "how": draft.how.strip(),
        "given": draft.given.strip(),
        "follow_up": draft.follow_up.strip(),
        "copied": int(draft.copied),
    }
    if not draft.contact_id:
        problems.append(Problem(field="contact", sentence=say("Say who is asked: look by name, then choose.")))
    if not values["sentence"]:
        problems.append(Problem(field="sentence", sentence=say("Say in one sentence what they are asked to do.")))
    if not values["why"]:
        problems.append(Problem(field="why", sentence=say("Say why they.")))
    for column, read in (("due_on", _day), ("kind", _kind), ("country", _country), ("owner", _owner)):
        try:
            values.update(read(app, draft, due_from))
        except InvalidInputError as error:
            problems.append(Problem(field=column, sentence=sentence_of(error)))
    if problems:
        raise InvalidInputError(problems[0].sentence, tuple(problems))
    return values


def _day(app: App, draft: AskDraft, due_from: str) -> dict[str, str]:
    if not draft.due_on.strip():
        raise InvalidInputError(say("Say by when it should be done (--by 2w, friday, 2026-03-09)."))
    day = read_date(draft.due_on, app.clock.today())
    if day < app.clock.today() and day.isoformat() != due_from:
        raise InvalidInputError(say("{day} has passed: nobody can do it by then.", day=day))
    return {"due_on": day.isoformat()}


def _kind(_app: App, draft: AskDraft, _due: str) -> dict[str, str]:
    text, known = draft.kind.strip().lower(), [one.value for one in ResultKind]
    if text and text not in known:
        raise InvalidInputError(
            say(
                "{kind!r} is nothing an ask can bring{suggestion}; it is {names}.",
                kind=draft.kind,
                suggestion=suggestion(text, known),
                names=", ".join(known),
            )
        )
    return {"kind": text}


def _country(_app: App, draft: AskDraft, _due: str) -> dict[str, str]:
    return {"country": contacts.read_country(draft.country.strip())}


def _owner(app: App, draft: AskDraft, _due: str) -> dict[str, int | None]:
    return {"owner_id": accounts.find_account(app, draft.owner).id if draft.owner.strip() else app.actor.account_id}


def _take(app: App, ask_id: int, draft: AskDraft) -> None:
    """Write down the right person and the group, and take out who is it no more."""
    wanted = {(contact.id, part.value): why for contact, part, why in _meant(app, draft)}
    for row in queries.parts(app.store, ask_id):
        key = (row["contact_id"], row["part"])
        if key not in wanted:
            app.store.delete("ask_contacts", row["id"])
        elif wanted.pop(key) != row["because"]:
            app.store.update("ask_contacts", row["id"], {"because": draft.person_because.strip()})
    for (contact_id, part), why in wanted.items():
        app.store.insert("ask_contacts", {"ask_id": ask_id, "contact_id": contact_id, "part": part, "because": why})


def _meant(app: App, draft: AskDraft) -> Iterator[tuple[Contact, Part, str]]:
    if draft.person.strip():
        person = contacts.resolve(app, draft.person, kind=Kind.PERSON)
        if person.id == draft.contact_id:
            raise InvalidInputError(
                say("{person} is asked already: the right person is somebody of an organisation.", person=person.name)
            )
        yield person, Part.RIGHT_PERSON, draft.person_because.strip()
    elif draft.person_because.strip():
        raise InvalidInputError(say("It says why this person, and no person is named."))
    if draft.group.strip():
        yield contacts.resolve(app, draft.group, kind=Kind.GROUP), Part.GROUP, ""


def _link(app: App, ask_id: int, draft: AskDraft) -> None:
    """Let an ask belong to the campaign that is named, and to no other one."""
    ref = Ref("asks", ask_id)
    wanted = campaigns.resolve(app, draft.campaign).id if draft.campaign.strip() else None
    for one in campaigns.of_ref(app, ref):
        if one.id != wanted:
            campaigns.unlink(app, one.id, ref)
    if wanted is not None:
        due_on = read_date(draft.due_on, app.clock.today())
        sentence = " ".join(draft.sentence.split())
        campaigns.link(app, wanted, ref, title=sentence, on=due_on, contact_ids=[draft.contact_id])
