"""Worked cases of published series: numbers by year with a unit each, what is there on a day, and a goal."""

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import evolve

from outreach_cases.formulas.goals import Progress
from outreach_cases.formulas.individuals import Individuals
from outreach_cases.formulas.series import Break, Kind, Point, annual_rate, breaks, change, changes
from tests.worked.comparing import Either, Results
from tests.worked.reading import CannotRunError, Case

_MADE = r"\b(new|newly|created|opened|made|added|issued|produced|received|registered|adopted|started|taken up)\b"
_SPAN = r"\b(in|per|each|every|a) (the |a )?(year|month)\b"
_THERE = r"\bopen\b|\bon (the|\d)|\bat (the )?(end|start|year)|\bin (the )?(force|portfolio)|stock|held"
_PEOPLE = "individual|people|person"
_MONTHS = {name[:3].casefold(): place for place, name in enumerate(calendar.month_name) if name}


def results(case: Case) -> Results:
    flows = _points(case.inputs.take("series", "points", "history", default={}))
    target = case.inputs.take("target", "goal", default=None)
    counts_people = bool(re.search(_PEOPLE, str(case.inputs.take("target_unit", "goal_unit", default=""))))
    told = Results()
    for when, stock in _stocks(case.inputs.rest()).items():
        many = stock["individuals" if counts_people else "cases"]
        flows.append(Point(when=when, value=stock["cases"], unit=_unit(stock), kind=Kind.STOCK))
        told.put(_per_case(stock), "individuals_per_case", "people_per_case")
        if target is not None:
            told = _gap(told, Progress(many, target))
    return _series(told, flows)


def _points(given: Any) -> list[Point]:
    """Return the numbers of a series: what a unit says of its making is its kind."""
    entries = (
        given.items() if isinstance(given, Mapping) else [(one.get("year", one.get("when")), one) for one in given]
    )
    return [
        Point(
            when=str(when),
            value=one["value"],
            unit=_unit(one),
            kind=_kind(one),
        )
        for when, one in entries
    ]


def _kind(one: Mapping[str, Any]) -> Kind:
    if "kind" in one:
        return Kind(str(one["kind"]).casefold())
    return Kind.STOCK if re.search(_THERE, str(one.get("unit", "")).casefold()) else Kind.FLOW


def _unit(one: Mapping[str, Any]) -> str:
    return " ".join(re.sub(f"{_SPAN}|{_MADE}", " ", str(one.get("unit", "")).casefold()).split())


def _stocks(rest: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return what is there on a day, by its month: ``december_2008`` is 2008-12."""
    found = {}
    for name, one in rest.items():
        if not isinstance(one, Mapping) or "cases" not in one:
            raise CannotRunError(f"It gives {name!r}, which is neither a series nor what there is on a day.")
        year = re.search(r"\d{4}", name) or re.search(r"\d{4}", str(one.get("date", one.get("year", ""))))
        month = next((number for word, number in _MONTHS.items() if re.search(rf"(\b|_){word}", name.casefold())), None)
        if year is None:
            raise CannotRunError(f"It does not say when {name!r} was.")
        found[f"{year[0]}-{month:02}" if month else year[0]] = one
    return found


def _per_case(stock: Mapping[str, Any]) -> float | None:
    if not stock.get("individuals"):
        return None
    return Individuals(known=0, estimated=stock["individuals"], counted_cases=stock["cases"], unknown_cases=0).per_case


def _gap(told: Results, goal: Progress) -> Results:
    told.put(goal.gap, "gap_to_target", "gap", "missing").put(goal.ratio, "ratio_to_target", "ratio")

    def needed(match: re.Match[str]) -> float:
        return goal.needed_per_month(int(match[1]) * (12 if match[2] == "year" else 1))

    told.when(r"net_gain_(?:needed_)?per_month_(?:for|in|over|within)_(\d+)_(year|month)s?", needed)
    return told.when(
        r"net_gain_(?:needed_)?per_year_(?:for|in|over|within)_(\d+)_(year|month)s?", lambda match: 12 * needed(match)
    )


def _series(told: Results, points: Sequence[Point]) -> Results:
    by_when = {name: one for one in points for name in (one.when, one.when[:4])}

    def between(match: re.Match[str], of: Callable[[Point, Point], float]) -> float | None:
        try:
            return of(by_when[match[1]], by_when[match[2]])
        except ValueError:
            return None

    pair = r"(\d{4})\D+(\d{4})"
    known = {f"{one.when}-{other.when}": percent for one, other, percent in changes(points)}
    by_pair = Results(known).when(pair, lambda match: between(match, change))
    told.put(by_pair, "change_percent_within_same_unit", "change_percent", "changes_percent", "change")
    told.when(rf"change_\D*{pair}.*", lambda match: between(match, change))
    told.when(rf"annual_rate_{pair}.*", lambda match: between(match, annual_rate))
    sentences = [one.told for one in breaks(points)]
    as_cases_say = [_said(one) for one in sorted(_by_kind(points), key=lambda one: one.changes_kind)]
    return told.put(Either([as_cases_say, sentences]), "refuse_or_label", "refusals", "labels", "refuse")


def _by_kind(points: Sequence[Point]) -> list[Break]:
    """Return the breaks of units within a kind, and those of kinds whatever their units."""
    units = [one for one in breaks(points) if not one.changes_kind]
    return units + breaks([evolve(one, unit="") for one in points])


def _said(one: Break) -> str:
    """Return a break as the cases say it."""
    if not one.changes_kind:
        return f"{one.before[-1].when} -> {one.after[0].when} changes the unit"
    words = {
        Kind.FLOW: ("are numbers created per year", "is a number created per year"),
        Kind.STOCK: ("are stocks", "is a stock"),
    }
    sides = []
    for run in (one.before, one.after):
        first, last = run[0].when[:4], run[-1].when[:4]
        many, single = words[run[0].kind]
        sides.append(f"{first} {single}" if first == last else f"{first}-{last} {many}")
    return ", ".join(sides)
