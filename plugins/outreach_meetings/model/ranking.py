"""Which of the dates of a poll is best, and why: rules that anybody can follow with pencil and paper.

Of two dates the better one is, by the first of these in which they differ:

1. the one that is less short of the quorum: members who say yes or "if need be", counted up to the quorum;
2. the one on which fewer of those cannot come, or have not answered, without whom there is no meeting;
3. the one with more yes, whoever says it;
4. the one with fewer "if need be";
5. the one that burdens those less who gave way before (below);
6. the earlier one.

Whoever says "if need be" or no to a date gives way where it is chosen. The run of a person is the number of the group's
last polls, one after another, in which they gave way to the date that was chosen; a yes to it ends the run, and polls
that they were not asked in, or did not answer, are passed over. The burden of a date is the list of the runs of those
who would give way to it, the longest first. Two such lists are compared like words in a dictionary, so that the one who
has borne most is spared first: 3 is worse than 2, 2, 2, and 2, 1 is worse than 2. All of it are whole numbers.

Who turns from anything to yes never moves that date down: the first two are no worse by it, and the third is better.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from attrs import frozen

from outreach_crm.text import Sentence, count, later, row, say, term
from outreach_meetings.model.attendance import Standing
from outreach_meetings.model.polls import Answer, Asked, Poll, PollDate

LOOKED_BACK = 6
"""So many of a group's last polls are asked for who gave way."""
_NTH = (
    term("second"),
    term("third"),
    term("fourth"),
    term("fifth"),
    term("sixth"),
    term("seventh"),
)
_AFTER = (
    later("further from a quorum than {date}"),
    later("more of those who are needed are missing than on {date}"),
    later("fewer say yes than to {date}"),
    later("more would come only if need be than on {date}"),
    later("asks more of those who gave way before than {date}"),
    later("as good as {date}, and later"),
)

Key = tuple[int, int, int, int, tuple[int, ...], datetime]
"""How a date compares: the smaller, the better."""


@frozen(kw_only=True)
class Ranked:
    """A date with its place, from 1 on, what was said of it, and in sentences why it stands where it does."""

    date: PollDate
    place: int
    key: Key
    yes: int
    maybe: int
    no: int
    reasons: tuple[Sentence, ...]

    @property
    def why(self) -> str:
        """Why it stands where it does, in one line."""
        return row(self.reasons, "; ")


def runs(past: Iterable[Mapping[int, Answer]]) -> dict[int, int]:
    """Return how often running people gave way, by contact; who did not the last time is not named.

    Args:
        past: what people said of the date that was chosen, by contact, for each poll of the group, the latest first.
    """
    found: dict[int, int] = {}
    over: set[int] = set()
    for said in past:
        for contact_id, answer in said.items():
            if contact_id in over:
                continue
            if answer.gives_way:
                found[contact_id] = found.get(contact_id, 0) + 1
            else:
                over.add(contact_id)
    return found


def ranked(poll: Poll, before: Mapping[int, int], holidays: Mapping[date, str]) -> tuple[Ranked, ...]:
    """Return the dates of a poll, the best first.

    Args:
        poll: the poll.
        before: how often running people gave way, by contact; see :func:`runs`.
        holidays: the names of public holidays by day; they are told, and rank nothing.
    """
    keys = {one.id: key_of(poll, one, before) for one in poll.dates}
    order = sorted(poll.dates, key=lambda one: keys[one.id])
    found = []
    for place, one in enumerate(order, 1):
        ahead = order[place - 2] if place > 1 else None
        after = _after(ahead, keys[ahead.id], keys[one.id]) if ahead else ()
        answers = [poll.answer(who.contact_id, one.id) for who in poll.people]
        found.append(
            Ranked(
                date=one,
                place=place,
                key=keys[one.id],
                yes=answers.count(Answer.YES),
                maybe=answers.count(Answer.MAYBE),
                no=answers.count(Answer.NO),
                reasons=(*_reasons(poll, one, keys[one.id], before), *_holiday(one, holidays), *after),
            )
        )
    return tuple(found)


def key_of(poll: Poll, one: PollDate, before: Mapping[int, int]) -> Key:
    """Return how a date compares with others of its poll, by the rules of this module: the smaller, the better."""
    said = {who.contact_id: poll.answer(who.contact_id, one.id) for who in poll.people}
    able = sum(_comes(said[who.contact_id]) for who in poll.people if who.standing is Standing.MEMBER)
    missing = sum(not _comes(said[who.contact_id]) for who in poll.people if who.needed)
    answers = [*said.values()]
    burden = sorted((before[who] for who, answer in said.items() if _bends(answer) and before.get(who)), reverse=True)
    return (
        max(poll.quorum - able, 0),
        missing,
        -answers.count(Answer.YES),
        answers.count(Answer.MAYBE),
        tuple(burden),
        one.starts,
    )


def _comes(answer: Answer | None) -> bool:
    return answer is not None and answer.can_come


def _bends(answer: Answer | None) -> bool:
    return answer is not None and answer.gives_way


def _reasons(poll: Poll, one: PollDate, key: Key, before: Mapping[int, int]) -> list[Sentence]:
    """Return what is to be said of a date by itself, the weightiest first."""
    told = [*_quorum(poll.quorum, key[0]), *_needed(poll, one)]
    answers = [poll.answer(who.contact_id, one.id) for who in poll.people]
    yes, maybe, no = (answers.count(answer) for answer in Answer)
    told.append(say("{yes} yes, {maybe} if need be, {no} no", yes=yes, maybe=maybe, no=no))
    if silent := answers.count(None):
        told.append(count(silent, "{n} has not answered", "{n} have not answered"))
    return [*told, *_burdens(poll.people, one, poll, before)]


def _quorum(quorum: int, short: int) -> list[Sentence]:
    if not quorum:
        return []
    if short:
        return [say("{n} short of a quorum of {quorum}", n=short, quorum=quorum)]
    return [say("a quorum of {quorum} can come", quorum=quorum)]


def _needed(poll: Poll, one: PollDate) -> list[Sentence]:
    told = []
    for who in poll.people:
        answer = poll.answer(who.contact_id, one.id)
        if who.needed and answer is None:
            told.append(say("{name}, who is needed, has not answered", name=who.name))
        elif who.needed and answer is Answer.NO:
            told.append(say("{name}, who is needed, cannot come", name=who.name))
    return told


def _burdens(people: Sequence[Asked], one: PollDate, poll: Poll, before: Mapping[int, int]) -> list[Sentence]:
    """Say who would give way again, the one who has borne most first."""
    bent = [who for who in people if before.get(who.contact_id) and _bends(poll.answer(who.contact_id, one.id))]
    bent.sort(key=lambda who: -before[who.contact_id])
    return [
        say(
            "would be the {nth} time running that {name} gives way",
            nth=_NTH[min(before[who.contact_id], len(_NTH)) - 1],
            name=who.name,
        )
        for who in bent
    ]


def _holiday(one: PollDate, holidays: Mapping[date, str]) -> list[Sentence]:
    name = holidays.get(one.starts.date())
    return [say("falls on a public holiday: {name}", name=name)] if name else []


def _after(ahead: PollDate, better: Key, worse: Key) -> tuple[Sentence, ...]:
    """Say by what a date stands behind the one before it."""
    differs = next(number for number, (one, other) in enumerate(zip(better, worse, strict=True)) if one != other)
    return (say(_AFTER[differs], date=ahead.told),)
