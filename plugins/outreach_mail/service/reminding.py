"""What of e-mail waits for somebody: replies that nobody has read, addresses that do not work."""

from collections.abc import Iterator
from datetime import date

from outreach_crm.app import App
from outreach_crm.model import Ref, Reminder, Step
from outreach_crm.text import say
from outreach_mail.queries import waiting


def reminders(app: App) -> Iterator[Reminder]:
    """Yield replies that nobody has read, and contacts without another address than one that was found wrong."""
    for row in waiting.unread(app.store):
        yield Reminder(
            due_on=date.fromisoformat(row["came_at"][:10]),
            sentence=say("{name} replied to {mailing}", name=row["name"], mailing=row["mailing"]),
            command=f"outreach mail read {row['id']}",
            group="Mail",
            owner_id=row["holder_id"],
            ref=Ref("contacts", row["contact_id"]),
            summary="{n} replies not read",
            step=Step(label=say("Read it"), path=f"/mail/returns/{row['id']}"),
        )
    for row in waiting.wrong(app.store):
        yield Reminder(
            due_on=date.fromisoformat(row["came_at"][:10]),
            sentence=say("{name}: the e-mail address does not work, and there is no other", name=row["name"]),
            command=f"outreach contacts show {row['contact_id']}",
            group="Mail: wrong addresses",
            owner_id=row["holder_id"],
            ref=Ref("contacts", row["contact_id"]),
            summary="{n} contacts without an e-mail address that works",
            step=Step(label=say("See what came back"), path=f"/mail/returns/{row['id']}"),
        )
