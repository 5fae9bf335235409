"""What to do with the hours and the money there are (formula F9): one level of involvement for each sector.

A level needs a minimum package or it is not worth beginning, so packages are taken whole. The best affordable choice is
found exactly (a multiple-choice knapsack with several resources, see ``knapsack.py``); beside it stands the order in
which a person would go about it, by value for the scarce hour, as the plain explanation.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from math import inf, isfinite

from attrs import field, frozen

from outreach_crm.text import say, term
from outreach_priority.formulas.knapsack import Found, Knapsack
from outreach_priority.formulas.linear import Number, exact

RESERVE = 0.15
"""The share of every resource that is kept back unless a section says otherwise (F9)."""


@frozen(kw_only=True)
class Level:
    """A level of involvement that is open to a sector.

    Args:
        name: such as none, contact, network, structure.
        value: what it is worth; for instance the share of a sector's priority it brings.
        needs: by resource, the least it takes: volunteer hours, staff hours, money.
    """

    name: str
    value: Number
    needs: Mapping[str, Number]


@frozen(kw_only=True)
class Choice:
    """A level for each sector.

    Args:
        levels: by sector, the name of the level.
        value: the sum of their values.
        used: by resource, what they need together.
        rest: by resource, what is left of what may be used.
    """

    levels: Mapping[str, str]
    value: float
    used: Mapping[str, float]
    rest: Mapping[str, float]


@frozen(kw_only=True)
class Step:
    """One step from a level to a higher one.

    Args:
        sector: whose.
        level: the level it leads to.
        value: what it adds.
        needs: by resource, what it takes more.
        ratio: value added for each unit of the scarce resource; infinite where it takes none of it.
        missing: by resource, how much more would be needed than is left; empty where it is affordable.
    """

    sector: str
    level: str
    value: float
    needs: Mapping[str, float]
    ratio: float
    missing: Mapping[str, float]


@frozen(kw_only=True)
class Plan:
    """What the resources allow.

    Args:
        best: the most valuable affordable choice; of equally valuable ones the one that needs the smallest share of
            the resources, then the first by name.
        optima: how many choices are equally valuable.
        proven: whether no choice is better; False where there were too many alike to look at all.
        scarce: the resource that all sectors together would overdraw most.
        greedy: what taking one step after the other leads to, always the best for the scarce resource first.
        steps: those steps in their order.
        next: the most rewarding step that the best choice leaves out, with what is missing for it; None if nothing is.
        limits: by resource, what may be used: what there is without the reserve.
    """

    best: Choice
    optima: int
    proven: bool
    scarce: str
    greedy: Choice
    steps: tuple[Step, ...]
    next: Step | None
    limits: Mapping[str, float]


@frozen(kw_only=True)
class Packages:
    """What can be chosen, and what there is for it.

    Args:
        options: by sector, the levels open to it, lowest first; who may be left out has a level that needs nothing.
        available: by resource, what there is; a resource that is not named here is not limited.
        reserve: the share of every resource kept back, from 0 to 1 (``RESERVE`` is the default of the method).
        required: by sector, levels of which one must be taken, such as those already promised.
        forbidden: by sector, levels that may not be taken, such as a structure for a sector on hold.
        choices: what is left of the options, sectors by name.
        limits: by resource, what may be used: what there is without the reserve.

    Raises:
        ValueError: if there are no sectors or levels, or a number makes no sense.
    """

    options: Mapping[str, Sequence[Level]]
    available: Mapping[str, Number]
    reserve: Number
    required: Mapping[str, Collection[str]] = field(factory=dict)
    forbidden: Mapping[str, Collection[str]] = field(factory=dict)
    choices: Mapping[str, Sequence[Level]] = field(init=False)
    limits: Mapping[str, Fraction] = field(init=False)

    @choices.default
    def _choices(self) -> Mapping[str, Sequence[Level]]:
        return _open(self.options, self.required, self.forbidden)

    @limits.default
    def _limits(self) -> Mapping[str, Fraction]:
        return _limits(self.available, self.reserve)

    def knapsack(self) -> Knapsack:
        """Return the sum that finds the best choice; classes are the sectors of ``choices``, packages its levels."""
        return Knapsack(
            [[exact(level.value) for level in levels] for levels in self.choices.values()],
            [[_needed(level, self.limits) for level in levels] for levels in self.choices.values()],
            [*self.limits.values()],
        )


def plan(packages: Packages) -> Plan:
    """Return the best affordable choice of one level a sector, and how one would go about it (F9).

    Numbers count as the decimals they are written as. The choice is exact, and says so: of a great many packages whose
    worth is just what they need the best that a second or two find is returned instead.

    Raises:
        ValueError: if what is required is more than there is.
    """
    open_, limits = packages.choices, packages.limits
    found = packages.knapsack().best()
    if found is None:
        why = _too_much(open_, limits)
        raise ValueError(say("What must be taken needs more than there is: {too_much}.", too_much=why))
    best = _choice(open_, found.levels, limits)
    scarce = _scarce(open_, limits)
    steps, reached = _greedy(open_, limits, scarce)
    return Plan(
        best=best,
        optima=found.optima,
        proven=found.proven,
        scarce=scarce,
        greedy=_choice(open_, reached, limits),
        steps=tuple(steps),
        next=_next(open_, found, limits, scarce),
        limits={resource: float(limit) for resource, limit in limits.items()},
    )


def _open(
    options: Mapping[str, Sequence[Level]],
    required: Mapping[str, Collection[str]],
    forbidden: Mapping[str, Collection[str]],
) -> dict[str, list[Level]]:
    """Return the levels a choice may hold, sectors by name."""
    if not options:
        raise ValueError(say("There are no sectors to choose levels for."))
    if unknown := sorted({*required, *forbidden} - set(options)):
        raise ValueError(say("A level is asked for {unknown!r}, which is not among the sectors.", unknown=unknown[0]))
    open_ = {}
    for sector in sorted(options):
        levels = [
            level
            for level in options[sector]
            if level.name in required.get(sector, [level.name]) and level.name not in forbidden.get(sector, ())
        ]
        if not levels:
            raise ValueError(say("No level is left for {sector}.", sector=sector))
        if not all(_is_amount(one) for level in levels for one in (level.value, *level.needs.values())):
            raise ValueError(say("The values and needs of {sector} are numbers from 0 upwards.", sector=sector))
        open_[sector] = levels
    return open_


def _limits(available: Mapping[str, Number], reserve: Number) -> dict[str, Fraction]:
    if not 0 <= reserve <= 1:
        raise ValueError(say("The reserve is a share from 0 to 1."))
    if not all(_is_amount(one) for one in available.values()):
        raise ValueError(say("What is available is a number from 0 upwards."))
    return {resource: exact(amount) * (1 - exact(reserve)) for resource, amount in available.items()}


def _is_amount(number: Number) -> bool:
    return isinstance(number, int | float | Fraction) and isfinite(number) and number >= 0


def _needed(level: Level, limits: Mapping[str, Fraction]) -> list[Fraction]:
    return [exact(level.needs.get(one, 0)) for one in limits]


def _too_much(open_: Mapping[str, Sequence[Level]], limits: Mapping[str, Fraction]) -> str:
    """Say which resource even the smallest levels overdraw, else that no choice keeps all at once."""
    for at, resource in enumerate(limits):
        least = sum((min(_needed(one, limits)[at] for one in levels) for levels in open_.values()), Fraction(0))
        if least > limits[resource]:
            told = {"least": f"{float(least):g}", "limit": f"{float(limits[resource]):g}", "resource": term(resource)}
            return say("{least} of {resource}, where {limit} may be used", **told)
    return say("no choice keeps within all resources at once")


def _choice(open_: Mapping[str, Sequence[Level]], places: Sequence[int], limits: Mapping[str, Fraction]) -> Choice:
    levels = {sector: options[place] for (sector, options), place in zip(open_.items(), places, strict=True)}
    resources = {*limits, *(resource for level in levels.values() for resource in level.needs)}
    used = {one: sum((exact(level.needs.get(one, 0)) for level in levels.values()), Fraction(0)) for one in resources}
    return Choice(
        levels={sector: level.name for sector, level in levels.items()},
        value=float(sum(exact(level.value) for level in levels.values())),
        used={one: float(used[one]) for one in sorted(used)},
        rest={one: float(limit - used[one]) for one, limit in limits.items()},
    )


def _scarce(open_: Mapping[str, Sequence[Level]], limits: Mapping[str, Fraction]) -> str:
    """Return the resource of which the most that all sectors could take is the largest multiple of what there is."""
    most = {
        resource: sum(
            (max(_needed(level, limits)[number] for level in levels) for levels in open_.values()), Fraction(0)
        )
        for number, resource in enumerate(limits)
    }
    return max(most, key=lambda one: most[one] / limits[one] if limits[one] else (inf if most[one] else 0), default="")


def _steps(
    open_: Mapping[str, Sequence[Level]], places: Sequence[int], rest: Mapping[str, Fraction], scarce: str
) -> Iterator[tuple[Step, int, int]]:
    """Yield every step up from a choice, with the place of its sector and of its level."""
    for number, (sector, levels) in enumerate(open_.items()):
        now = levels[places[number]]
        for place, level in enumerate(levels):
            added = exact(level.value) - exact(now.value)
            needs = {one: exact(level.needs.get(one, 0)) - exact(now.needs.get(one, 0)) for one in rest}
            if added <= 0:
                continue
            hours = needs.get(scarce, Fraction(0))
            step = Step(
                sector=sector,
                level=level.name,
                value=float(added),
                needs={one: float(need) for one, need in needs.items()},
                ratio=float(added / hours) if hours > 0 else inf,
                missing={one: float(need - rest[one]) for one, need in needs.items() if need > rest[one]},
            )
            yield step, number, place


def _rest(
    open_: Mapping[str, Sequence[Level]], places: Sequence[int], limits: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    taken = [levels[place] for levels, place in zip(open_.values(), places, strict=True)]
    return {one: limit - sum(exact(level.needs.get(one, 0)) for level in taken) for one, limit in limits.items()}


def _greedy(
    open_: Mapping[str, Sequence[Level]], limits: Mapping[str, Fraction], scarce: str
) -> tuple[list[Step], list[int]]:
    """Take, from the smallest levels on, always the affordable step with the most value for the scarce resource."""
    places = [
        min(range(len(levels)), key=lambda place: (sum(_needed(levels[place], limits)), place))
        for levels in open_.values()
    ]
    taken: list[Step] = []
    while True:
        rest = _rest(open_, places, limits)
        affordable = [one for one in _steps(open_, places, rest, scarce) if not one[0].missing]
        if not affordable:
            return taken, places
        step, number, place = max(affordable, key=lambda one: (one[0].ratio, one[0].value))
        taken.append(step)
        places[number] = place


def _next(
    open_: Mapping[str, Sequence[Level]], found: Found, limits: Mapping[str, Fraction], scarce: str
) -> Step | None:
    rest = _rest(open_, found.levels, limits)
    steps = [step for step, _, _ in _steps(open_, found.levels, rest, scarce)]
    return max(steps, key=lambda step: (step.ratio, step.value), default=None)
