"""How long it takes to say how robust a ranking is, and to find the best affordable levels."""

from collections.abc import Iterator
from random import Random

from outreach_priority.formulas.budget import Level, Packages, plan
from outreach_priority.formulas.drawing import Answers, Cell, Weighing
from outreach_priority.formulas.robustness import Analysis, robustness
from tests.benchmarks.frame import Figure, benchmark, cpu

_SECTORS, _ITEMS, _ADVISERS = 30, 20, 15
_FIXED, _PANEL, _BUDGET = 1.0, 12.0, 1.0


@benchmark("robustness")
def robust() -> Iterator[Figure]:
    """10,000 draws for 30 sectors and 20 items in two analyses, with fixed ratings and with a group drawn again."""
    random = Random(1)
    fixed: dict[str, list[Cell]] = {f"{n}": [random.random() for _ in range(_ITEMS)] for n in range(_SECTORS)}
    panel: dict[str, list[Cell]] = {f"{n}": [_answers(random) for _ in range(_ITEMS)] for n in range(_SECTORS)}
    yield _drawn("10,000 draws, fixed ratings", fixed, _FIXED)
    yield _drawn(f"10,000 draws, {_ADVISERS} advisers drawn again", panel, _PANEL)
    packages = _packages(random)
    taken = cpu(lambda: plan(packages))
    met = taken <= _BUDGET
    yield Figure(title="20 sectors, 5 levels, 3 resources", value=taken, unit="s CPU", goal="1", met=met)
    core = cpu(lambda: robustness(fixed, _analyses(), seed=1, packages=packages)) - cpu(
        lambda: robustness(fixed, _analyses(), seed=1)
    )
    yield Figure(title="core index, for 300 of the draws", value=core, unit="s CPU")


def _drawn(title: str, values: dict[str, list[Cell]], goal: float) -> Figure:
    taken = cpu(lambda: robustness(values, _analyses(), seed=1))
    return Figure(title=title, value=taken, unit="s CPU", goal=f"{goal:g}", met=taken <= goal)


def _analyses() -> list[Analysis]:
    half = _ITEMS // 2
    order = Weighing.ordered(range(half))
    return [Analysis(items=tuple(range(start, start + half)), weighing=order) for start in (0, half)]


def _answers(random: Random) -> Answers:
    return Answers(ratings=tuple(random.choice((None, 0, 1, 2, 3, 4, 4, 3)) for _ in range(_ADVISERS)))


def _packages(random: Random) -> Packages:
    shares = {"none": 0, "action": 0.2, "contact": 0.3, "network": 0.7, "structure": 1}

    def level(name: str, step: int) -> Level:
        needs = {resource: step * random.randint(1, 30) for resource in ("volunteer hours", "staff hours", "money")}
        return Level(name=name, value=shares[name], needs=needs)

    options = {f"{n}": [level(name, step) for step, name in enumerate(shares)] for n in range(20)}
    available = dict.fromkeys(("volunteer hours", "staff hours", "money"), 600)
    return Packages(options=options, available=available, reserve=0.15)
