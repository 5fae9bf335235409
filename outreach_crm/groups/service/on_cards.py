"""What the cards of contacts show of groups: of a person their groups, of a group its structure and members."""

from __future__ import annotations

from collections.abc import Sequence

from outreach_crm.app import App
from outreach_crm.groups import model, queries, service
from outreach_crm.model import Panel, Ref, Step
from outreach_crm.text import row, say

_RANK = 20


def panels(app: App, contact_id: int) -> list[Panel]:
    """Return what a contact's card shows: of a group its structure and members, of a person their groups."""
    group = queries.group(app.store, contact_id)
    if group is None:
        return [_groups(app, queries.memberships(app.store, contact_id))]
    members = model.in_order(queries.members(app.store, contact_id), service.roles(app))
    return [_structure(app, group), _members(app, group, members)]


def _groups(app: App, terms: Sequence[model.Member]) -> Panel:
    today = app.clock.today().isoformat()
    terms = sorted(terms, key=lambda one: one.ended(today))
    rows = [(term.group, term.role, term.when(today)) for term in terms]
    refs = tuple(Ref("contacts", term.group_id) for term in terms)
    return Panel(title="Groups", columns=("Group", "As", "When"), rows=tuple(rows), rank=_RANK, refs=refs)


def _structure(app: App, group: model.Group) -> Panel:
    today = app.clock.today().isoformat()
    fee = [part for part in (group.fee, model.fee_state(group, today)) if part]
    level = say("{structure} ({level})", structure=group.structure.label, level=group.level)
    facts = (
        (say("It is"), level if group.level else group.structure.label),
        (say("Purpose"), group.purpose),
        (say("Formed from"), group.formed_from),
        (say("Advises"), group.advises),
        (say("Regions"), group.regions),
        (say("Capacity"), "" if group.capacity is None else str(group.capacity)),
        (say("Meets"), say("every {n} days", n=group.meeting_days) if group.meeting_days else ""),
        (say("Fee"), row(fee) if fee else ""),
        (say("Serviced by"), group.serviced_by),
        (say("Founded"), group.founded_on),
        (say("Ended"), group.ended_on),
    )
    rows = tuple((label, text) for label, text in facts if text)
    steps = (Step(label=say("The group's own page"), path=f"/groups/{group.contact_id}"),)
    ref = Ref("groups", group.id)
    return Panel(title="Structure", columns=("About it", ""), rows=rows, ref=ref, rank=_RANK - 1, steps=steps)


def _members(app: App, group: model.Group, terms: Sequence[model.Member]) -> Panel:
    today = app.clock.today().isoformat()
    terms = sorted(terms, key=lambda one: one.ended(today))
    rows = [(term.person, term.role, term.when(today)) for term in terms]
    refs = tuple(Ref("contacts", term.person_id) for term in terms)
    steps = (Step(label=say("Somebody joins"), path=f"/groups/{group.contact_id}/join"),)
    empty = say("Nobody is in it yet.")
    return Panel(
        title="Members",
        columns=("Who", "As", "When"),
        rows=tuple(rows),
        rank=_RANK,
        empty=empty,
        refs=refs,
        steps=steps,
    )
