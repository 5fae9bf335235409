"""Tasks and the day's list as records."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from attrs import frozen

from outreach_crm.model import Ref, Reminder, Step
from outreach_crm.text import say


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
    """One line of the day's list: what to do, and the command or the step of a page that settles it.

    ``about`` is the record that a page leads to; ``within`` are the lines that a summary stands for. ``due_on`` is
    since when it is due; ``when`` is the day that somebody reads beside it: where something ends later, that day.
    """

    group: str
    sentence: str
    due_on: str
    command: str
    ref: Ref | None = None
    about: Ref | None = None
    step: Step | None = None
    alarm: bool = False
    within: tuple["Line", ...] = ()
    ends_on: str = ""

    @property
    def when(self) -> str:
        """Return the day that somebody reads beside it (ISO 8601)."""
        return self.ends_on or self.due_on


@frozen(kw_only=True)
class TaskEdit:
    """What a task is to be: who does it by name, ``version`` the ``change_id`` that the editor saw."""

    title: str
    due_on: date | None = None
    owner: str = ""
    contact_id: int | None = None
    version: int | None = None


@frozen(kw_only=True)
class Answered:
    """A reminder that was settled for good, or put off until a day, and the change that can be taken back."""

    reminder: Reminder
    until_on: date | None
    change_id: int


_TODAY_ALL = "outreach today --all"
# So many of a group are named one by one.
_NAMED = 3


def day_list(reminders: Sequence[Reminder], most: int | None) -> list[Line]:
    """Return the day's list in at most ``most`` lines, or every line where there is no limit.

    Groups stand together, those with an alarm on top, then the one with the oldest matter first. In a limited list a
    group of more than three that has a summary becomes one line, and what does not fit is counted in the last line.
    """
    oldest: dict[str, str] = {}
    for one in sorted(reminders, key=lambda one: one.due_on):
        oldest.setdefault(one.group, one.due_on.isoformat())
    alarmed = {one.group for one in reminders if one.alarm}
    ordered = sorted(
        reminders, key=lambda one: (one.group not in alarmed, oldest[one.group], one.group, not one.alarm, one.due_on)
    )
    lines: list[Line] = []
    for _, members in groupby(ordered, key=lambda one: one.group):
        lines += _group(list(members), shrink=most is not None)
    if most is None or len(lines) <= most:
        return lines
    left = len(lines) - most + 1
    rest = Line(group="", sentence=say("and {n} more", n=left), due_on="", command=_TODAY_ALL)
    return [*lines[: most - 1], rest]


def _group(members: list[Reminder], *, shrink: bool) -> list[Line]:
    first, lines = members[0], [_line(one) for one in members]
    if not (shrink and first.summary and len(members) > _NAMED):
        return lines
    due_on = min(one.due_on for one in lines)
    sentence = say(first.summary, n=len(members))
    alarm = any(one.alarm for one in members)
    return [
        Line(group=first.group, sentence=sentence, due_on=due_on, command=_TODAY_ALL, alarm=alarm, within=tuple(lines))
    ]


def _line(one: Reminder) -> Line:
    return Line(
        group=one.group,
        sentence=one.sentence,
        due_on=one.due_on.isoformat(),
        command=one.command,
        ref=one.ref,
        about=one.about or one.ref,
        step=one.step,
        alarm=one.alarm,
        ends_on=one.ends_on.isoformat() if one.ends_on else "",
    )
