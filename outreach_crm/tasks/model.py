"""Tasks and the day's list as records."""

from collections.abc import Sequence
from itertools import groupby

from attrs import frozen

from outreach_crm.model import Ref, Reminder


@frozen(kw_only=True)
class Task:
    """Something to be done by somebody until a day; ``contact_id`` and ``contact`` where it is about a contact."""

    id: int
    title: str
    owner_id: int | None
    owner: str
    due_on: str | None
    contact_id: int | None
    contact: str
    done_on: str | None
    change_id: int


@frozen(kw_only=True)
class Line:
    """One line of the day's list: what to do and the command that settles it."""

    group: str
    sentence: str
    due_on: str
    command: str
    ref: Ref | None = None


_TODAY_ALL = "outreach today --all"


def day_list(reminders: Sequence[Reminder], most: int | None) -> list[Line]:
    """Return the day's list in at most ``most`` lines, or every line where there is no limit.

    Groups stand together, the one with the oldest matter first. In a limited list a group of more than three that has
    a summary becomes one line, and what does not fit is counted in the last line.
    """
    oldest: dict[str, str] = {}
    for one in sorted(reminders, key=lambda one: one.due_on):
        oldest.setdefault(one.group, one.due_on.isoformat())
    ordered = sorted(reminders, key=lambda one: (oldest[one.group], one.group, one.due_on))
    lines: list[Line] = []
    for _, members in groupby(ordered, key=lambda one: one.group):
        lines += _group(list(members), shrink=most is not None)
    if most is None or len(lines) <= most:
        return lines
    left = len(lines) - most + 1
    rest = Line(group="", sentence=f"and {left} more", due_on="", command=_TODAY_ALL)
    return [*lines[: most - 1], rest]


def _group(members: list[Reminder], *, shrink: bool) -> list[Line]:
    summary = members[0].summary
    if shrink and summary and len(members) > 3:
        first = members[0]
        sentence = summary.format(n=len(members))
        return [Line(group=first.group, sentence=sentence, due_on=first.due_on.isoformat(), command=_TODAY_ALL)]
    return [
        Line(group=one.group, sentence=one.sentence, due_on=one.due_on.isoformat(), command=one.command, ref=one.ref)
        for one in members
    ]
