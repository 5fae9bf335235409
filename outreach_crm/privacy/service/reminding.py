"""What privacy reminds of: consents and bases that end soon, for whoever holds the contact."""

from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.model import Ref, Reminder, Step
from outreach_crm.privacy import service
from outreach_crm.privacy.model import Ending
from outreach_crm.privacy.queries import ledger
from outreach_crm.text import say

_AHEAD = timedelta(days=30)


def ending(app: App) -> list[Ending]:
    """Return the consents and bases that end within a month, the next first."""
    return ledger.ending(app.store, app.clock.today() + _AHEAD)


def reminders(app: App, today: date) -> list[Reminder]:
    """Return consents and bases that end within a month, due when that month began."""
    found = ledger.ending(app.store, today + _AHEAD)
    titles = {one.key: one.title for one in service.purposes(app)} if found else {}
    return [
        Reminder(
            due_on=date.fromisoformat(one.valid_until) - _AHEAD,
            sentence=say(
                "{name}: {purpose} until {day}",
                name=one.contact,
                purpose=titles.get(one.purpose, one.purpose),
                day=date.fromisoformat(one.valid_until),
            ),
            ends_on=date.fromisoformat(one.valid_until),
            command=f"outreach privacy ledger {one.contact_id}",
            group="Consents that end",
            owner_id=one.holder_id,
            ref=Ref("consents", one.id),
            about=Ref("contacts", one.contact_id),
            summary="{n} consents end soon",
            step=Step(label=say("Record what they say"), path=f"/privacy/contacts/{one.contact_id}/record"),
        )
        for one in found
    ]
