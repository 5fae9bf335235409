"""Counts a year of a group: who came to how many meetings, what was decided, taken on, and written."""

from collections.abc import Sequence
from datetime import date

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.groups import service as groups
from outreach_crm.text import say
from outreach_meetings.model.attendance import Attendance, Attendee, Presence, Standing
from outreach_meetings.model.figures import Figures, Held, Member
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import figures as queries
from outreach_meetings.service import attending, deciding, occurring, taking_on


def statistics(app: App, group_id: int, year: int) -> Figures:
    """Return the year of a group in figures: of the meetings that were held, and not called off.

    A meeting is held once it has begun, or once somebody has written down who was there.

    Raises:
        NotFoundError: there is no such group, or the actor may not see it.
        InvalidInputError: it is no year.
    """
    if not date.min.year < year < date.max.year:
        raise InvalidInputError(
            say("{year} is no year; give one such as {day_year}.", year=year, day_year=app.clock.today().year)
        )
    group = groups.get(app, group_id)
    meetings = [
        one
        for one in occurring.between(
            app, date(year, 1, 1), date(year, 12, 31), group_id=group.contact_id, called_off=False
        )
        if one.begins <= app.clock.now() or one.starts.date() <= app.clock.today()
    ]
    asked = [(one, attending.attendance(app, one)) for one in meetings]
    there = [(one, who) for one, who in asked if one.begins <= app.clock.now() or _is_known(who)]
    return Figures(
        group_id=group.contact_id,
        group=group.name,
        year=year,
        held=tuple(_held(meeting, who) for meeting, who in there),
        members=_members([who for _, who in there if _is_known(who)]),
        decisions=tuple(reversed(deciding.decisions(app, group.contact_id, year))),
        duties=tuple(one for one in taking_on.duties(app, group.contact_id) if one.on[:4] == f"{year:04}"),
        letters=tuple(queries.letters(app.store, group.contact_id, year)),
    )


def _held(meeting: Meeting, who: Attendance) -> Held:
    return Held(
        series_id=meeting.series.id,
        key=meeting.key,
        title=meeting.title,
        on=meeting.starts.date(),
        present=who.members_present,
        members=sum(one.standing is Standing.MEMBER for one in who.people),
        guests=len(who.present) - who.members_present,
        quorate=who.is_quorate if who.quorum else None,
        is_known=_is_known(who),
    )


def _is_known(who: Attendance) -> bool:
    """Return whether somebody wrote down who was there; apologies alone came before the meeting."""
    return any(one.presence not in {Presence.UNKNOWN, Presence.APOLOGIES} for one in who.people)


def _members(all_of_them: Sequence[Attendance]) -> tuple[Member, ...]:
    """Return how often each was there; whoever was a member once counts as one."""
    found: dict[int, list[Attendee]] = {}
    for who in all_of_them:
        for one in who.people:
            found.setdefault(one.contact_id, []).append(one)
    members = [
        Member(
            contact_id=number,
            name=those[-1].name,
            standing=Standing.MEMBER if any(one.standing is Standing.MEMBER for one in those) else Standing.GUEST,
            role=those[-1].role,
            there=sum(one.presence.is_there for one in those),
            apologies=sum(one.presence is Presence.APOLOGIES for one in those),
            invited=len(those),
        )
        for number, those in found.items()
    ]
    return tuple(sorted(members, key=lambda one: (one.standing is Standing.GUEST, -one.there, one.name)))
