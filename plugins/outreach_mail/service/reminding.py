"""What of e-mail waits for somebody: replies that nobody has read, addresses that do not work."""

from collections.abc import Iterator
from datetime import date

from outreach_crm.app import App
from outreach_crm.model import Ref, Reminder, Step
from outreach_crm.text import say
from outreach_mail.queries import waiting

_GROUP = "Mail"


def reminders(app: App) -> Iterator[Reminder]:
    """Yield replies that nobody has read, and contacts without another address than one that was found wrong."""
    for row in waiting.unread(app.store):
        yield Reminder(
            due_on=date.fromisoformat(row["came_at"][:10]),
            sentence=f"{row['name']} replied to {row['mailing']}",
            command=f"outreach mail read {row['id']}",
            group=_GROUP,
            owner_id=row["holder_id"],
            ref=Ref("contacts", row["contact_id"]),
            summary="{n} replies not read: outreach mail returns --unread",
            step=Step(label=say("Read it"), path=f"/mail/returns/{row['id']}"),
        )
    for row in waiting.wrong(app.store):
        yield Reminder(
            due_on=date.fromisoformat(row["came_at"][:10]),
            sentence=f"{row['name']}: the e-mail address does not work, and there is no other",
            command=f"outreach contacts show {row['contact_id']}",
            group=f"{_GROUP}: wrong addresses",
            owner_id=row["holder_id"],
            ref=Ref("contacts", row["contact_id"]),
            summary="{n} contacts without an e-mail address that works: outreach mail returns --kind hard",
            step=Step(label=say("See what came back"), path=f"/mail/returns/{row['id']}"),
        )
