"""What of a budget holds whatever weights and ratings are plausible: its core, and what is worth more talk (F17)."""

from collections.abc import Mapping, Sequence

from attrs import evolve

from outreach_crm.text import row, say
from outreach_priority.formulas.robustness import Progress, Robustness, Standing
from outreach_priority.model import Assessment, Result
from outreach_priority.model.budgets import Budget, Line, Means
from outreach_priority.model.involvement import Candidate, Level, Package
from outreach_priority.service import opinions, spending
from outreach_priority.service.wording import percent

# From which share of draws on a place in the best set is almost sure (up to the rest of it, as good as ruled out), and
# a level is likely (F17).
_SURE, _LIKELY = 0.95, 0.6


def with_core(
    assessment: Assessment,
    result: Result,
    chosen: Budget,
    means: Means,
    candidates: Sequence[Candidate],
    packages: Mapping[str, Sequence[Package]],
    *,
    draws: int,
    progress: Progress | None = None,
) -> Budget:
    """Return a budget with the share of draws in which each has a place in the best affordable set (F9 in F17).

    Args:
        assessment: what was judged.
        result: what came of it.
        chosen: the budget by that result.
        means: what there is, as it was made with.
        candidates: what the result says of each.
        packages: by key, what the levels take.
        draws: how many draws are made; the budget is worked out for 300 of them at most, spread evenly.
        progress: is told how many are done.

    Raises:
        InvalidInputError: the analyses are not combined by the geometric mean.
    """
    # In each draw a level is worth its share of what the draw makes of a candidate.
    open_ = [evolve(one, value=1.0) for one in candidates if not one.barred]
    if not open_:
        return chosen
    choices = spending.choices(open_, packages, means, chosen.reserve)
    drawn = opinions.robust(assessment, result, draws=draws, packages=choices, progress=progress)
    if drawn is None:
        return chosen
    lines = tuple(_kept(one, drawn.standings[one.key]) for one in chosen.lines)
    return evolve(chosen, lines=lines, firm=tuple(_told(lines, drawn)), robustness=drawn)


def _kept(line: Line, standing: Standing) -> Line:
    return evolve(line, core=standing.core or 0.0, held=standing.levels.get(line.level.value, 0.0))


def _told(lines: Sequence[Line], drawn: Robustness) -> list[str]:
    cores = {one.title: one.core or 0.0 for one in lines}
    sure = [title for title, core in cores.items() if core >= _SURE]
    out = [title for title, core in cores.items() if core <= 1 - _SURE]
    between = sorted((abs(core - 0.5), title) for title, core in cores.items() if title not in {*sure, *out})
    told: list[str] = []
    if sure:
        told.append(say("In the best set whatever one makes of weights and ratings: {sectors}.", sectors=row(sure)))
    if between:
        shares = [say("{sector} ({n} of 100 draws)", sector=one, n=percent(cores[one])) for _, one in between]
        told.append(say("Open, and worth more talk: {sectors}.", sectors=row(shares)))
    if out:
        told.append(say("Hardly ever in it: {sectors}.", sectors=row(out)))
    if open_levels := [_open_level(one, drawn) for one in lines if one.title in sure and (one.held or 0) < _LIKELY]:
        told.append(say("How far to go is less sure: {sectors}.", sectors=row(open_levels)))
    told.append(
        say(
            "{n} plausible weightings and panels were drawn, the best set found for {of} of them (seed {seed}).",
            n=drawn.draws,
            of=drawn.core_draws,
            seed=drawn.seed,
        )
    )
    return told


def _open_level(line: Line, drawn: Robustness) -> str:
    """Say in how many draws a level is the one chosen, and which other is the most frequent."""
    others = {name: share for name, share in drawn.standings[line.key].levels.items() if name != line.level.value}
    return say(
        "{sector} ({level} in {n} of 100 draws, {other} in {m})",
        sector=line.title,
        level=line.level,
        n=percent(line.held or 0.0),
        other=Level(max(others, key=others.__getitem__)),
        m=percent(max(others.values())),
    )
