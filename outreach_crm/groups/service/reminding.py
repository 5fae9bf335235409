"""What groups remind of: a fee that has lapsed, a coordinator or casefile holder whom nobody followed."""

from datetime import date

from outreach_crm.app import App
from outreach_crm.groups import queries
from outreach_crm.groups.model import CASEFILE_HOLDER, COORDINATOR
from outreach_crm.model import Ref, Reminder, Step
from outreach_crm.text import say, term

# Without them a group does not answer; others wait for its case reports (Local Groups: Case Campaigning).
NEEDED = (COORDINATOR, CASEFILE_HOLDER)
"""Roles that are not left empty."""


def reminders(app: App, today: date) -> list[Reminder]:
    """Return what is due on groups, for whoever holds the contact with them."""
    return [*_fees(app, today), *_vacant(app, today)]


def _fees(app: App, today: date) -> list[Reminder]:
    return [
        Reminder(
            due_on=(due_on := date.fromisoformat(row["fee_paid_until"])),
            sentence=say("{name}: the fee was paid until {day}", name=row["name"], day=due_on),
            command=f"outreach groups edit {row['contact_id']} --paid-until 1y",
            group="Fees of groups",
            owner_id=row["holder_id"],
            ref=Ref("groups", row["id"]),
            about=Ref("contacts", row["contact_id"]),
            summary="{n} groups whose fee has lapsed",
            step=Step(label=say("Note the fee"), path=f"/groups/{row['contact_id']}/edit"),
        )
        for row in queries.lapsed_fees(app.store, today.isoformat())
    ]


def _vacant(app: App, today: date) -> list[Reminder]:
    return [
        Reminder(
            due_on=(due_on := date.fromisoformat(row["to_on"])),
            sentence=say("{name}: no {role} since {day}", name=row["name"], role=term(row["role"]), day=due_on),
            command=f'outreach groups role {row["group_id"]} NAME "{row["role"]}"',
            group="Groups to staff",
            owner_id=row["holder_id"],
            ref=Ref("group_members", row["id"]),
            about=Ref("contacts", row["group_id"]),
            summary="{n} groups without a coordinator or casefile holder",
            step=Step(label=say("Give the role"), path=f"/groups/{row['group_id']}/join"),
        )
        for row in queries.vacant(app.store, NEEDED, today.isoformat())
    ]
