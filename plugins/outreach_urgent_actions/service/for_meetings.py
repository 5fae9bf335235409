"""What a group can still write about when it meets, the days on which that ends, and the letters it wrote."""

from datetime import date
from itertools import groupby

from outreach_crm.app import App
from outreach_crm.model import MOST_MATTERS, AgendaItem, CalendarEvent, Due, Ref, left_over, with_rest
from outreach_crm.sectors import service as sectors
from outreach_crm.storage import Row
from outreach_crm.text import say
from outreach_urgent_actions.model import UrgentActionSettings
from outreach_urgent_actions.queries import for_meetings as queries
from outreach_urgent_actions.queries import sign_ups
from outreach_urgent_actions.service import boards, finding, naming, responses

_HEADING = say("Urgent Actions")
# A letter by hand, with the time to read what it is about.
_MINUTES = 15


def matters(app: App, group_id: int, on: date) -> list[AgendaItem]:
    """Return the Urgent Actions on which a group can write on a day, the first to end first.

    By its sign-ups; where it has none, by its interests and by what its sectors watch.
    """
    asked = {**_home(app), "since": (on - boards.RUNS).isoformat(), "most": MOST_MATTERS}
    if queries.ever_signed_up(app.store, group_id):
        rows = queries.of_sign_ups(app.store, group_id, on.isoformat(), **asked)
    else:
        rows = queries.of_keywords(app.store, group_id, _keywords(app, group_id), on.isoformat(), **asked)
    return with_rest((_matter(app, row) for row in rows), left_over(rows), _HEADING)


def _matter(app: App, row: Row) -> AgendaItem:
    issue = finding.get_issue(app, row["issue_id"])
    return AgendaItem(
        heading=_HEADING,
        title=naming.headline(app, issue),
        ref=Ref("ua_cases", row["case_id"]),
        due_on=date.fromisoformat(row["deadline_on"]) if row["deadline_on"] else None,
        minutes=_MINUTES,
        detail="\n".join(line for line in issue.action.splitlines() if line.strip()),
        appeals=True,
    )


def _home(app: App) -> dict[str, object]:
    own = app.settings.of("urgent_actions", UrgentActionSettings).own_country
    return {"home": app.section.country, "own_country": int(own)}


def _keywords(app: App, group_id: int) -> set[int]:
    watched = [sectors.watched(app, key) for key in sign_ups.sectors_of(app.store, group_id)]
    return sign_ups.interests_of(app.store, group_id).union(*watched)


def days(app: App, start: date, end: date) -> list[CalendarEvent]:
    """Return the days of a span on which open Urgent Actions end, each with the groups that are signed up to it."""
    today = app.clock.today().isoformat()
    rows = queries.of_days(app.store, start.isoformat(), end.isoformat(), today, **_home(app))
    return [
        CalendarEvent(
            ref=Ref("ua_cases", case_id),
            title=naming.with_case(those[0]["subject"], boards.name(those[0])),
            on=date.fromisoformat(those[0]["deadline_on"]),
            kind=Due.DEADLINE,
            contact_ids=tuple(one["contact_id"] for one in those if one["contact_id"] is not None),
            office=True,
        )
        for case_id, several in groupby(rows, key=lambda row: row["case_id"])
        if (those := list(several))
    ]


def acted(app: App, ref: Ref, group_id: int, on: date, letters: int) -> None:
    """Count letters that a group wrote on a case, or on an issue: then they are of the first case of it.

    Args:
        app: the App, inside a change.
        ref: the case or the issue; what else it names is for others.
        group_id: the group's contact.
        on: when they were written.
        letters: how many; below zero takes so many of those that were counted before back.

    Raises:
        NotFoundError: there is no such case, issue or group.
        InvalidInputError: the day is in the future.
    """
    if ref.kind == "ua_issues":
        case = finding.cases_of(app, finding.get_issue(app, ref.id).id)[0]
        responses.log_letters(app, case, group_id, on, letters, issue_id=ref.id)
    elif ref.kind == "ua_cases":
        responses.log_letters(app, finding.get_case(app, ref.id), group_id, on, letters)
