"""What privacy reminds of: consents and bases that end soon, for whoever holds the contact."""

from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.model import Ref, Reminder
from outreach_crm.privacy import service
from outreach_crm.privacy.queries import ledger

_AHEAD = timedelta(days=30)


def reminders(app: App, today: date) -> list[Reminder]:
    """Return consents and bases that end within a month, due when that month began."""
    ending = ledger.ending(app.store, today + _AHEAD)
    titles = {one.key: one.title for one in service.purposes(app)} if ending else {}
    return [
        Reminder(
            due_on=date.fromisoformat(row["valid_until"]) - _AHEAD,
            sentence=f"{row['name']}: {titles.get(row['purpose'], row['purpose'])} until {row['valid_until']}",
            command=f"outreach privacy ledger {row['contact_id']}",
            group="Consents that end",
            owner_id=row["holder_id"],
            ref=Ref("consents", row["id"]),
            summary="{n} consents end soon",
        )
        for row in ending
    ]
