"""What a group decides: written down with its votes under a number of the group's year."""

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_meetings.model.attendance import Attendance
from outreach_meetings.model.minutes import Decision, DecisionDraft, Votes
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import minutes as queries
from outreach_meetings.service import attending, noting, occurring


def decide(app: App, meeting: Meeting, draft: DecisionDraft, *, because: str = "") -> Decision:
    """Write down what was decided at a meeting, under the next number of the group's year.

    A decision that is taken back leaves a hole: its number may have been cited, and is not given again.

    Raises:
        NotFoundError: the agenda has no such item.
        InvalidInputError: there is no text, there are more votes than members, or the meeting is still to come.
        ConflictError: the minutes are finished.
    """
    text = draft.text.strip()
    if not text:
        raise InvalidInputError(
            say("Say what was decided."), (Problem(field="text", sentence=say("Say what was decided.")),)
        )
    with app.change("write down decision", because=because):
        sitting_id = noting.begun(app, meeting)
        there = attending.attendance(app, occurring.of_sitting(app, sitting_id))
        votes = draft.votes
        if votes:
            _check_votes(votes, there, meeting)
        values = {
            "sitting_id": sitting_id,
            "item_id": noting.item_of(app, sitting_id, draft.item),
            "text": text,
            "votes_for": votes.votes_for if votes else None,
            "votes_against": votes.against if votes else None,
            "abstained": votes.abstained if votes else None,
            "quorate": int(there.is_quorate) if there.present and there.quorum else None,
            "book": meeting.group_id,
            "year": meeting.starts.year,
            "number": queries.next_number(app.store, meeting.group_id, meeting.starts.year),
        }
        made = app.store.insert("meeting_decisions", values)
        return next(one for one in queries.decisions(app.store, sitting_id) if one.id == made)


def _check_votes(votes: Votes, there: Attendance, meeting: Meeting) -> None:
    """Refuse more votes than there are members to cast them; guests have none."""
    if there.present and votes.cast > there.members_present:
        raise InvalidInputError(
            say(
                "{cast} votes, and {members_present} members were there; write down who was there first.",
                cast=votes.cast,
                members_present=there.members_present,
            )
        )
    if votes.cast > there.members:
        day = meeting.starts.date()
        raise InvalidInputError(
            say(
                "{cast} votes, and the group had {members} members on {day}; who was in it by then joins by: {joining}",
                cast=votes.cast,
                members=there.members,
                day=day,
                joining=attending.joining(meeting),
            )
        )


def decisions(app: App, group_id: int, year: int | None = None, *, most: int = 1000) -> list[Decision]:
    """Return what a group decided, the latest first; in one year or in all.

    Raises:
        NotFoundError: there is no such group, or the actor may not see it.
    """
    return queries.decisions_of(app.store, groups.get(app, group_id).contact_id, year, most)


def decision_named(app: App, group_id: int, name: str) -> int:
    """Return the decision of a group that is cited so: ``2026/3``.

    Raises:
        NotFoundError: the group has none of that number.
        InvalidInputError: it is no such number.
    """
    year, _, number = name.strip().partition("/")
    if not (year.isdecimal() and number.isdecimal() and len(year) == len("2026") and len(number) < len(name)):
        raise InvalidInputError(say("{name!r} is no number of a decision: they are written 2026/3.", name=name))
    found = queries.named(app.store, group_id, int(year), int(number[:9]))
    if not found:
        raise NotFoundError(
            say("The group has no decision {name}; outreach meetings statistics shows them.", name=name)
        )
    return found[-1]
