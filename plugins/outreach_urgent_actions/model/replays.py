"""A replay: who signs up in it, and what the log would have brought them month by month."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from outreach_urgent_actions.model.alarms import Fall

ENDED = "case-ended"
"""The rule of a replay for what came about a case after its end; a person would have had to open it again."""


@frozen(kw_only=True)
class MonthCount:
    """What a sign-up got in a month (``2001-03``): first issues, what followed them, other messages; and what not."""

    month: str
    first: int = 0
    followups: int = 0
    other: int = 0
    held: Mapping[str, int] = field(factory=dict)


@frozen(kw_only=True)
class Alarm:
    """A fall that would have been told, with the month at the end of which it first shows."""

    sign_up: str
    month: str
    fall: Fall
    sentence: str


@frozen(kw_only=True)
class Replayed:
    """What a replay brought one sign-up; ``months`` are those in which something came or was held."""

    name: str
    sector: str
    interest: str
    signed_on: str
    left_on: str | None
    first: int
    followups: int
    other: int
    held: Mapping[str, int]
    months: tuple[MonthCount, ...]
    alarms: tuple[Alarm, ...] = ()

    def in_year(self, year: int) -> int:
        """Return how many first issues came in a year."""
        return sum(one.first for one in self.months if one.month.startswith(f"{year}-"))


@frozen(kw_only=True)
class Replay:
    """A log run against sign-ups.

    Args:
        since: the first day.
        until: the last day.
        messages: how many messages were run.
        first: how many of them were first issues.
        undated: how many have no day and were left out.
        ended: how many came about a case after its end and were sent to nobody.
        orphans: how many follow what nobody got.
        sign_ups: what each sign-up got.
        alarms: what would have been told, the earliest first.
        broken: for each promise, how often it was broken; all must be 0.
    """

    since: date
    until: date
    messages: int
    first: int
    undated: int
    ended: int
    orphans: int
    sign_ups: tuple[Replayed, ...]
    alarms: tuple[Alarm, ...]
    broken: Mapping[str, int]


BROKEN: Mapping[str, str] = {
    "followups_without_original": "follow-ups to somebody who did not get the original",
    "sends_after_stop": "messages that ask to write after the case was stopped",
    "limits_exceeded": "times that somebody got more first issues than their limit",
    "sends_after_leaving": "messages to somebody who had left, other than a stop or a correction",
}
"""The promises that a replay checks by counting in its own book, not by asking the rules again."""
