"""What is over stays as it is: agenda and presence of a meeting whose minutes are finished, the day of one held."""

from outreach_crm.app import App
from outreach_crm.errors import ConflictError
from outreach_crm.text import say
from outreach_meetings.model.series import MINUTE, Meeting, Series
from outreach_meetings.queries import closing as queries
from outreach_meetings.queries import minutes as minutes_queries
from outreach_meetings.queries import series as series_queries

_SEALED = (
    "meeting_minutes",
    "meeting_passages",
    "meeting_decisions",
    "meeting_duties",
    "meeting_notes",
    "meeting_letters",
    "meeting_items",
    "meeting_attendance",
)
"""What finishing minutes writes."""
_WHOLE = ("minutes", "place", "link", "title", "quorum", "note")
"""What a meeting has of its series until it has it of its own, besides its start and its people."""


def is_finished(app: App, meeting: Meeting) -> bool:
    """Return whether the minutes of a meeting are finished: its agenda and who was there stay as they are."""
    return meeting.sitting is not None and meeting.sitting.id in queries.finished(app.store, [meeting.sitting.id])


def is_held(app: App, meeting: Meeting) -> bool:
    """Return whether a meeting was held: it is written down who was there, or what was said."""
    return meeting.sitting is not None and meeting.sitting.id in queries.held(app.store, [meeting.sitting.id])


def hold(app: App, meeting: Meeting, sitting_id: int) -> None:
    """Write the day of a meeting once more as it is held, so that to take back what came before does not move it.

    Call it inside the change that writes down who was there or what was said, before either is written.
    """
    if sitting_id not in queries.held(app.store, [sitting_id]):
        app.store.update("meeting_sittings", sitting_id, {"series_id": meeting.series.id})


def check_not_held(app: App, meeting: Meeting) -> None:
    """Check that a meeting can still be moved or called off.

    Raises:
        ConflictError: it was held.
    """
    if is_held(app, meeting):
        raise ConflictError(
            say(
                "The meeting on {day} was held, and stays where it is; plan another one:"
                ' outreach meetings plan "{group}" "friday 19:30"',
                day=meeting.starts.date(),
                group=meeting.series.group,
            )
        )


def held_of(app: App, of: Series) -> list[Meeting]:
    """Return the meetings of a series that were held, the first first."""
    there = series_queries.sittings(app.store, [of])[of.id]
    held = queries.held(app.store, (one.id for one in there.values()))
    found = (Meeting(series=of, original=at, sitting=one) for at, one in there.items() if one.id in held)
    return sorted(found, key=lambda one: one.begins)


def settle(app: App, meeting: Meeting, sitting_id: int) -> None:
    """Let a meeting have all that it has of its own, whatever becomes of its series. Call inside a change."""
    whole = {key: getattr(meeting, key) for key in _WHOLE}
    app.store.update("meeting_sittings", sitting_id, {**whole, "starts": meeting.starts.strftime(MINUTE), "settled": 1})
    own = meeting.sitting.people if meeting.sitting else ()
    for one in (*filter(None, (meeting.chair, meeting.minute_taker)), *meeting.guests):
        if one not in own:
            values = {"series_id": meeting.series.id, "sitting_id": sitting_id, "contact_id": one.contact_id}
            app.store.insert("meeting_people", {**values, "part": one.part.value})


def seal(app: App, sitting_id: int) -> None:
    """Write finished minutes once more as others rely on them, so that they are no draft again by an undo.

    Call it inside the change that sends or approves them.
    """
    for table in _SEALED:
        for row_id in minutes_queries.rows_of(app.store, table, sitting_id):
            app.store.update(table, row_id, {"sitting_id": sitting_id})
    app.store.update("meeting_sittings", sitting_id, {"settled": 1})


def settle_past(app: App, of: Series) -> None:
    """Let meetings of a series that were held keep what they have before all others are altered. Call inside a change.

    Of one that takes place once there are no others: what is altered of it, is altered of that meeting.
    """
    for one in held_of(app, of) if of.rule else ():
        if one.sitting is not None and not one.sitting.settled:
            settle(app, one, one.sitting.id)


def check_open(app: App, meeting: Meeting) -> None:
    """Check that what minutes tell of a meeting can still be altered.

    Raises:
        ConflictError: they are finished.
    """
    if is_finished(app, meeting):
        raise ConflictError(
            say(
                "The minutes of {day} are finished, and stay as they are, with the agenda and who was"
                " there; a correction stands beside them: outreach meetings correct {command}"
                ' "how it reads" --why "..."',
                day=meeting.starts.date(),
                command=meeting.command,
            )
        )
