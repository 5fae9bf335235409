"""What is over stays as it is: agenda and presence of a meeting whose minutes are finished, the day of one held."""

from outreach_crm.app import App
from outreach_crm.errors import ConflictError
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import closing as queries


def is_finished(app: App, meeting: Meeting) -> bool:
    """Return whether the minutes of a meeting are finished: its agenda and who was there stay as they are."""
    return meeting.sitting is not None and meeting.sitting.id in queries.finished(app.store, [meeting.sitting.id])


def check_open(app: App, meeting: Meeting) -> None:
    """Check that what minutes tell of a meeting can still be altered.

    Raises:
        ConflictError: they are finished.
    """
    if is_finished(app, meeting):
        raise ConflictError(
            f"The minutes of {meeting.starts.date()} are finished, and stay as they are, with the agenda and who was"
            f" there; a correction stands beside them: outreach meetings correct {meeting.command}"
            ' "how it reads" --why "..."'
        )
