"""Urgent Actions that few got, that left late, or after they were stopped: told before somebody complains."""

from datetime import date, datetime, timedelta

from outreach_crm.app import App
from outreach_crm.model import Ref
from outreach_crm.text import say
from outreach_urgent_actions.model.alarms import Alert
from outreach_urgent_actions.model.settings import UrgentActionSettings
from outreach_urgent_actions.queries import alarms as queries
from outreach_urgent_actions.service.alarms import LATELY

_HOUR = 3600


def few_takers(app: App, on: date) -> list[Alert]:
    """Return the issues lately sent to fewer than the setting ``few_takers`` says."""
    few = _settings(app).few_takers
    rows = queries.few(app.store, (on - LATELY).isoformat(), (on + timedelta(days=1)).isoformat(), few)
    return [
        Alert(
            kind="few-takers",
            since=date.fromisoformat(row["on_day"]),
            sentence=say("{subject} went to {n} only", subject=row["subject"][:60], n=row["n"]),
            command=f"outreach ua preview {row['id']}",
            ref=Ref("ua_issues", row["id"]),
            short=say("few takers: {n}", n=row["n"]),
        )
        for row in rows
    ]


def late(app: App, on: date) -> list[Alert]:
    """Return the issues that left, or have not left, later than the setting ``hours_to_send`` after they came."""
    longest = _settings(app).hours_to_send
    now = min(app.clock.now(), datetime.fromisoformat(f"{on + timedelta(days=1)}T00:00:00+00:00"))
    found = []
    for row in queries.times(app.store, (on - LATELY).isoformat(), (on + timedelta(days=1)).isoformat()):
        taken = hours(row["received_at"], row["first_at"] or now.isoformat())
        expired = row["first_at"] is None and row["deadline_on"] and row["deadline_on"] < on.isoformat()
        if taken is None or taken <= longest or expired:
            continue
        said = {"subject": row["subject"][:60], "n": round(taken)}
        found.append(
            Alert(
                kind="late",
                since=date.fromisoformat(row["received_at"][:10]),
                sentence=say("{subject} left {n} hours after it came", **said)
                if row["first_at"]
                else say("{subject} has not left {n} hours after it came", **said),
                command=f"outreach ua {'show' if row['first_at'] else 'send'} {row['id']}",
                ref=Ref("ua_issues", row["id"]),
                short=say("left after {n} hours", n=round(taken))
                if row["first_at"]
                else say("has not left for {n} hours", n=round(taken)),
            )
        )
    return found


def untold(app: App, on: date) -> list[Alert]:
    """Return the cases stopped lately of which somebody got a letter all the same, and does not know of the stop."""
    return [
        Alert(
            kind="untold",
            since=date.fromisoformat(row["state_on"]),
            sentence=say("{case} is stopped, and {n} who got it since were not told", case=row["ref"], n=row["n"]),
            command=f'outreach ua stop "{row["ref"]}" --because "posted before it was known"',
            ref=Ref("ua_cases", row["id"]),
            short=say("{n} who got it since were not told", n=row["n"]),
        )
        for row in queries.untold(app.store, (on - LATELY).isoformat())
    ]


def hours(came_at: str | None, left_at: str | None) -> float | None:
    """Return the hours from one moment (ISO 8601, UTC) to another; None where one of them is unknown."""
    if not came_at or not left_at:
        return None
    return (datetime.fromisoformat(left_at) - datetime.fromisoformat(came_at)).total_seconds() / _HOUR


def _settings(app: App) -> UrgentActionSettings:
    return app.settings.of("urgent_actions", UrgentActionSettings)
