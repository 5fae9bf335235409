"""How long it takes to give cases to all groups at once, and to offer some to one group."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from random import Random

from outreach_cases.formulas.auditing import audit, regret
from outreach_cases.formulas.batch import Allocation, allocate
from outreach_cases.formulas.fitting import Case, CaseBook, Group, Wish
from outreach_cases.formulas.rolling import Standing, offers
from tests.benchmarks.frame import Figure, benchmark, cpu

_CASES, _GROUPS = 500, 2_000
_BATCH, _OFFER = 10.0, 50.0
_REGIONS = ("Africa", "Americas", "Asia-Pacific", "Europe and Central Asia", "Middle East and North Africa")
_GENDERS, _ISSUES = ("woman", "man", "several"), [f"issue {n}" for n in range(10)]


@benchmark("allocation")
def allocation() -> Iterator[Figure]:
    """500 cases for 2,000 groups at once, open and contested, each proven; and the best five cases for one group."""
    for contested in (False, True):
        groups = _groups(Random(1), contested=contested)
        for most in (4, 6, 8):
            yield from _batch("contested" if contested else "open", groups, _cases(Random(2), most))
    cases = _cases(Random(2), 4)
    standings = {case.id: Standing(groups=n % 4, idle=0 if n % 4 else n) for n, case in enumerate(cases)}
    taken = 1000 * max(cpu(partial(offers, group, cases, standings)) for group in groups[:20])
    yield Figure(title="five best cases for one group", value=taken, unit="ms CPU", goal="50", met=taken <= _OFFER)
    now = audit(groups, cases, _one_by_one(groups, cases))
    best = audit(groups, cases, allocate(groups, cases, seed=1).held())
    yield Figure(title="groups left out without need, one by one", value=100 * float(regret(now, best)), unit="%")


def _batch(kind: str, groups: list[Group], cases: list[Case]) -> Iterator[Figure]:
    title = f"{kind}, up to {cases[0].most} groups a case"
    found: list[Allocation] = []
    taken = cpu(lambda: found.append(allocate(groups, cases, seed=1)))
    yield Figure(title=title, value=taken, unit="s CPU", goal="10", met=taken <= _BATCH)
    proven = not found[0].flaws()
    book = CaseBook(cases)
    pairs = sum(level.bit_count() for group in groups for level in book.levels(group))
    yield Figure(title=f"{title}: pairs possible", value=pairs, unit="pairs", goal="proven", met=proven)
    tally = found[0].tally
    yield Figure(title=f"{title}: groups left out", value=tally.unplaced + tally.level4, unit="groups")


def _one_by_one(groups: list[Group], cases: list[Case]) -> dict[str, list[str]]:
    """Give each group the first case it is offered, in the order in which they come."""
    inside: Counter[str] = Counter()
    held = {}
    for group in groups:
        standings = {name: Standing(groups=number) for name, number in inside.items()}
        held[group.id] = [one.case.id for one in offers(group, cases, standings, most=1)]
        inside.update(held[group.id])
    return held


def _cases(random: Random, most: int) -> list[Case]:
    return [
        Case(
            id=f"C{n}",
            facets={
                "region": frozenset({random.choice(_REGIONS)}),
                "gender": frozenset({random.choice(_GENDERS)}),
                "issue": frozenset({random.choice(_ISSUES)}),
            },
            language="en" if random.random() < 0.81 else random.choice(("es", "fr", "ar")),
            most=most,
        )
        for n in range(_CASES)
    ]


def _groups(random: Random, *, contested: bool) -> list[Group]:
    """Return groups with a wish or two; where it is contested, most want one region and often nothing else."""
    made = []
    for n in range(_GROUPS):
        regions = (
            _REGIONS[:1] if contested and random.random() < 0.7 else random.sample(_REGIONS, random.choice((1, 2)))
        )
        wishes = [Wish(facet="region", values=regions)]
        if random.random() < (0.2 if contested else 0.5):
            wishes.append(Wish(facet="gender", values={random.choice(_GENDERS)}))
        if random.random() < (0.2 if contested else 0.5):
            wishes.append(Wish(facet="issue", values=random.sample(_ISSUES, random.choice((1, 2, 3)))))
        made.append(
            Group(
                id=f"G{n}",
                wishes=wishes,
                languages={"en", "es"} if random.random() < 0.15 else {"en"},
                refused={f"C{random.randrange(_CASES)}" for _ in range(random.choice((0, 0, 1, 2)))},
                credit=random.choice((0, 0, 0, 1, 2)),
            )
        )
    return made
