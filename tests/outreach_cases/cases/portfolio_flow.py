"""Worked cases of stock and flow: transitions of cases, and a period written in words or as two days."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from outreach_cases.formulas.individuals import Counted, Headcount, by_count
from outreach_cases.formulas.stock_and_flow import FINAL, LEVELS, Flow, Level, Transition, ages, flow
from tests.worked.comparing import Either, Results
from tests.worked.reading import CannotRunError, Case, Inputs, plain

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\d{4}")
_FIELDS = {"case": ("case", "id", "name"), "on": ("on", "date", "day"), "to": ("to", "level", "status")}


def results(case: Case) -> Results:
    key, given = next(iter(case.inputs.take_like("event|transition|history|moves").items()))
    rows = _rows(key, given)
    levels = case.inputs.take("levels", "statuses", "states", default=None) or LEVELS
    final = case.inputs.take("final", "closed_levels", "final_levels", default=FINAL)
    after, until = _period(case.inputs)
    final = (final,) if isinstance(final, str) else tuple(final)
    found = flow(rows, after, until, levels=levels, final=final)
    told = _told(found).put(lambda: {name: one.median for name, one in ages(rows, until).items()}, "median_age_days")
    heads = case.inputs.take("individuals", "people", "headcounts", default=None)
    if heads is not None:
        told.put(_individuals(rows, (after, until), heads), "individuals", "people", "individuals_flow")
    return told


def _rows(key: str, given: Any) -> list[Transition]:
    """Return the transitions in whichever order a row has its parts: by name, or as the key tells them."""
    if isinstance(given, Mapping):
        given = [[case, *row] for case, rows in given.items() for row in rows]
        key = "case_date_to"
    named = {"from": "from", **{part: name for name, parts in _FIELDS.items() for part in parts}}
    order = [named[part] for part in key.casefold().split("_") if part in named] or [*_FIELDS]
    return [Transition(*_parts(row, order)) for row in given]


def _parts(row: Any, order: Sequence[str]) -> tuple[str, date, str]:
    if isinstance(row, Mapping):
        case, on, to = (next(row[one] for one in names if one in row) for names in _FIELDS.values())
    else:
        case, on, to = (row[order.index(name)] for name in _FIELDS)
    return str(case), date.fromisoformat(on), str(to)


def _period(inputs: Inputs) -> tuple[date, date]:
    """Return after which day, up to and including which one: as days, as a year, or in words."""
    told = inputs.take("period", "year", default=None)
    if told is None:
        first = inputs.take("after", "start_after", default=None)
        if first is None:
            begins = date.fromisoformat(inputs.take("from", "start", "first"))
            first = (begins - timedelta(days=1)).isoformat()
        last = inputs.take("until", "end", "to", "up_to", "last")
        return date.fromisoformat(first), date.fromisoformat(last)
    if isinstance(told, list):
        told = f"after {told[0]} up to and including {told[1]}"
    days = [date.fromisoformat(day) for day in _DAY.findall(str(told))]
    if len(days) != 2:
        years = [int(year) for year in _YEAR.findall(str(told))]
        if not years or days:
            raise CannotRunError(f"It gives the period as {told!r}.")
        return date(min(years) - 1, 12, 31), date(max(years), 12, 31)
    words = str(told).casefold()
    includes_first = not re.match(r"\W*(after|\()", words)
    excludes_last = re.search(r"not including|excluding|before|exclusive|\)\s*$", words.partition(str(days[0]))[2])
    one = timedelta(days=1)
    return days[0] - one * includes_first, days[1] - one * bool(excludes_last)


def _told(found: Flow) -> Results:
    told = Results()
    fields: dict[str, Callable[[Level], int]] = {
        "start": lambda one: one.start,
        "end": lambda one: one.end,
        "new": lambda one: one.new,
        "in": lambda one: one.entered,
        "out": lambda one: one.left,
        "net": lambda one: one.net,
        "reopened_by_level": lambda one: one.reopened,
    }
    also = {"in": ("entered", "inflow", "came"), "out": ("left", "outflow", "went"), "net": ("net_gain",)}
    for name, of in fields.items():
        # A level that occurs nowhere has nothing.
        by_level = Results({level: of(one) for level, one in found.levels.items()}).when(".*", lambda _: 0)
        told.put(by_level, name, f"{name}_stock", *also.get(name, ()))
    arrows = {f"{one}->{other}": many for (one, other), many in found.transitions.items()}
    told.put(Results(arrows).when(".*->.*", lambda _: 0), "transitions", "moves", "matrix", "flows")
    again = {arrow: many for arrow, many in arrows.items() if plain(arrow.partition("->")[0]) in FINAL}
    told.put(Either([found.reopened, again]), "reopened")
    return told.put(sum(one.end for one in found.levels.values()), "total", "total_end", "cases")


def _individuals(rows: Sequence[Transition], period: tuple[date, date], heads: Mapping[str, Any]) -> Results:
    counted: dict[str | int, Headcount] = {case: _head(one) for case, one in heads.items()}
    told = Results()
    for kind, counts in by_count(counted).items():
        told.put(_told(flow(rows, *period, counts=counts)), kind.value)
    return told


def _head(one: Any) -> Headcount:
    if isinstance(one, Mapping):
        many = one.get("number", one.get("people")) or None
        return Headcount(many, Counted(one.get("counted", one.get("certainty", "known" if many else "unknown"))))
    return Headcount(one, Counted.UNKNOWN if one is None else Counted.KNOWN)
