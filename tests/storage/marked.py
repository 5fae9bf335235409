"""Contacts with a mark of their own in every field of every table, to be looked for after they are erased."""

import json
from collections.abc import Iterable
from datetime import date

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.campaigns import service as campaigns
from outreach_crm.campaigns.model import CampaignDraft
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind, RoleDraft
from outreach_crm.errors import OutreachError
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import GroupDraft
from outreach_crm.storage.about import Fate, HeldRow, held_about
from outreach_crm.tasks import service as tasks
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft

# Columns that say to what a row belongs, not what it holds.
_POINTERS = {"ref_kind"}


@define
class Marked:
    """A contact, and how many fields bear its mark."""

    id: int
    mark: str
    fields: int = 0
    refused: set[str] = field(factory=set)


@define
class Surroundings:
    """Whom and what marked contacts have to do with, and what stays when they go."""

    friend: int
    organisation: int
    group: int
    campaign: int


def surroundings(app: App) -> Surroundings:
    """Make a friend, an organisation, a group and a campaign."""
    friend = contacts.add(app, ContactDraft(name="Jorge Paz"))
    place = contacts.add(app, ContactDraft(name="Colegio de Abogados", kind=Kind.ORGANISATION))
    group = groups.add(app, GroupDraft(name="Lawyers' Network", structure="network"))
    campaign = campaigns.add(app, CampaignDraft(name="Fair trials"))
    return Surroundings(friend.id, place.id, group.contact_id, campaign.id)


def marked(app: App, number: int, around: Surroundings) -> Marked:
    """Make a contact that stands in every table, its mark in every field of these, now and as they were before."""
    mark = f"q{number:04d}zx"
    name = f"Ana{mark} Ruiz{mark}"
    person = contacts.add(app, _draft(name, mark, around), because=f"met {name} in Lima")
    _busy(app, person.id, name, around)
    one = Marked(person.id, mark)
    for turn in ("was", "is"):  # what was is then in before-images
        rows = list(held_about(app.store, person.id))
        with app.change("mark", because=f"Ana{mark} said so"):
            one.fields = sum(_mark(app, row, f"{mark}{turn}", one) for row in rows if row.fate is Fate.GOES)
    return one


def _draft(name: str, mark: str, around: Surroundings) -> ContactDraft:
    return ContactDraft(
        name=name,
        family=f"Ruiz{mark}",
        fields={"also": f"Anita {mark}", "met": mark, "brought_by": mark, "concerns_now": mark, "remarks": mark},
        emails=(f"ana.{mark}@example.org",),
        phones=(f"+51 1 555 {mark[1:5]}",),
        webs=(f"https://{mark}.example.org",),
        addresses=(f"Calle {mark} 1, 15001 Lima, Peru",),
        ids=(f"civicrm:{mark}",),
        sectors=("legal",),
        roles=(RoleDraft(at=str(around.organisation), title=f"President {mark}"),),
    )


def _busy(app: App, person: int, name: str, around: Surroundings) -> None:
    contacts.relate(app, person, "knows", around.friend, note=f"through {name}")
    groups.join(app, around.group, person)
    with app.change("own field and consent"):
        app.store.insert("contact_fields", {"contact_id": person, "field": "shirt", "value": name})
        said = dict.fromkeys(("purpose", "channel", "sector", "source", "proof", "given_on", "recorded_at"), name)
        app.store.insert("consents", {"contact_id": person, "own_word": 1, "state": "granted", **said})
        app.store.insert(
            "access_log", {"contact_id": person, "actor": "", "at": "", "what": "", "purpose": "", "count": 1}
        )
    alone = timeline.log(app, LogDraft(contact_ids=(person,), summary=f"called {name}"), campaign=str(around.campaign))
    timeline.log(
        app,
        LogDraft(contact_ids=(person, around.friend), summary=f"met {name} with Jorge", outcome=f"{name} will write"),
        campaign=str(around.campaign),
    )
    tasks.add(app, f"Ring {name}", due_on=date(2026, 3, 9), contact_id=person)
    with app.change("answer"):
        app.store.insert(
            "reminder_answers",
            {
                "ref_kind": "timeline_entries",
                "ref_id": alone.id,
                "due_on": "2026-03-09",
                "account_id": app.actor.account_id,
            },
        )


def _mark(app: App, row: HeldRow, mark: str, one: Marked) -> int:
    """Write a mark into every text of a row that takes any; return into how many."""
    done = 0
    for column, kind in app.store.columns(row.table).items():
        if kind != "text" or column in _POINTERS:
            continue
        try:
            with app.store.write():
                text = json.dumps([mark]) if column == "words" else f"{mark} {column}"
                app.store.update(row.table, row.row_id, {column: text})
                done += 1
        except OutreachError:  # one of a few words only
            one.refused.add(f"{row.table}.{column}")
    return done


def rows_with(app: App, marks: Iterable[str]) -> list[str]:
    """Return the tables that hold any of the marks in any column of any row."""
    found = []
    for table in app.store.tables():
        columns = [name for name, kind in app.store.columns(table).items() if kind == "text"]
        for column in columns:
            for row in app.store.rows(f"select distinct {column} as held from {table} where {column} like '%zx%'"):
                found += [f"{table}.{column}: {row['held']}" for mark in marks if mark in row["held"]]
    return found
