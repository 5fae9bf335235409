"""Meetings as people write them: to be planned, and what is to be altered of one, some or all of a series."""

from collections.abc import Mapping

from attrs import field, frozen

from outreach_crm.text import Term


class Scope(Term):
    """Which meetings of a series are meant where one of them is altered or called off."""

    ONE = "this one"
    AFTER = "this one and all after it"
    ALL = "all of them"


@frozen(kw_only=True)
class MeetingDraft:
    """A meeting to be planned; what is empty is as usual for the group or the settings.

    Args:
        group: the group, by number or name.
        starts: the first start by the clock on the wall: ``2026-04-02 19:30``, ``friday 19:30``.
        title: what it is called; else "Meeting of" the group.
        minutes: how long it lasts.
        rule: nothing for once, else words such as ``every 2 weeks`` or an RRULE.
        zone: the time zone (an IANA name); else the section's.
        place, link, note: where, at which address, and what else those invited should know.
        quorum: how many members must be there.
        chair, minute_taker: people, by number or name.
        guests: contacts besides the members, by number or name.
    """

    group: str
    starts: str
    title: str = ""
    minutes: int | None = None
    rule: str = ""
    zone: str = ""
    place: str = ""
    link: str = ""
    quorum: int = 0
    chair: str = ""
    minute_taker: str = ""
    note: str = ""
    guests: tuple[str, ...] = ()


@frozen(kw_only=True)
class MeetingEdit:
    """What to change of one meeting, or of all of a series; a field that is not named stays.

    ``fields`` are ``starts``, ``minutes``, ``place``, ``link``, ``chair``, ``minute_taker``, ``told`` (what those
    invited read of the change) and, of a whole series, ``title``, ``note``, ``quorum``, ``rule``; values as people
    write them. ``guests`` are all who are invited besides
    the members, by number or name; None where they stay. ``version`` is that of the meeting that the editor saw.
    """

    fields: Mapping[str, str] = field(factory=dict)
    guests: tuple[str, ...] | None = None
    version: int | None = None
