"""What an allocation amounts to: levels, cases with too few groups, waste, and whether some kinds of groups fare worse.

Waste is a group that would be better off at a case with room. After a batch there is none but where moving the group
would leave its case with fewer groups than it should have.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from outreach_cases.formulas.fitting import WORST, Case, CaseBook, Group
from outreach_cases.formulas.flow import positions
from outreach_cases.formulas.weighing import UNPLACED


@frozen(kw_only=True)
class Wasted:
    """A group that would be better off at a case with room.

    Args:
        group: which.
        case: what it has; None where it has none.
        better: the case it could have.
        explained: whether moving it would leave its case below the minimum, for one that is not below its own.
    """

    group: str
    case: str | None
    better: str
    explained: bool


@frozen(kw_only=True)
class Faring:
    """How groups of one kind fare.

    Args:
        groups: how many there are.
        unplaced: how many of them have no case though they could take one on.
        mean: level of the cases they have; None where they have none.
    """

    groups: int
    unplaced: int
    mean: Fraction | None


@frozen(kw_only=True)
class Audit:
    """What an allocation amounts to.

    Args:
        groups: how many could work on a case.
        levels: from 0 to 4, how many cases are held at that level.
        unasked: how many of the cases at level 0 are held by groups that wish for nothing.
        unplaced: groups that have none.
        below: by case with fewer groups than its minimum, how many are missing.
        waste: who would be better off where there is room.
        faring: by trait and value, how those groups fare; the trait "" is about all.
    """

    groups: int
    levels: tuple[int, ...]
    unasked: int
    unplaced: int
    below: Mapping[str, int]
    waste: tuple[Wasted, ...]
    faring: Mapping[tuple[str, str], Faring]

    @property
    def unexplained(self) -> int:
        """How often somebody could be better off and nothing stands against it."""
        return sum(not one.explained for one in self.waste)

    @property
    def left_out(self) -> int:
        """How often a group has no case, or one that meets none of its wishes."""
        return self.unplaced + self.levels[WORST]


def audit(groups: Sequence[Group], cases: Sequence[Case], held: Mapping[str, Collection[str]]) -> Audit:
    """Return what an allocation amounts to.

    Args:
        groups: all groups; one without a place for a case is passed over.
        cases: all cases.
        held: by group, all its cases; one that the group could not be given today counts by what it meets.
    """
    return _Audited(groups, cases, held).audit()


def regret(now: Audit, best: Audit) -> Fraction:
    """Return the share of groups that are left out now and would not be in the best allocation.

    Where that is more than about 2 %, a batch is worth while (F12).
    """
    return Fraction(max(now.left_out - best.left_out, 0), max(now.groups, 1))


class _Audited:
    """An allocation with cases as bits."""

    def __init__(self, groups: Sequence[Group], cases: Sequence[Case], held: Mapping[str, Collection[str]]) -> None:
        self._groups = [group for group in groups if group.places]
        self._cases, self._held = cases, held
        self._inside = Counter(case for own in held.values() for case in own)
        self._room = sum(1 << n for n, case in enumerate(cases) if self._inside[case.id] < case.most)
        self._wanted = sum(1 << n for n, case in enumerate(cases) if self._inside[case.id] < case.least)
        self._number = {case.id: number for number, case in enumerate(cases)}
        book = CaseBook(cases)
        self._possible = {group.id: book.levels(group) for group in self._groups}
        self._meeting = {group.id: book.meeting(group) for group in self._groups}

    def audit(self) -> Audit:
        levels = Counter(level for group in self._groups for level in self._levels(group))
        missing = {case.id: case.least - self._inside[case.id] for case in self._cases if case.open}
        return Audit(
            groups=len(self._groups),
            levels=tuple(levels[level] for level in range(WORST + 1)),
            unasked=sum(len(self._held.get(group.id, ())) for group in self._groups if not group.wishes),
            unplaced=levels[UNPLACED],
            below={case: number for case, number in missing.items() if number > 0},
            waste=tuple(one for group in self._groups for one in self._wasted(group)),
            faring=self._faring(),
        )

    def _levels(self, group: Group) -> list[int]:
        """Return the levels of the cases of a group; ``UNPLACED`` once where it has none."""
        return [self._level(group, case) for case in self._held.get(group.id, ())] or [UNPLACED]

    def _level(self, group: Group, case: str) -> int:
        number = self._number[case]
        return next(level for level, mask in enumerate(self._meeting[group.id]) if mask >> number & 1)

    def _wasted(self, group: Group) -> Iterator[Wasted]:
        own = [*self._held.get(group.id, ())]
        others = ~sum(1 << self._number[case] for case in own)
        empty = [None] if len(own) < group.places else []
        for case in (*own, *empty):
            level = UNPLACED if case is None else self._level(group, case)
            for better in self._possible[group.id][:level]:
                for number in positions(better & self._room & others):
                    explained = case is not None and self._needed(case) and not self._wanted >> number & 1
                    yield Wasted(group=group.id, case=case, better=self._cases[number].id, explained=explained)

    def _needed(self, case: str) -> bool:
        return self._inside[case] <= self._cases[self._number[case]].least

    def _faring(self) -> dict[tuple[str, str], Faring]:
        kinds: dict[tuple[str, str], list[Group]] = {}
        for group in self._groups:
            for trait in (("", ""), *group.traits.items()):
                kinds.setdefault(trait, []).append(group)
        return {kind: self._of(alike) for kind, alike in sorted(kinds.items())}

    def _of(self, alike: Iterable[Group]) -> Faring:
        each = [self._levels(group) for group in alike]
        placed = [level for levels in each for level in levels if level != UNPLACED]
        return Faring(
            groups=len(each),
            unplaced=sum(levels == [UNPLACED] for levels in each),
            mean=Fraction(sum(placed), len(placed)) if placed else None,
        )
