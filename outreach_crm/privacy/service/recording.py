"""Writing into the ledger of consent: for one contact, or for each of many."""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, Kind
from outreach_crm.dates import check_span
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Problem
from outreach_crm.privacy.model import Basis, Consent, ConsentDraft, LedgerEntry, Need, State
from outreach_crm.privacy.queries import ledger as queries
from outreach_crm.privacy.service.terms import check_channel, find_basis, find_purpose
from outreach_crm.sectors import service as sectors
from outreach_crm.text import Sentence, later, say, term

_NEEDS = {
    Need.SOURCE: later("{basis!r} needs a source: say where it comes from, with --source."),
    Need.WORDING: later("{basis!r} needs a wording: say what exactly the person agreed to, with --wording."),
    Need.PROOF: later("{basis!r} needs a proof: say where the proof lies, with --proof."),
}
_VERBS = {
    State.GRANTED: term("record basis"),
    State.WITHDRAWN: term("withdraw consent"),
    State.OBJECTED: term("record objection"),
}


def record(app: App, contact_id: int, draft: ConsentDraft, *, because: str = "") -> LedgerEntry:
    """Write a row into the ledger.

    Raises:
        NotFoundError: there is no such contact, purpose, basis or sector.
        InvalidInputError: something of it cannot be right, or the basis wants more to be said.
    """
    with app.change(_VERBS[draft.state], because=because):
        contact = contacts.get(app, contact_id)
        needs_none = contact.kind is not Kind.PERSON and not _said_no(app, contact_id)
        if draft.state is State.GRANTED and needs_none:
            raise InvalidInputError(_needs_none(contact))
        row = {"contact_id": contact_id, **_values(app, draft), **written_by(app)}
        return queries.entry(app.store, app.store.insert("consents", row))


def _needs_none(contact: Contact) -> str:
    if contact.kind is Kind.GROUP:
        return say(
            "{name} is no person, and only persons need a basis; for all its members:"
            ' outreach privacy grant --group "{name}".',
            name=contact.name,
        )
    return say("{name} is no person, and only persons need a basis.", name=contact.name)


def _said_no(app: App, contact_id: int) -> bool:
    """Return whether a contact ever objected: an organisation too takes that back by a yes."""
    return any(one.own_word and one.state is not State.GRANTED for one in queries.present(app.store, contact_id))


def record_each(app: App, drafts: Iterable[tuple[int, ConsentDraft]], *, again: bool = False) -> int:
    """Write rows for many contacts, each its own; what the ledger says already is left out.

    Args:
        app: the App, inside a change or a step of one.
        drafts: ids of contacts that are there, with what is to be written.
        again: write it though the ledger has the same of the same day: it is news, and something else may have been
            said since.

    Returns:
        How many rows were written.

    Raises:
        NotFoundError: a purpose, basis or sector does not exist.
        InvalidInputError: something cannot be right, or the basis wants more to be said.
    """
    read: dict[ConsentDraft, dict[str, Any]] = {}
    with app.change("record consents"):
        wanted: list[Mapping[str, Any]] = []
        for contact_id, draft in drafts:
            if draft not in read:
                read[draft] = _values(app, draft) | written_by(app)
            wanted.append({"contact_id": contact_id, **read[draft]})
        seen = set() if again else queries.there(app.store, {row["contact_id"] for row in wanted})
        new = {key: row for row in wanted if (key := queries.said(row)) not in seen}
        return app.store.insert_many("consents", new.values())


def ledger(app: App, contact_id: int) -> list[LedgerEntry]:
    """Return all that was ever written of a contact, the latest said first.

    Raises:
        NotFoundError: there is no such contact.
    """
    contacts.get(app, contact_id)
    return queries.ledger(app.store, contact_id)


def present(app: App, contact_id: int) -> list[Consent]:
    """Return what holds at present for a contact.

    Raises:
        NotFoundError: there is no such contact.
    """
    contacts.get(app, contact_id)
    return queries.present(app.store, contact_id)


def _values(app: App, draft: ConsentDraft) -> dict[str, Any]:
    """Return the columns of a row; a wording is stored on the way. Call inside a change."""
    return {**columns(app, draft), "wording": _wording(app, draft.wording)}


def columns(app: App, draft: ConsentDraft) -> dict[str, Any]:
    """Return the columns of a row without its wording; nothing is written.

    Raises:
        NotFoundError: a purpose, basis or sector does not exist.
        InvalidInputError: something cannot be right, or the basis wants more to be said.
    """
    today = app.clock.today()
    given_on = (draft.given_on or today).isoformat()
    valid_until = draft.valid_until.isoformat() if draft.valid_until else None
    if given_on > today.isoformat():
        told = say("{day} has not come yet; say on which day it was said.", day=given_on)
        raise _wrong(told, "given_on", say("Not after today."))
    check_span(given_on, valid_until, "What is said")
    sector = sectors.get(app, draft.sector).key if draft.sector else ""
    basis = _basis(app, draft, sector)
    if draft.purpose:
        find_purpose(app, draft.purpose)
    return {
        "purpose": draft.purpose,
        "channel": check_channel(app, draft.channel),
        "sector": sector,
        "own_word": int(basis.own_word if basis else not draft.ours),
        "state": draft.state.value,
        "basis": basis.key if basis else "",
        "special": int(basis.special if basis else 0),
        "given_on": given_on,
        "valid_until": valid_until,
        "source": draft.source.strip(),
        "language": contacts.read_language(draft.language),
        "proof": draft.proof.strip(),
    }


def _basis(app: App, draft: ConsentDraft, sector: str) -> Basis | None:
    """Return the basis of a grant, as it must be; a withdrawal or objection has none."""
    if draft.state is not State.GRANTED:
        return None
    if not draft.purpose:
        told = say("Say for which purpose; outreach privacy purposes lists them.")
        raise _wrong(told, "purpose", say("Say for which purpose it holds."))
    key = draft.basis or (sectors.get(app, sector).basis if sector else "")
    if not key:
        told = say("Say on which basis; outreach privacy bases lists them.")
        raise _wrong(told, "basis", say("Say on which basis."))
    basis = find_basis(app, key)
    if sector and not basis.special:
        raise _wrong(
            say(
                "To be held for a sector says something of a person that {basis!r} does not cover; choose a basis for"
                " special categories: outreach privacy bases.",
                basis=basis.key,
            ),
            "basis",
            say("To be held for a sector says something of a person that this does not cover; choose another one."),
        )
    for need in basis.needs:
        if not getattr(draft, need.value).strip():
            raise _wrong(say(_NEEDS[need], basis=basis.key), need.value, say("This basis needs it."))
    return basis


def _wrong(told: str, field: str, beside: Sentence) -> InvalidInputError:
    """Return what is wrong: as a command says it, and as it stands beside a question."""
    return InvalidInputError(told, (Problem(field=field, sentence=beside),))


def _wording(app: App, text: str) -> str | None:
    from outreach_crm.storage.digests import plain

    wording = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if not wording:
        return None
    digest = plain(wording)
    queries.keep_wording(app.store, digest, wording)
    return digest


def written_by(app: App) -> dict[str, Any]:
    """Return who writes a row, and when."""
    bound = app.store.bound.values()
    return {"recorded_by": bound["actor_id"], "recorded_at": bound["now"]}
