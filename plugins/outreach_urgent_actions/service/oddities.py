"""Looks for what is odd, in the book or in what is about to be saved."""

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.storage import Row
from outreach_urgent_actions.model.keywording import cases_in
from outreach_urgent_actions.model.oddities import Fact, Odd, find_odd, is_impossible
from outreach_urgent_actions.queries import issues as queries
from outreach_urgent_actions.service.planning import Plan, Planned


def check(app: App) -> list[Odd]:
    """Return what is odd in the whole book, each with the message it is about."""
    today = app.clock.today()
    return find_odd(_stored(queries.facts(app.store), queries.labelled(app.store), today).values())


def odd_of_plan(app: App, plan: Plan) -> list[Odd]:
    """Return what is odd about planned messages, those of their cases that are in the book taken into account."""
    lines = {one.known: one.draft.line for one in plan.planned if one.known is not None}
    cases = [chain.id for chains in plan.chains.by_ref.values() for chain in chains if chain.id is not None]
    rows = queries.facts(app.store, cases=cases, ids=[*lines]) if cases or lines else []
    labelled = queries.labelled(app.store, [row["id"] for row in rows]) if rows else []
    stored = _stored(rows, labelled, app.clock.today())
    known = [evolve(fact, line=lines.get(number), fresh=number in lines) for number, fact in stored.items()]
    begin = max((fact.order for fact in known), default=0) + 1
    new = [_planned(one, plan, order) for order, one in enumerate(plan.new, begin)]
    return find_odd([*known, *new])


def _stored(rows: Sequence[Row], labelled: Sequence[Row], today: date) -> dict[int, Fact]:
    labels: dict[int, dict[tuple[int, int | None], None]] = {}
    countries: dict[int, set[str]] = {}
    for row in labelled:
        if row["origin"] == "place":
            countries.setdefault(row["issue_id"], set()).add(row["label"] or row["written"])
        else:
            labels.setdefault(row["issue_id"], {}).update(dict.fromkeys(cases_in(row["written"])))
    facts: dict[int, Fact] = {}
    for row in rows:
        number = row["id"]
        if number not in facts:
            facts[number] = _fact(row, tuple(labels.get(number, ())), frozenset(countries.get(number, ())))
        if row["ref"]:
            one = facts[number]
            facts[number] = evolve(
                one,
                chains=(*one.chains, (row["ref"], row["variant"])),
                numbers=one.numbers | {(row["number"], row["year"])},
            )
    return {number: evolve(one, impossible=_was_impossible(one, today)) for number, one in facts.items()}


def _was_impossible(one: Fact, today: date) -> bool:
    """Tell whether the day that stands with a message of the book cannot be its own."""
    year = min((year for _, year in one.numbers if year), default=None)
    try:
        return bool(one.given) and is_impossible(date.fromisoformat(one.given), year, today)
    except ValueError:
        return True


def _fact(row: Mapping[str, object], labels: tuple[tuple[int, int | None], ...], countries: frozenset[str]) -> Fact:
    name = f"{row['external_id']}: {row['subject']}" if row["external_id"] else str(row["subject"])
    return Fact(
        name=name,
        id=_number(row["id"]),
        kind=str(row["kind"]),
        ordinal=_number(row["ordinal"]),
        subject=str(row["subject"]),
        on=str(row["issued_on"] or ""),
        order=_number(row["id"]) or 0,
        deadline=str(row["deadline_on"] or ""),
        inferred=bool(row["issued_inferred"]),
        given=str(row["issued_written"]),
        countries=countries,
        labels=labels,
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _planned(one: Planned, plan: Plan, order: int) -> Fact:
    draft = one.draft
    return Fact(
        name=draft.name,
        line=draft.line,
        chains=tuple(chain.key for chain in one.chains),
        kind=draft.kind,
        ordinal=draft.ordinal,
        subject=draft.subject,
        on=one.settled.on.isoformat() if one.settled.on else "",
        order=order,
        deadline=draft.deadline_on.isoformat() if draft.deadline_on else "",
        inferred=one.settled.inferred,
        given=one.given,
        impossible=one.impossible,
        countries=frozenset(plan.meant[text].label for text in draft.places if text in plan.meant),
        labels=tuple(dict.fromkeys(label for text in draft.keywords for label in cases_in(text))),
        numbers=frozenset((case.number, case.year) for case in draft.cases),
    )
