"""A meeting as machines read it, from commands and pages alike."""

from typing import Any

from outreach_meetings.model.series import Meeting


def as_json(meeting: Meeting) -> dict[str, Any]:
    """Return a meeting as machines read it: local times, and the moment of its beginning in UTC."""
    return {
        "series": meeting.series.id,
        "uid": meeting.series.uid,
        "key": meeting.key,
        "group": meeting.series.group,
        "group_id": meeting.group_id,
        "title": meeting.title,
        "starts": meeting.starts,
        "ends": meeting.ends,
        "zone": meeting.zone,
        "begins": meeting.begins,
        "rule": meeting.series.rule,
        "place": meeting.place,
        "link": meeting.link,
        "quorum": meeting.quorum,
        "chair": meeting.chair.name if meeting.chair else "",
        "minute_taker": meeting.minute_taker.name if meeting.minute_taker else "",
        "guests": [one.name for one in meeting.guests],
        "note": meeting.note,
        "called_off": meeting.called_off,
        "moved_from": meeting.original if meeting.moved else None,
        "sequence": meeting.sequence,
    }
