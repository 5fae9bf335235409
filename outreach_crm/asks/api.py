"""Asks as other programs have them: what is asked of whom, how far it has come, and planning one."""

from collections.abc import Iterable
from datetime import date

from attrs import evolve, fields, frozen

from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.model import AskDraft, Part, ResultKind, State
from outreach_crm.errors import InvalidInputError
from outreach_crm.machines import as_written, goes_out
from outreach_crm.text import say


@frozen(kw_only=True)
class AskTaking:
    """Somebody else who has to do with an ask, by their number as a contact."""

    contact_id: int
    part: Part
    because: str


@frozen(kw_only=True)
class AskRecord:
    """What we ask of an organisation or person; days are ISO 8601, the country ISO 3166 alpha-2."""

    id: int
    contact_id: int
    sentence: str
    why: str
    due_on: str
    kind: ResultKind | None
    country: str
    owner: str
    how: str
    given: str
    copied: bool
    follow_up: str
    state: State
    made_on: str | None
    answered_on: str | None
    done_on: str | None
    reported_on: str | None
    thanked_on: str | None
    reason: str
    result: str
    change_id: int
    taking: tuple[AskTaking, ...]


@frozen(kw_only=True)
class _Said:
    """What planning and editing have in common; ``person`` and ``group`` by their numbers as contacts."""

    kind: ResultKind | None = None
    country: str | None = None
    campaign: int | None = None
    owner: str | None = None
    person: int | None = None
    person_because: str | None = None
    group: int | None = None
    how: str | None = None
    given: str | None = None
    follow_up: str | None = None
    copied: bool | None = None


@frozen(kw_only=True)
class AskToPlan(_Said):
    """An ask to be planned: of whom, what, why they, and by when."""

    contact_id: int
    sentence: str
    why: str
    due_on: date


@frozen(kw_only=True)
class AskToEdit(_Said):
    """What to change of an ask; how far it has come is said by whoever asked."""

    sentence: str | None = None
    why: str | None = None
    due_on: date | None = None


def some(app: App, ids: Iterable[int]) -> list[AskRecord]:
    """Return those of some asks that the actor may see."""
    return [
        goes_out(one, AskRecord, taking=tuple(goes_out(part, AskTaking) for part in one.taking if part.name))
        for one in service.some(app, [*ids])
    ]


def add(app: App, given: AskToPlan) -> int:
    """Plan an ask and return its number."""
    draft = AskDraft(
        contact_id=given.contact_id, sentence=given.sentence, why=given.why, due_on=given.due_on.isoformat()
    )
    return service.plan(app, _with(draft, given)).id


def edit(app: App, ask_id: int, given: AskToEdit) -> None:
    """Say an ask otherwise."""
    draft = service.as_draft(app, service.get(app, ask_id))
    told = as_written({"sentence": given.sentence, "why": given.why, "due_on": given.due_on})
    service.edit(app, ask_id, _with(evolve(draft, **told), given))  # type: ignore[arg-type]


def in_state(app: App, text: str) -> Iterable[int]:
    """Return the asks that have come so far.

    Raises:
        InvalidInputError: there is no such state.
    """
    if text not in {one.value for one in State}:
        known = ", ".join(one.value for one in State)
        raise InvalidInputError(say("{text!r} is no state; there are {known}.", text=text[:60], known=known))
    return (one.id for one in service.listed(app, states=[State(text)]))


def _with(draft: AskDraft, given: _Said) -> AskDraft:
    names = [one.name for one in fields(_Said) if one.name != "copied"]
    told = as_written({name: getattr(given, name) for name in names})
    made = evolve(draft, **told)  # type: ignore[arg-type]
    return made if given.copied is None else evolve(made, copied=given.copied)
