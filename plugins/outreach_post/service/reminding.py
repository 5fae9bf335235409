"""What of letters and calls waits for somebody: printed and not handed over, to be pulled, calls left."""

from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.model import Ref, Reminder
from outreach_post.model import JobKind
from outreach_post.queries import jobs
from outreach_post.service.handing import pull_list
from outreach_post.service.stationery import settings

_GROUP = "Letters and calls"


def reminders(app: App, today: date) -> list[Reminder]:
    """Return what is due on or before a day."""
    before = timestamp(app.clock.now() - timedelta(days=settings(app).remind_days))
    letters = [
        Reminder(
            due_on=date.fromisoformat(row["made_at"][:10]),
            sentence=f"{row['dispatch']}: {row['n']} printed and not handed to the post",
            command=f"outreach post handed {row['id']}",
            group=_GROUP,
            ref=Ref("dispatches", row["dispatch_id"]),
        )
        for row in jobs.waiting(app.store, JobKind.LETTERS, before)
    ]
    return [one for one in (*_to_pull(app), *letters, *_calls(app)) if one.due_on <= today]


def _to_pull(app: App) -> list[Reminder]:
    found: dict[str, int] = {}
    for one in pull_list(app):
        found[one.dispatch] = found.get(one.dispatch, 0) + 1
    return [
        Reminder(
            due_on=app.clock.today(),
            sentence=f"{name}: {n} printed and must not be posted",
            command=f'outreach post pull "{name}"',
            group=_GROUP,
        )
        for name, n in found.items()
    ]


def _calls(app: App) -> list[Reminder]:
    found: dict[int, tuple[str, str, int]] = {}
    for row in jobs.waiting(app.store, JobKind.CALLS, timestamp(app.clock.now() + timedelta(seconds=1))):
        name, since, n = found.get(row["dispatch_id"], (row["dispatch"], row["made_at"], 0))
        found[row["dispatch_id"]] = (name, since, n + row["n"])
    return [
        Reminder(
            due_on=date.fromisoformat(since[:10]),
            sentence=f"{name}: {n} to call",
            command=f"outreach phone list {dispatch_id}",
            group=_GROUP,
            ref=Ref("dispatches", dispatch_id),
        )
        for dispatch_id, (name, since, n) in found.items()
    ]
