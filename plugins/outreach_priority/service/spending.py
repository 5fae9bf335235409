"""Finds the best use of what there is: one level of involvement for each sector (formula F9)."""

from collections.abc import Mapping, Sequence
from typing import Any

from outreach_crm.errors import InvalidInputError, RefusedError, sentence_of
from outreach_crm.text import row, say
from outreach_priority.formulas import budget as sums
from outreach_priority.model import Assessment
from outreach_priority.model.budgets import Budget, LeftOut, Line, Means
from outreach_priority.model.involvement import Candidate, Level, Package, Resource, in_words, together

_MORE = 1e-9


def spend(
    assessment: Assessment, candidates: Sequence[Candidate], packages: Mapping[str, Sequence[Package]], means: Means
) -> Budget:
    """Return a level for each sector or organisation, so that together they are worth the most (F9).

    Only who is clear, or whose risk was decided on by a named person, can be chosen; a structure only goes to who
    stands out in both analyses. Packages are taken whole.

    Args:
        assessment: what was judged, with the rules that name the reserve.
        candidates: what its result says of each.
        packages: by key, what the levels take.
        means: what there is.

    Raises:
        InvalidInputError: nothing is limited, a number makes no sense, or something else is named than was judged.
        RefusedError: what is fixed beforehand may not be chosen, or takes more than there is.
    """
    _check(candidates, means)
    reserve = assessment.rules.reserve if means.reserve is None else means.reserve
    open_ = [one for one in candidates if not one.barred]
    left_out = [LeftOut(key=one.key, title=one.title, because=one.barred) for one in candidates if one.barred]
    plan = _plan(choices(open_, packages, means, reserve)) if open_ else None
    levels = plan.best.levels if plan else {}
    lines = [_line(one, _of_level(packages[one.key], levels[one.key])) for one in open_]
    used = together(one.needs for one in lines)
    return Budget(
        assessment_id=assessment.id,
        assessment=assessment.title,
        lines=tuple(sorted(lines, key=lambda one: (-one.worth, -one.priority, one.title))),
        left_out=tuple(left_out),
        available=means.available,
        reserve=reserve,
        used=used,
        rest={one: round(there * (1 - reserve) - used[one], 2) for one, there in means.available.items()},
        worth=sum(one.worth for one in lines),
        **_explained(plan, open_),
        trace=plan,
    )


def _check(candidates: Sequence[Candidate], means: Means) -> None:
    if not means.available:
        raise InvalidInputError(say("Say what there is, at least of one: --volunteer-hours, --staff-hours or --money."))
    titles = {one.key: one for one in candidates}
    for key in {*means.fixed, *means.barred}:
        if key not in titles:
            raise InvalidInputError(
                say("{key!r} is not among what was judged; there are {names}.", key=key, names=", ".join(titles))
            )
    for key, level in means.fixed.items():
        if why_not := titles[key].why_not(level):
            raise RefusedError(why_not)


def choices(
    open_: Sequence[Candidate], packages: Mapping[str, Sequence[Package]], means: Means, reserve: float
) -> sums.Packages:
    """Return what a budget chooses from: the levels open to each candidate, and what there is for them.

    Raises:
        InvalidInputError: a number makes no sense.
    """
    forbidden = {one.key: {Level.STRUCTURE.value} for one in open_ if not one.may_have_structure}
    for key, level in means.barred.items():
        forbidden[key] = forbidden.get(key, set()) | {level.value}
    keys = {one.key for one in open_}
    try:
        return sums.Packages(
            options={one.key: [_level(one, package) for package in packages[one.key]] for one in open_},
            available={one.value: there for one, there in means.available.items()},
            reserve=reserve,
            required={key: {level.value} for key, level in means.fixed.items() if key in keys},
            forbidden={key: levels for key, levels in forbidden.items() if key in keys},
        )
    except ValueError as error:
        raise InvalidInputError(sentence_of(error)) from None


def _plan(choices: sums.Packages) -> sums.Plan:
    try:
        return sums.plan(choices)
    except ValueError as error:
        raise InvalidInputError(sentence_of(error)) from None


def _level(one: Candidate, package: Package) -> sums.Level:
    return sums.Level(
        name=package.level.value,
        value=one.value * package.share,
        needs={resource.value: need for resource, need in _needs(one, package).items()},
    )


def _needs(one: Candidate, package: Package) -> dict[Resource, float]:
    return together([package.needs, {} if package.level is Level.NONE else one.extra])


def _of_level(packages: Sequence[Package], level: str) -> Package:
    return next(one for one in packages if one.level == level)


def _line(one: Candidate, package: Package) -> Line:
    return Line(
        key=one.key,
        title=one.title,
        level=package.level,
        model=package.model,
        priority=one.value,
        worth=one.value * package.share,
        needs=_needs(one, package),
        mitigation=one.ruling.mitigation if one.ruling and package.level is not Level.NONE else "",
    )


def _explained(plan: sums.Plan | None, open_: Sequence[Candidate]) -> dict[str, Any]:
    if plan is None:
        return {"steps": (), "next": "", "told": ()}
    titles = {one.key: one.title for one in open_}
    return {
        "steps": tuple(_step(one, titles) for one in plan.steps),
        "next": _next(plan.next, titles) if plan.next else "",
        "told": tuple(_told(plan, open_)),
    }


def _step(step: sums.Step, titles: Mapping[str, str]) -> str:
    return say(
        "{sector}: {level}, for {needs}.",
        sector=titles[step.sector],
        level=Level(step.level),
        needs=in_words({Resource(one): need for one, need in step.needs.items()}),
    )


def _next(step: sums.Step, titles: Mapping[str, str]) -> str:
    return say(
        "Next would be {sector}: the level {level} needs {missing} more than is left.",
        sector=titles[step.sector],
        level=Level(step.level),
        missing=in_words({Resource(one): round(need, 2) for one, need in step.missing.items()}),
    )


def _told(plan: sums.Plan, candidates: Sequence[Candidate]) -> list[str]:
    told: list[str] = []
    if plan.best.value > plan.greedy.value + _MORE:
        told.append(
            say("Step by step one would reach less than the best choice: {less}.", less=_less(plan, candidates))
        )
    if not plan.proven:
        told.append(say("There are too many choices alike to look at all: none better than this was found."))
    if plan.optima > 1:
        told.append(say("{n} choices are equally valuable; this one takes the least.", n=plan.optima))
    chosen = [one for one in candidates if plan.best.levels[one.key] != Level.NONE]
    if unready := [one.title for one in chosen if not one.prepared]:
        told.append(say("Approaches need preparing; look at the packages of: {sectors}.", sectors=row(unready)))
    return told


def _less(plan: sums.Plan, candidates: Sequence[Candidate]) -> str:
    return row(
        [
            say(
                "{sector} {level} instead of {other}",
                sector=one.title,
                level=Level(plan.best.levels[one.key]),
                other=Level(plan.greedy.levels[one.key]),
            )
            for one in candidates
            if plan.best.levels[one.key] != plan.greedy.levels[one.key]
        ]
    )
