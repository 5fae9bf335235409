"""Pictures of a portfolio as specifications of Vega-Lite."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from outreach_cases.formulas.forecast import Projection
from outreach_cases.formulas.goals import COUNTS_BELOW
from outreach_cases.formulas.series import Kind, Point, runs
from outreach_cases.formulas.stock_and_flow import Flow
from outreach_cases.formulas.survival import Incidence
from outreach_crm.errors import InvalidInputError
from outreach_crm.plots import Spec, framed
from outreach_crm.text import Sentence, beginning, say, term

_HEIGHT, _EACH = 300, 90
_SIZE = {"width": 520, "height": _HEIGHT}
_BLUE, _BAND, _GREY, _ORANGE = "#1f5a99", "#c9d8ea", "#8a8a8a", "#c8641e"
_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#7a6a00", "#444444")
"""Colours that differ for those who see few, too (Okabe & Ito 2002), and two more that differ in brightness."""
_MOST = len(_COLOURS)
"""How many parts a picture tells apart."""
_AHEAD = timedelta(days=5 * 365)
"""How far ahead the range of a forecast is drawn."""


def active(flows: Sequence[Flow], target: int, *, level: str = "active", forecast: Projection | None = None) -> Spec:
    """Return how many cases were at a level at the end of each period, as steps, with the goal and the way to it.

    Args:
        flows: one after the other, such as those between month ends.
        target: the goal.
        level: the level that counts.
        forecast: from whose lowest to whose highest pace the way to the goal is shaded.

    Raises:
        InvalidInputError: there is nothing to draw.
    """
    if not flows:
        raise InvalidInputError(say("There are no months to draw yet."))
    steps = {flows[0].after: flows[0].levels[level].start, **{one.until: one.levels[level].end for one in flows}}
    band = [*_band(forecast)] if forecast and forecast.progress.gap > 0 else []
    x = {
        "field": "day",
        "type": "temporal",
        "title": say("Day"),
        "scale": {"type": "utc"},
        "axis": {"format": "%Y-%m", "grid": False, "labelFlush": False, "tickCount": 7},
    }
    y = _up("cases", say("{level} cases, there on the day (stock)", level=term(level)), max(target, *steps.values()))
    return framed(
        [{"day": day.isoformat(), "cases": many} for day, many in steps.items()],
        {},
        layer=[
            *_shaded(band),
            *_goal(flows[0].after, target, x),
            {"mark": {"type": "line", "interpolate": "step-after", "color": _BLUE}, "encoding": {"x": x, "y": y}},
        ],
        **_SIZE,
        **(_told(forecast) if band and forecast else {}),
    )


def _goal(first: date, target: int, x: Spec) -> list[Spec]:
    """Return the line of the goal, and what stands above its beginning."""
    text = {"type": "text", "align": "left", "baseline": "bottom", "dy": -3, "color": _ORANGE, "fontSize": 11}
    return [
        {
            "mark": {"type": "rule", "color": _ORANGE, "strokeDash": [6, 4]},
            "encoding": {"y": {"datum": target}},
        },
        {
            "data": {"values": [{"day": first.isoformat(), "text": say("Goal: {target}", target=target)}]},
            "mark": text,
            "encoding": {"x": x, "y": {"datum": target}, "text": {"field": "text"}},
        },
    ]


def _told(forecast: Projection) -> Spec:
    """Return what stands above a forecast."""
    text = say(
        "Shaded: where the pace of the last {days} days leads ({percent} % interval)",
        days=forecast.days,
        percent=f"{100 * forecast.confidence:g}",
    )
    return {"title": {"text": text, "anchor": "start", "fontSize": 11, "fontWeight": "normal", "color": "#444444"}}


def _up(field: str, title: Sentence, high: float) -> Spec:
    """Return an axis upwards that begins with 0 and counts whole things."""
    axis = {"format": "d", "tickMinStep": 1, "tickCount": 6}
    return {
        "field": field,
        "type": "quantitative",
        "title": beginning(title),
        "scale": {"domain": [0, 1.08 * max(high, 1)], "nice": False},
        "axis": axis,
    }


def _band(forecast: Projection) -> Iterator[dict[str, object]]:
    """Yield between what the number will lie, from now until the goal is reached or for five years."""
    goal, days = forecast.progress, forecast.days
    end = min(forecast.latest or date.max, _later(forecast.on))
    edges = {forecast.on, end, *(day for day in (forecast.earliest, forecast.latest) if day and day < end)}
    for day in sorted(edges):
        ahead = (day - forecast.on).days / days
        low, high = (min(max(goal.now + pace * ahead, 0), goal.target) for pace in (forecast.low, forecast.high))
        yield {"day": day.isoformat(), "low": low, "high": high}


def _later(day: date) -> date:
    return day + _AHEAD if day < date.max - _AHEAD else date.max


def _shaded(band: Sequence[Mapping[str, object]]) -> list[Spec]:
    if not band:
        return []
    return [
        {
            "data": {"values": [*band]},
            "mark": {"type": "area", "color": _BAND, "opacity": 0.7},
            "encoding": {
                "x": {"field": "day", "type": "temporal"},
                "y": {"field": "low", "type": "quantitative"},
                "y2": {"field": "high"},
            },
        }
    ]


def renewal(flows: Mapping[str, Sequence[Flow]], what: Sentence) -> Spec:
    """Return how many cases were new in each period, in stacked columns.

    Flows only: what is there at the end of each period does not add up.

    Args:
        flows: by what the columns are made of, such as the regions; all of the same periods.
        what: what that is: ``say("Region")``.

    Raises:
        InvalidInputError: there is nothing to draw.
    """
    new = {name: {one.until: _new(one) for one in several} for name, several in flows.items()}
    days = sorted({day for one in new.values() for day in one})
    if not any(any(one.values()) for one in new.values()):
        raise InvalidInputError(say("There are no new cases to draw yet."))
    parts = _largest(new)
    rows = [
        {"period": day.isoformat(), "part": name, "new": sum(new[one].get(day, 0) for one in several)}
        for name, several in parts.items()
        for day in days
    ]
    high = max(sum(one.get(day, 0) for one in new.values()) for day in days)
    return framed(
        rows,
        {},
        mark={"type": "bar", "stroke": "white"},
        encoding={
            "x": {
                "field": "period",
                "type": "ordinal",
                "title": say("Period until"),
                "axis": {"labelAngle": -90, "titlePadding": 14},
            },
            "y": _up("new", say("New cases in the period (flow)"), high),
            "color": _coloured("part", parts, what),
        },
        width={"step": 26},
        height=_HEIGHT,
    )


def _new(flow: Flow) -> int:
    return sum(level.new for level in flow.levels.values())


def _largest(new: Mapping[str, Mapping[date, int]]) -> dict[str, list[str]]:
    """Return the parts that are told apart, and in the last one all others where there are too many."""
    order = sorted(new, key=lambda name: -sum(new[name].values()))
    if len(order) <= _MOST:
        return {name: [name] for name in order}
    return {**{name: [name] for name in order[: _MOST - 1]}, say("others"): order[_MOST - 1 :]}


def _coloured(field: str, parts: Iterable[str], title: Sentence) -> Spec:
    names = [*parts]
    scale = {"domain": names, "range": [*_COLOURS[: len(names)]]}
    legend = {"orient": "right", "labelLimit": 320}
    return {"field": field, "type": "nominal", "sort": names, "title": title, "scale": scale, "legend": legend}


def closing(found: Incidence, unit: Sentence) -> Spec:
    """Return which share of the cases was closed for which reason after which time; of few cases, how many were.

    Args:
        found: the shares and the numbers.
        unit: what the time is counted in: ``say("days")``.

    Raises:
        InvalidInputError: no case was closed yet.
    """
    if not found.closed:
        raise InvalidInputError(say("No case was closed yet, so there is no reason to draw."))
    few = found.at_risk[0] < COUNTS_BELOW
    lines = _lines(found, few=few)
    field = "cases" if few else "share"
    rows = [
        {"time": time, "reason": reason, field: part}
        for reason, line in lines.items()
        for time, part in zip((0.0, *found.times), line, strict=True)
    ]
    return framed(
        rows,
        {},
        mark={"type": "line", "interpolate": "step-after", "strokeWidth": 2},
        encoding={
            "x": {
                "field": "time",
                "type": "quantitative",
                "title": say("Time since first active, in {unit}", unit=unit),
                "axis": {"grid": False, "labelFlush": False, "tickCount": 7},
            },
            "y": _up(field, say("Cases by then"), found.at_risk[0]) if few else _SHARE,
            "color": _coloured("reason", lines, say("Cases")),
        },
        **_SIZE,
    )


_SHARE: Spec = {
    "field": "share",
    "type": "quantitative",
    "title": say("Share of cases by then"),
    "scale": {"domain": [0, 1]},
    "axis": {"format": "%", "values": [0, 0.25, 0.5, 0.75, 1]},
}
"""An axis upwards of shares."""


def _lines(found: Incidence, *, few: bool) -> dict[str, tuple[float, ...]]:
    """Return the lines from time 0 on by reason, the highest at the end first, and that of the open cases."""
    parts: Mapping[str, Sequence[float]] = found.counted if few else found.closed
    whole = found.at_risk[0] if few else 1.0
    still = [whole - sum(closed) for closed in zip(*parts.values(), strict=True)] if few else found.open_share
    order = sorted(parts, key=lambda reason: -parts[reason][-1])
    return {**{reason: (0.0, *parts[reason]) for reason in order}, say("still open"): (whole, *still)}


def series(points: Sequence[Point]) -> Spec:
    """Return published numbers: what is of one unit and kind on one axis, and a gap where that changes.

    Lines join what was made in a year only to what was made in a year, and never a number of one unit to one of
    another. A number that is there on a day is a bar.

    Raises:
        InvalidInputError: there is nothing to draw.
    """
    if not points:
        raise InvalidInputError(say("There are no numbers to draw."))
    panels = [_panel(run) for run in runs(points)]
    return framed([], {}, hconcat=panels, spacing=36)


def _panel(run: Sequence[Point]) -> Spec:
    rows = [
        {"year": one.years, "number": one.value, "text": f"≈ {one.value}" if one.is_approximate else str(one.value)}
        for one in run
    ]
    first, last = run[0].years, run[-1].years
    side = max((last - first) * 0.15, 1)
    whens = {f"{one.years:.3f}": one.when for one in run}
    axis = {
        "values": [one.years for one in run],
        "labelExpr": f"({json.dumps(whens)})[format(datum.value, '.3f')]",
        "grid": False,
    }
    x = {
        "field": "year",
        "type": "quantitative",
        "title": say("Time"),
        "scale": {"domain": [first - side, last + side], "nice": False, "zero": False},
        "axis": axis,
    }
    y = _up("number", run[0].what, max(one.value for one in run))
    is_flow = run[0].kind is Kind.FLOW
    mark = {"type": "line", "point": True, "color": _BLUE} if is_flow else {"type": "bar", "size": 30, "color": _GREY}
    text = {"type": "text", "dy": -9, "fontSize": 11}
    # What is written over a line is read where the line stops short of it.
    halo = {**text, "stroke": "white", "strokeWidth": 4}
    return {
        "data": {"values": rows},
        "layer": [
            {"mark": mark, "encoding": {"x": x, "y": y}},
            *({"mark": one, "encoding": {"x": x, "y": y, "text": {"field": "text"}}} for one in (halo, text)),
        ],
        "width": max(_EACH, 18 * round(last - first + 1)),
        "height": _HEIGHT,
    }
