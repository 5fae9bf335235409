"""What privacy shows elsewhere: on a contact's page, and as conditions of lists."""

from collections.abc import Mapping
from itertools import groupby

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Kind
from outreach_crm.model import Filter, Panel, Step
from outreach_crm.privacy import service
from outreach_crm.privacy.model import Consent, State
from outreach_crm.privacy.queries import clearing, ledger, records
from outreach_crm.text import row, say, term

_NONE = say("No basis is recorded: nobody may turn to them for anything that needs one.")
_COLUMNS = (say("For"), say("By"), say("Sector"), say("What holds"), say("Since"), say("Until"))


def panels(app: App, contact_id: int) -> list[Panel]:
    """Return the panel of a contact's page: what holds for whom and what, and what stands in its first line."""
    contact = contacts.get(app, contact_id)
    present = ledger.present(app.store, contact_id)
    today = app.clock.today().isoformat()
    needs = contact.kind is Kind.PERSON
    rows = tuple((row(map(_what_for, some)), *_row(app, some[0], today)) for some in _alike(present))
    caution = row([*_objections(present), *_suppressions(app, contact_id)], "; ")
    here = f"/privacy/contacts/{contact_id}"
    steps = (Step(label=say("May we?"), path=here), Step(label=say("Record what they said"), path=f"{here}/record"))
    return [
        Panel(
            title="Consent and basis",
            columns=_COLUMNS,
            rows=rows,
            rank=30,
            empty=_NONE if needs else "",
            caution=caution,
            steps=steps,
        )
    ]


def filters() -> list[Filter]:
    """Return the conditions privacy offers for segments and lists."""
    return [
        Filter(
            key="consent",
            sentence="may be turned to for {value}",
            negated="may not be turned to for {value}",
            sql=clearing.HAS_CONSENT,
            read=_read_scope,
            takes="purpose or purpose:channel",
        ),
        Filter(
            key="objected",
            sentence="have objected or withdrawn a consent",
            negated="have neither objected nor withdrawn a consent",
            sql=clearing.HAS_OBJECTED,
            read=_read_nothing,
            takes="",
        ),
        Filter(
            key="no-basis",
            sentence="have no basis for {value}",
            negated="have a basis for {value}",
            sql=clearing.HAS_NO_BASIS,
            read=_read_purpose,
            takes="purpose",
        ),
    ]


def _alike(present: list[Consent]) -> list[list[Consent]]:
    """Group what differs in its purpose only."""

    def rest(one: Consent) -> tuple[str, ...]:
        return one.channel, one.sector, one.state, one.basis, one.given_on, one.valid_until or "", str(one.own_word)

    return [list(some) for _, some in groupby(sorted(present, key=rest), key=rest)]


def _what_for(one: Consent) -> str:
    return term(one.purpose) or say("everything")


def _row(app: App, one: Consent, today: str) -> tuple[str, ...]:
    said = _basis_title(app, one.basis) if one.state is State.GRANTED else one.state.label
    if one.valid_until and one.valid_until < today:
        said = say("ended: {what}", what=said)
    return term(one.channel) or say("any"), one.sector, said, one.given_on, one.valid_until or ""


def _basis_title(app: App, key: str) -> str:
    from outreach_crm.errors import NotFoundError

    try:
        return service.find_basis(app, key).title
    except NotFoundError:  # the section took it out of its settings
        return key


def _objections(present: list[Consent]) -> list[str]:
    """Say each no in a few words: ``not for mailings by phone (objected on 2026-03-01)``."""
    return [
        _in_a_row(
            say("not for {what}", what=term(one.purpose)) if one.purpose else say("not for anything"),
            one.channel and say("by {way}", way=term(one.channel)),
            one.sector and say("in {sector}", sector=one.sector),
            say("({what} on {day})", what=one.state, day=one.given_on),
        )
        for one in present
        if one.own_word and one.state is not State.GRANTED
    ]


def _suppressions(app: App, contact_id: int) -> list[str]:
    return [
        _in_a_row(
            say("not by {way}", way=term(one.channel) or say("any way")),
            one.purpose and say("for {what}", what=term(one.purpose)),
            say("(address suppressed since {day})", day=one.since),
        )
        for one in records.suppressed_of(app.store, contact_id)
    ]


def _in_a_row(*parts: str) -> str:
    return row(filter(None, parts), " ")


def _read_scope(app: App, text: str) -> Mapping[str, object]:
    purpose, _, channel = text.strip().partition(":")
    return {
        "purpose": service.find_purpose(app, purpose.strip()).key,
        "channel": service.check_channel(app, channel.strip()),
        "sector": "",
    }


def _read_purpose(app: App, text: str) -> Mapping[str, object]:
    return {"purpose": service.find_purpose(app, text.strip()).key}


def _read_nothing(_app: App, _text: str) -> Mapping[str, object]:
    return {}
