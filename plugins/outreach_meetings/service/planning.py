"""Plans meetings of a group: once, or again and again by a rule."""

import json
from secrets import token_hex

from outreach_crm.app import App
from outreach_crm.groups import service as groups
from outreach_crm.text import Sentence, say, words
from outreach_meetings import ical
from outreach_meetings.model.drafts import MeetingDraft
from outreach_meetings.model.series import MINUTE, Meeting, Part
from outreach_meetings.model.settings import MeetingSettings
from outreach_meetings.model.times import checked_zone
from outreach_meetings.service import checking, occurring, parts


def plan(app: App, draft: MeetingDraft, *, because: str = "") -> Meeting:
    """Plan a meeting of a group, and return it; by a rule, the first one.

    Raises:
        NotFoundError: there is no such group or contact.
        InvalidInputError: day, time, rule, zone or a number is none, or the group meets then already.
    """
    if not draft.group.strip():
        raise checking.problem("group", say("Say which group meets."))
    group = groups.resolve(app, draft.group)
    with checking.naming("zone"):
        zone = checked_zone(draft.zone or app.section.time_zone)
    starts = checking.start(app, draft.starts, zone)
    with checking.naming("rule"):
        rule = ical.ruled(draft.rule, starts) if draft.rule.strip() else ""
        original = ical.begins(starts, rule)
    checking.apart(app, group.contact_id, original)
    usual = app.settings.of("meetings", MeetingSettings).minutes
    title = draft.title.strip() or f"Meeting of {group.name}"
    values = {
        "uid": token_hex(8),
        "group_id": group.contact_id,
        "title": title,
        "words": json.dumps(words(title, draft.place)),
        "starts": starts.strftime(MINUTE),
        "minutes": checking.minutes(usual if draft.minutes is None else draft.minutes),
        "zone": zone,
        "rule": rule,
        "place": draft.place.strip(),
        "link": checking.link(draft.link),
        "quorum": checking.quorum(draft.quorum),
        "note": draft.note.strip(),
    }
    with app.change("plan meeting", because=because):
        series_id = app.store.insert("meeting_series", values)
        parts.give(app, series_id, None, Part.CHAIR, draft.chair)
        parts.give(app, series_id, None, Part.MINUTE_TAKER, draft.minute_taker)
        parts.set_guests(app, series_id, None, draft.guests)
        return Meeting(series=occurring.series(app, series_id), original=original)


def begins_later(made: Meeting) -> Sentence | None:
    """Return that a series begins later than on the day it was asked to, which is none of its own; None where not."""
    asked, first = made.series.starts.date(), made.original.date()
    if asked == first:
        return None
    return say("{asked} is none of these days; the first meeting is on {first}.", asked=asked, first=first)


def sitting(app: App, meeting: Meeting) -> int:
    """Return the number of the row for what is of this one meeting, made where there is none yet.

    Call it inside the change that writes what hangs on the meeting: its agenda, its minutes, who was there.
    """
    if meeting.sitting is not None:
        return meeting.sitting.id
    now = occurring.meeting(app, meeting.series.id, meeting.key)
    if now.sitting is not None:
        return now.sitting.id
    values = {
        "series_id": meeting.series.id,
        "group_id": meeting.group_id,
        "original": meeting.original.strftime(MINUTE),
    }
    return app.store.insert("meeting_sittings", values)
