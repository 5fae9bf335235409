"""Tells how a case was on a day: its level, our decision, whom it was about, who held it, and what belonged to it."""

from datetime import date
from typing import Any

from attrs import evolve, fields

from outreach_cases.model.cases import Case
from outreach_cases.model.holdings import Holding
from outreach_cases.model.links import Addressee, Link, LinkKind, Pointer
from outreach_cases.model.then import Then
from outreach_cases.queries import cases as queries
from outreach_cases.queries import holdings as held
from outreach_cases.service.filing import notes, versions
from outreach_cases.service.finding import get, history
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import InvalidInputError
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Ref
from outreach_crm.text import say

_ADDRESS = ("name", "salutation", "lines", "email")


def then(app: App, case_id: int, on: date | None = None) -> Then:
    """Return a case as it was at the end of a day; None: of today.

    Raises:
        NotFoundError: there is no such case, or it was none yet on that day.
        InvalidInputError: the day has not come yet.
    """
    today = app.clock.today()
    day = on or today
    if day > today:
        raise InvalidInputError(say("{day} has not come yet; give a day that was.", day=day.isoformat()))
    now, until = get(app, case_id, day), day.isoformat()
    _, moment = journal.on_day(app, day)
    groups = [one for one in held.of_case(app.store, case_id, past=True) if _is_held(one, until)]
    dated = [one for one in versions(app, case_id) if one.dated_on <= until]
    return Then(
        on=day,
        case=_facts(app, now, moment),
        concerns=_concerns(app, case_id, moment),
        history=tuple(one for one in history(app, case_id) if one.decided_on <= until),
        holdings=tuple(_held(app, one, until) for one in groups),
        versions=tuple(evolve(one, current=place == 0) for place, one in enumerate(dated)),
        links=tuple(_links(app, case_id, moment)),
        pointers=tuple(
            Pointer(id=row["id"], ref=Ref(row["ref_kind"], row["ref_id"]), called=row["called"])
            for row in _rows(app, "case_pointers", "case_id", case_id, moment)
        ),
        addressees=tuple(_addressees(app, case_id, moment)),
        notes=tuple(one for one in notes(app, case_id) if one.written_on <= until),
    )


def _rows(app: App, table: str, column: str, value: int, moment: str) -> list[dict[str, Any]]:
    """Return the rows of a table that had a number in a column at a moment, as they were then."""
    found = (one.at(moment) for one in journal.lives(app, table, column, value))
    return [row for row in found if row is not None and row[column] == value]


def _facts(app: App, now: Case, moment: str) -> Case:
    """Return what was written of a case then; of a day before it was written down at all, what was written first."""
    (life,) = journal.lives(app, "cases", "id", now.id)
    row = life.at(moment) or life.first
    return evolve(now, **{one.name: row[one.name] for one in fields(Case) if one.name in row}) if row else now


def _concerns(app: App, case_id: int, moment: str) -> tuple[str, ...]:
    found = [row["keyword_id"] for row in _rows(app, "case_keywords", "case_id", case_id, moment)]
    return tuple(one.label for one in keywords.some(app, found))


def _addressees(app: App, case_id: int, moment: str) -> list[Addressee]:
    found = _rows(app, "case_addressees", "case_id", case_id, moment)
    return [
        Addressee(**{name: row[name] for name in _ADDRESS})
        for row in sorted(found, key=lambda row: (row["position"], row["id"]))
    ]


def _links(app: App, case_id: int, moment: str) -> list[Link]:
    found = [
        (row["id"], row[other], row["kind"], onward)
        for own, other, onward in (("case_id", "other_id", True), ("other_id", "case_id", False))
        for row in _rows(app, "case_links", own, case_id, moment)
    ]
    today = app.clock.today().isoformat()
    named = {one.id: one.called for one in queries.some(app.store, {one[1] for one in found}, today)}
    return [
        Link(id=number, case_id=other, case=named[other], kind=LinkKind(kind), onward=onward)
        for number, other, kind, onward in sorted(found)
        if other in named
    ]


def _is_held(one: Holding, until: str) -> bool:
    """Return whether a group held a case at the end of a day; the last day is the one before it ended."""
    return one.from_on <= until and (one.to_on is None or one.to_on > until)


def _held(app: App, one: Holding, until: str) -> Holding:
    """Return what a group held as it was then, with who held the casefile."""
    there = [
        holder
        for holder in held.holders(app.store, one.id)
        if holder.from_on <= until and (holder.to_on is None or holder.to_on > until)
    ]
    holder = evolve(there[-1], to_on=None) if there else None
    return evolve(one, to_on=None, ended="", because="", holder=holder)
