"""The list of groups, and the page of one: purpose, members over time, resources planned and used."""

from datetime import date

from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.forms import Choice
from outreach_crm.groups import service
from outreach_crm.groups.model import GroupCard, Resource, Structure
from outreach_crm.groups.web.blueprint import pages
from outreach_crm.model import Ref
from outreach_crm.sectors import service as sectors
from outreach_crm.text import beginning, say
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, lead_to, page

_MOST, _LATEST = 200, 15
_COLUMNS = (
    Column(title=say("Group"), value=lambda one: one.name, ref=lambda one: Ref("groups", one.id)),
    Column(title=say("What it is"), value=lambda one: one.structure.label),
    Column(title=say("Level"), value=lambda one: one.level, lesser=True),
    Column(title=say("Sectors"), value=lambda one: ", ".join(one.sectors), lesser=True),
    Column(title=say("Coordinator"), value=lambda one: one.coordinator),
    Column(title=say("Members"), value=lambda one: one.members),
    Column(title=say("Ended"), value=lambda one: one.ended_on, lesser=True),
)


@pages.lists("")
def listed(app: App) -> Listing:
    """List groups by name, narrowed by structure and sector; those that have ended only if asked."""
    structure, sector = request.args.get("structure", ""), request.args.get("sector", "")
    ended = "ended" in request.args
    known = {one.value for one in Structure}
    found = service.list_groups(
        app,
        structure=Structure(structure) if structure in known else None,
        sector=sector if sector in sectors.all_sectors(app).keys else "",
        ended=ended,
        limit=_MOST + 1,
    )
    return Listing(
        title=say("Groups"),
        columns=_COLUMNS,
        rows=found,
        most=_MOST,
        empty=say("No group is here. A structure begins with what it is for, in writing, and what it may use."),
        template="groups/listed.html",
        context={
            "structure": structure,
            "sector": sector,
            "ended": ended,
            "structures": [Choice(one.value, one.label) for one in Structure],
            "sectors": [Choice(one.key, one.name) for one in sectors.all_sectors(app)],
        },
        persons="groups and who coordinates them",
    )


@pages.look("/number/<int:number>")
def numbered(app: App, number: int) -> Response:
    """Lead from a group's own number, as pointers have it, to its page."""
    return lead_to(url_for("groups.show", contact_id=service.of_number(app, number).contact_id))


@pages.look("/<int:contact_id>")
def show(app: App, contact_id: int) -> Answer:
    """Show a group."""
    card = service.show(app, contact_id)
    names = {one.key: one.name for one in sectors.all_sectors(app)}
    return page(
        "groups/group.html",
        card=card,
        accounts=service.accounts_of(app, contact_id),
        today=app.clock.today().isoformat(),
        this_year=app.clock.today().year,
        contact=Ref("contacts", contact_id),
        person=lambda term: Ref("contacts", term.person_id),
        kin=_kin(card),
        facts=[(label, text) for label, text in _facts(card, names) if text],
        missing=service.missing(app, card.group),
        years=_by_year(card.resources),
        entries=card.history[:_LATEST],
        more_entries=len(card.history) > _LATEST,
    )


def _facts(card: GroupCard, names: dict[str, str]) -> list[tuple[str, str]]:
    group = card.group
    meets = say("every {n} days", n=group.meeting_days) if group.meeting_days else ""
    return [
        (say("What it is"), group.structure.label),
        (say("Level"), group.level),
        (say("Sectors"), ", ".join(names.get(key, key) for key in card.sectors)),
        (say("Works on"), group.regions),
        (say("Can carry"), "" if group.capacity is None else say("{n} cases or actions at once", n=group.capacity)),
        (say("Meets"), meets),
        (say("Fee"), group.fee),
        (say("Paid"), card.fee_state),
        (say("Serviced by"), group.serviced_by),
        (say("Held by"), card.held_by),
        (say("Founded"), _day(group.founded_on)),
        (say("Ended"), _day(group.ended_on)),
    ]


def _day(text: str | None) -> str:
    return say("{day}", day=date.fromisoformat(text)) if text else ""


def _kin(card: GroupCard) -> list[tuple[str, int, str]]:
    """Return the groups it is of, advises, or that came of it."""
    group = card.group
    found: list[tuple[str, int, str]] = [(beginning(one.how.label), one.contact_id, one.name) for one in card.relatives]
    if group.advises_id:
        found.insert(0, (say("Advises"), group.advises_id, group.advises))
    if group.formed_from_id:
        found.insert(0, (say("Formed from"), group.formed_from_id, group.formed_from))
    return found


def _by_year(resources: tuple[Resource, ...]) -> dict[int, list[Resource]]:
    found: dict[int, list[Resource]] = {}
    for one in resources:
        found.setdefault(one.year, []).append(one)
    return found
