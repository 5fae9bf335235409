"""Gives cases to many groups at once, as fairly as can be (formula F11), and proves that no allocation is better.

The rules, one after the other: as many groups as possible get a case; as few groups as possible are missing at cases
below their minimum; as few groups as possible get a case that meets none of their wishes, then only some, and so on (a
fair matching; Huang, Kavitha, Mehlhorn and Michail, 2016); then groups that waited come first; then the lot.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from attrs import evolve, field, frozen

from outreach_cases.formulas.fitting import Case, CaseBook, Group
from outreach_cases.formulas.flow import Column, Flow, Network, Row, positions, solve, union
from outreach_cases.formulas.lot import drawn, settle
from outreach_cases.formulas.proof import flaws
from outreach_cases.formulas.weighing import UNPLACED, Tally, cost, weights
from outreach_crm.text import say

Given = Mapping[str, Collection[str]]
"""By group, the cases it has."""


@frozen(kw_only=True)
class Allocation:
    """Who is given which case.

    Args:
        given: by group, the cases it is given now; empty where it gets none.
        kept: by group, the cases it had and keeps.
        tally: what it comes to by the rules.
        seed: what the lot was drawn from; with it the same comes out again.
        drawn: groups in the order in which the lot drew them.
        network: the question, as it was solved.
        flow: the answer, with the prices that prove it.
    """

    given: Mapping[str, tuple[str, ...]]
    kept: Mapping[str, tuple[str, ...]]
    tally: Tally
    seed: int
    drawn: tuple[str, ...]
    network: Network = field(repr=False)
    flow: Flow = field(repr=False)

    def held(self) -> dict[str, tuple[str, ...]]:
        """Return all cases of each group, those it keeps first."""
        return {group: (*self.kept[group], *given) for group, given in self.given.items()}

    def flaws(self) -> list[str]:
        """Return what keeps the prices from proving that no allocation weighs less; nothing where it is proven."""
        return flaws(self.network, self.flow)


def allocate(groups: Sequence[Group], cases: Sequence[Case], *, seed: int, kept: Given | None = None) -> Allocation:
    """Return the fairest allocation of the places that are free.

    Args:
        groups: all groups; one with no free place gets nothing new.
        cases: all cases.
        seed: what the lot is drawn from, to be stored.
        kept: by group, the cases it has already: nobody is moved from one. Let out a pair that ended, and give the
            group credit, to place only the groups concerned.

    Raises:
        ValueError: where two groups or two cases are called the same, or what is kept names one that is not there.
    """
    _once("group", groups)
    _once("case", cases)
    return _Batch(groups, cases, seed, kept or {}).allocation()


def _once(kind: str, named: Sequence[Group] | Sequence[Case]) -> None:
    twice = [name for name, number in Counter(one.id for one in named).items() if number > 1]
    if twice:
        raise ValueError(say("Two {kind}s are called {twice}: give each a name of its own.", kind=kind, twice=twice[0]))


class _Batch:
    """The question as rows and columns, both in the order of the lot.

    Columns are the cases, then one for each further place that stays empty, and one for having no case at all.
    """

    def __init__(self, groups: Sequence[Group], cases: Sequence[Case], seed: int, kept: Given) -> None:
        self._seed = seed
        self._groups = sorted(groups, key=lambda one: (drawn(seed, "group", one.id), one.id))
        self._cases = sorted(cases, key=lambda one: (drawn(seed, "case", one.id), one.id))
        self._number = {case.id: number for number, case in enumerate(self._cases)}
        self._kept = {group.id: tuple(sorted(kept.get(group.id, ()))) for group in self._groups}
        unknown = (set(kept) - set(self._kept)) | (set(chain(*kept.values())) - set(self._number))
        if unknown:
            raise ValueError(say("{number} is named in what is kept, and is no group or case.", number=min(unknown)))
        self._taken = Counter(chain(*self._kept.values()))
        self._each = weights(self._groups, self._cases)
        book = CaseBook(self._cases)
        self._levels = [book.levels(group) for group in self._groups]
        spare = max((group.places for group in self._groups), default=0)
        self._spare = range(len(cases), len(cases) + spare)
        self._none = len(cases) + spare

    def allocation(self) -> Allocation:
        unbounded = Column(least=0, most=len(self._groups))
        network = Network(
            rows=[self._row(*pair) for pair in zip(self._groups, self._levels, strict=True)],
            columns=[*map(self._column, self._cases), *[unbounded] * (len(self._spare) + 1)],
            shortfall=self._each.shortfall,
        )
        starts = [drawn(self._seed, "start", group.id) % max(len(self._cases), 1) for group in self._groups]
        flow = settle(network, solve(network), starts)
        given = {group.id: self._given(held) for group, held in zip(self._groups, flow.held, strict=True)}
        return Allocation(
            given={group: given[group] for group in sorted(given)},
            kept={group: self._kept[group] for group in sorted(given)},
            tally=self._tally(flow),
            seed=self._seed,
            drawn=tuple(group.id for group in self._groups),
            network=network,
            flow=flow,
        )

    def _row(self, group: Group, levels: Sequence[int]) -> Row:
        kept = self._kept[group.id]
        own = union(1 << self._number[case] for case in kept)
        free = max(group.places - len(kept), 0)
        ranks = [(cost(group, level, self._each), mask & ~own) for level, mask in enumerate(levels)]
        spare = union(1 << column for column in self._spare[: free if kept else free - 1])
        ranks.append((self._each.empty, spare))
        if not kept:
            ranks.append((cost(group, UNPLACED, self._each), 1 << self._none))
        return Row(places=free, ranks=tuple((price, mask) for price, mask in ranks if mask))

    def _column(self, case: Case) -> Column:
        taken = self._taken[case.id]
        most = max(case.most - taken, 0) if case.open else 0
        return Column(least=min(max(case.least - taken, 0), most), most=most)

    def _given(self, held: int) -> tuple[str, ...]:
        return tuple(sorted(self._cases[column].id for column in positions(held) if column < len(self._cases)))

    def _tally(self, flow: Flow) -> Tally:
        inside = Counter(self._taken)
        tally: Counter[str] = Counter()
        for group, levels, held in zip(self._groups, self._levels, flow.held, strict=True):
            inside.update(self._given(held))
            tally["empty"] += sum(held >> column & 1 for column in self._spare)
            if held >> self._none & 1:
                tally["unplaced"] += 1
                tally["waiting_unplaced"] += group.credit
            for level, mask in enumerate(levels[1:], 1):
                tally[f"level{level}"] += (held & mask).bit_count()
                tally[f"waiting{level}"] += group.credit * (held & mask).bit_count()
        tally["shortfall"] = sum(max(case.least - inside[case.id], 0) for case in self._cases if case.open)
        return evolve(Tally(), **tally)
