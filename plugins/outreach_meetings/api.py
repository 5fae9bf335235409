"""Meetings as other programs have them, to be read: whoever is invited hears of a change from a person."""

from collections.abc import Iterable
from functools import partial

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.machines import goes_out, those_there
from outreach_meetings import service


@frozen(kw_only=True)
class MeetingRecord:
    """A meeting of a group, once or again and again.

    ``starts`` is the first start by the clock on the wall of ``zone`` (IANA), ``minutes`` how long it lasts, ``rule``
    an RRULE without its name (RFC 5545, 3.3.10) or empty. ``uid`` and ``sequence`` are those of its invitations.
    """

    id: int
    uid: str
    group_id: int
    title: str
    starts: str
    minutes: int
    zone: str
    rule: str
    place: str
    link: str
    quorum: int
    note: str
    sequence: int
    called_off_on: str | None
    change_id: int


def some(app: App, ids: Iterable[int]) -> list[MeetingRecord]:
    """Return those of some meetings that the actor may see."""
    found = those_there(partial(service.series, app), ids)
    return [goes_out(one, MeetingRecord, starts=one.starts.isoformat(timespec="minutes")) for one in found]
