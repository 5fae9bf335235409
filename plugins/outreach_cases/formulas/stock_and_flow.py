"""F13: how many cases stand at each level, and what came in and went out between two days."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from attrs import field, frozen

from outreach_crm.dates import read_past
from outreach_crm.text import row, say

Case = str | int
"""What a case is known by."""
LEVELS = ("draft", "active", "dormant", "closed")
"""The levels of the portfolio, in the order in which they are shown."""
FINAL = ("closed",)
"""The levels at which a case is over: what leaves one of them is reopened."""
_NAMED = 5
"""How many cases an error names."""


@frozen
class Transition:
    """A case was given a level.

    Args:
        case: which case.
        on: since when; of several on one day the last one written down holds.
        to: the level.
        reason: why, as the section calls it: what a closed case was closed for.
    """

    case: Case
    on: date
    to: str
    reason: str = ""


@frozen(kw_only=True)
class Level:
    """What happened at one level in a period; all in cases, or in what each of them counts for.

    Args:
        start: there before the period.
        new: entered it as their first level.
        moved: came from another level that is not final.
        reopened: came from a final one.
        left: went to another level.
        end: there on the last day.
    """

    start: int = 0
    new: int = 0
    moved: int = 0
    reopened: int = 0
    left: int = 0
    end: int = 0

    @property
    def entered(self) -> int:
        """All that came in, from wherever."""
        return self.new + self.moved + self.reopened

    @property
    def net(self) -> int:
        """What came in less what went out."""
        return self.entered - self.left


@frozen(kw_only=True)
class Flow:
    """What happened after one day, up to and including another.

    Args:
        after: the day before the period.
        until: its last day.
        levels: by level; at each one end = start + entered - left.
        transitions: how many went from one level to another; those out of a final level stand here, too.
    """

    after: date
    until: date
    levels: Mapping[str, Level]
    transitions: Mapping[tuple[str, str], int]

    @property
    def reopened(self) -> int:
        """How many came back from a final level."""
        return sum(one.reopened for one in self.levels.values())


class UnbalancedError(ValueError):
    """The rows of a level do not lead from what was there to what is there.

    Args:
        level: which level.
        numbers: what its rows say.
        twice: the transitions that give a case the level that it has.
    """

    def __init__(self, level: str, numbers: Level, twice: Sequence[Transition]) -> None:
        told = [say("{case} on {on}", case=one.case, on=one.on.isoformat()) for one in twice[:_NAMED]]
        super().__init__(
            say(
                "The level {level} does not add up: {start} at the start, {entered} in and {left} out make {sum}, "
                "but {end} are there. It was given twice in a row to {cases}; undo the second one.",
                level=level,
                start=numbers.start,
                entered=numbers.entered,
                left=numbers.left,
                sum=numbers.start + numbers.net,
                end=numbers.end,
                cases=row([*told, "…"] if len(twice) > _NAMED else told, "; "),
            )
        )
        self.level, self.numbers, self.twice = level, numbers, tuple(twice)


@frozen(kw_only=True)
class _Book:
    """What is counted while the transitions are read; ``stock`` and ``standing`` go on from period to period."""

    counts: Mapping[Case, int] | None
    final: Collection[str]
    stock: Counter[str]
    standing: dict[Case, str] = field(factory=dict)

    def period(self, after: date, until: date, rows: Iterable[Transition]) -> Flow:
        """Read the rows of a period.

        What came and went is counted by rows and what is there by cases, so that one can be held against the other.

        Raises:
            UnbalancedError: they do not lead to the same.
        """
        start = dict(self.stock)
        new, moved, reopened, left = (Counter[str]() for _ in range(4))
        transitions: Counter[tuple[str, str]] = Counter()
        twice: list[Transition] = []
        for one in rows:
            before = self.standing.get(one.case)
            many = 1 if self.counts is None else self.counts.get(one.case, 0)
            came = new if before is None else reopened if before in self.final else moved
            came[one.to] += many
            self.stock[one.to] += many
            self.standing[one.case] = one.to
            if before is None:
                continue
            self.stock[before] -= many
            if before == one.to:
                twice.append(one)
                continue
            left[before] += many
            transitions[before, one.to] += many
        levels = {
            name: Level(
                start=start.get(name, 0),
                new=new[name],
                moved=moved[name],
                reopened=reopened[name],
                left=left[name],
                end=end,
            )
            for name, end in self.stock.items()
        }
        _balanced(levels, twice)
        return Flow(after=after, until=until, levels=levels, transitions=dict(transitions))


def _balanced(levels: Mapping[str, Level], twice: Sequence[Transition]) -> None:
    for name, one in levels.items():
        if one.end != one.start + one.entered - one.left:
            raise UnbalancedError(name, one, [repeated for repeated in twice if repeated.to == name])


def flows(
    transitions: Iterable[Transition],
    days: Sequence[date],
    *,
    levels: Iterable[str] = LEVELS,
    final: Collection[str] = FINAL,
    counts: Mapping[Case, int] | None = None,
) -> list[Flow]:
    """Return what happened between each day and the next (F13: end = start + in - out), in one reading of the rows.

    Args:
        transitions: in the order in which they were written down, which holds among those of one day.
        days: two or more, rising: each period is after one of them, up to and including the next.
        levels: those that are told although no case has them; others that occur are told after them.
        final: the levels at which a case is over.
        counts: what each case counts for, such as its individuals; what is not in it counts for nothing. None: as one.

    Raises:
        UnbalancedError: a case was given, within one of the periods, the level that it had.
        ValueError: the days do not rise.
    """
    if len(days) < 2 or any(first >= last for first, last in pairwise(days)):
        raise ValueError(say("A period ends after the day that it begins after; give two days or more, rising."))
    ordered = sorted(transitions, key=lambda one: one.on)
    book = _Book(counts=counts, final=final, stock=Counter(dict.fromkeys(levels, 0)))
    place, found = 0, []
    for one in ordered:
        if one.on > days[0]:
            break
        place += 1
        # Before the first period a level given twice changes nothing that is told.
        book.standing[one.case] = one.to
    for case, level in book.standing.items():
        book.stock[level] += 1 if counts is None else counts.get(case, 0)
    for after, until in pairwise(days):
        first = place
        while place < len(ordered) and ordered[place].on <= until:
            place += 1
        found.append(book.period(after, until, ordered[first:place]))
    return found


def flow(
    transitions: Iterable[Transition],
    after: date,
    until: date,
    *,
    levels: Iterable[str] = LEVELS,
    final: Collection[str] = FINAL,
    counts: Mapping[Case, int] | None = None,
) -> Flow:
    """Return what happened after a day, up to and including another; see :func:`flows`."""
    return flows(transitions, [after, until], levels=levels, final=final, counts=counts)[0]


def per_year(
    transitions: Sequence[Transition], until: date, *, levels: Iterable[str] = LEVELS, final: Collection[str] = FINAL
) -> dict[int, Flow]:
    """Return the flow of each year in which there were cases, the last one up to a day; see :func:`flows`."""
    known = [one.on.year for one in transitions if one.on <= until]
    if not known:
        return {}
    ends = [date(year, 12, 31) for year in range(min(known) - 1, until.year)]
    return {one.until.year: one for one in flows(transitions, [*ends, until], levels=levels, final=final)}


def month_ends(first: date, last: date) -> Iterator[date]:
    """Yield the last day of each month from the one before that of ``first``, and ``last`` itself."""
    day = first.replace(day=1) - timedelta(days=1)
    while day < last:
        yield day
        day = (day + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    yield last


@frozen(kw_only=True)
class Age:
    """How long the cases of a level have been there.

    Args:
        days: of each of them, shortest first.
        over_a_year: how many are there for more than twelve months.
    """

    days: tuple[int, ...]
    over_a_year: int

    @property
    def median(self) -> float | None:
        """The middle one; of an even number the mean of the two in the middle."""
        return median(self.days) if self.days else None


def ages(transitions: Iterable[Transition], on: date, *, levels: Iterable[str] = LEVELS) -> dict[str, Age]:
    """Return how long the cases of each level have been there on a day; a level given again begins nothing anew."""
    since: dict[Case, Transition] = {}
    for one in sorted(transitions, key=lambda row: row.on):
        if one.on <= on and (one.case not in since or since[one.case].to != one.to):
            since[one.case] = one
    found: dict[str, list[date]] = {name: [] for name in levels}
    for one in since.values():
        found.setdefault(one.to, []).append(one.on)
    a_year_ago = read_past("12m", on)
    return {
        name: Age(
            days=tuple(sorted((on - day).days for day in entered)), over_a_year=sum(day < a_year_ago for day in entered)
        )
        for name, entered in found.items()
    }
