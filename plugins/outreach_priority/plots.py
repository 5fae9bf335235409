"""Pictures of a result as specifications of Vega-Lite, which are plain dictionaries, and drawn as SVG or PNG.

No label can cover another: names stand in a column of their own with a line to their point, in rows, or on end. Nothing
is fetched from anywhere.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say
from outreach_priority.model import Assessment, Result, Score
from outreach_priority.service.wording import Names, percent

Spec = dict[str, Any]
FORMATS = ("svg", "png")
NO_PICTURES = "Pictures need one more package: pip install 'outreach-crm[plots]'."
"""What is said where the package for pictures is not installed."""
_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_SIZE, _LINE, _CELL = 420, 18, 26
_BLUE, _GREY, _ORANGE = "#1f5a99", "#8a8a8a", "#c8641e"
_WEIGHT, _BESIDE = "Weight in its analysis", 1.04
_CONFIG = {
    "font": "Arial, Liberation Sans, Helvetica, sans-serif",
    "view": {"stroke": None},
    "axis": {"labelOverlap": False, "labelLimit": 420},
}


def sides(assessment: Assessment, result: Result) -> Spec:
    """Return the map of the two analyses: international to the right, domestic upwards, names beside it (F5)."""
    placed = [one for one in result.ranked if one.analyses]
    height = max(_SIZE, _LINE * len(placed))
    x = _axis("x", "International", 1.1)
    y = _axis("y", "Domestic", 1.0)
    rule = {"type": "rule", "color": _GREY, "strokeDash": [4, 4]}
    label = {"x": {"field": "text_x", "type": "quantitative"}, "y": {"field": "label_y", "type": "quantitative"}}
    return _spec(
        _on_the_map(Names(assessment), placed, _LINE / height),
        layer=[
            {"mark": rule, "encoding": {"x": {"datum": result.rules.threshold}}},
            {"mark": rule, "encoding": {"y": {"datum": result.rules.threshold}, "x": {"datum": 0}, "x2": {"datum": 1}}},
            {
                "mark": {"type": "rule", "color": "#c4c4c4", "strokeWidth": 0.7},
                "encoding": {"x": x, "y": y, "x2": {"field": "label_x"}, "y2": {"field": "label_y"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 60, "color": _BLUE, "opacity": 1},
                "encoding": {"x": x, "y": y},
            },
            {
                "mark": {"type": "text", "align": "left", "baseline": "middle", "fontSize": 11},
                "encoding": {**label, "text": {"field": "name"}},
            },
        ],
        width=_SIZE,
        height=height,
    )


def _axis(field: str, title: str, end: float) -> Spec:
    axis = {"values": [0, 0.25, 0.5, 0.75, 1], "format": "%", "grid": False}
    scale = {"domain": [0, end], "nice": False}
    return {"field": field, "type": "quantitative", "title": title, "scale": scale, "axis": axis}


def _on_the_map(names: Names, placed: Sequence[Score], least: float) -> list[Spec]:
    """Return points with their labels, which stand right of all points and apart from each other."""
    analyses = [one.analyses for one in placed if one.analyses]
    labels = spread([one.domestic for one in analyses], least)
    return [
        {
            "x": both.international,
            "y": both.domestic,
            "name": f"{one.place} {names.subject(one.subject)}",
            "label_x": 1.08,
            "label_y": label,
            "text_x": 1.1,
        }
        for one, both, label in zip(placed, analyses, labels, strict=True)
    ]


def spread(places: Sequence[float], least: float) -> list[float]:
    """Return places for labels that are at least so far apart, in the same order and as near to theirs as can be.

    Args:
        places: where they would stand, 0 to 1.
        least: the least distance; so many of them have room from 0 to 1.
    """
    order = sorted(range(len(places)), key=lambda place: (places[place], -place))
    # Those that are too near each other stand around the middle of what they would like (pool adjacent violators).
    pools: list[tuple[float, int]] = []
    for number, place in enumerate(order):
        middle, many = places[place] - number * least, 1
        while pools and pools[-1][0] > middle:
            before, more = pools.pop()
            middle, many = (middle * many + before * more) / (many + more), many + more
        pools.append((middle, many))
    highest = 1.0 - (len(order) - 1) * least
    starts = [min(max(middle, 0.0), highest) for middle, many in pools for _ in range(many)]
    moved = dict(zip(order, (start + number * least for number, start in enumerate(starts)), strict=True))
    return [moved[place] for place in range(len(places))]


def heat(assessment: Assessment, result: Result) -> Spec:
    """Return the values of all items by subject as a table in colours, darker the better; empty where nobody knows."""
    names = Names(assessment)
    rows = [
        {
            "item": names.item(cell.item),
            "name": names.subject(score.subject),
            "value": cell.value,
            "text": _hundred(cell.value),
        }
        for score in result.scores
        for cell in score.cells
    ]
    items = [item.title for item in assessment.questionnaire if any(one["item"] == item.title for one in rows)]
    return _table(rows, items, [names.subject(one.subject) for one in result.scores], top=True)


def shares(assessment: Assessment, result: Result) -> Spec:
    """Return in which share of the draws each subject takes which place (F17).

    Raises:
        InvalidInputError: no draws were made.
    """
    found = result.robustness
    if found is None:
        raise InvalidInputError("Places by draws need draws: add --robust.")
    names = Names(assessment)
    rows = [
        {
            "item": names.subject(key),
            "name": str(number + 1),
            "value": share,
            "text": percent(share) if share >= 0.005 else "",
        }
        for key, standing in found.standings.items()
        for number, share in enumerate(standing.ranks)
    ]
    order = [names.subject(one.subject) for one in result.scores]
    return _table(rows, order, [str(number + 1) for number in range(len(order))], top=False)


def stability(assessment: Assessment, result: Result) -> Spec:
    """Return between which weights of each item the first stays first, and what it weighs now (F7).

    Raises:
        InvalidInputError: there is no such interval: places are level, or the lower analysis counts.
    """
    if not result.stability:
        raise InvalidInputError("There is no single first place whose weights could be varied.")
    names = Names(assessment)
    rows = [
        {
            "item": names.items(result.items[place] for place in one.items),
            "low": one.low,
            "high": one.high,
            "weight": one.weight,
            "rivals": _rivals(names, one.rivals_below, one.rivals_above),
            "edge": _BESIDE,
        }
        for one in result.stability
    ]
    y = {"field": "item", "type": "nominal", "sort": [one["item"] for one in rows], "title": None}
    return _spec(
        rows,
        layer=[
            {
                "mark": {"type": "bar", "color": "#c9d8ea", "height": 12},
                "encoding": {"y": y, "x": _axis("low", _WEIGHT, _BESIDE), "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "tick", "color": _ORANGE, "thickness": 3, "size": 16},
                "encoding": {"y": y, "x": _axis("weight", _WEIGHT, _BESIDE)},
            },
            {
                "mark": {"type": "text", "align": "left", "fontSize": 11, "color": "#444444", "limit": 460},
                "encoding": {"y": y, "x": _axis("edge", _WEIGHT, _BESIDE), "text": {"field": "rivals"}},
            },
        ],
        width=_SIZE,
        height={"step": _CELL},
    )


PLOTS: Mapping[str, Callable[[Assessment, Result], Spec]] = {
    "map": sides,
    "heat": heat,
    "stability": stability,
    "shares": shares,
}
"""The pictures there are, by the names that commands have for them."""


def drawn(spec: Spec, form: str = "svg") -> bytes:
    """Return a picture.

    Args:
        spec: what is drawn.
        form: ``svg`` or ``png``.

    Raises:
        InvalidInputError: there is no such form, or the package for it is not installed.
    """
    if form not in FORMATS:
        raise InvalidInputError(f"A picture is written as {' or '.join(FORMATS)}, not as {form!r}.")
    try:
        import vl_convert
    except ImportError:
        raise InvalidInputError(NO_PICTURES) from None
    text = json.dumps(spec)
    if form == "png":
        return bytes(vl_convert.vegalite_to_png(text, scale=2, allowed_base_urls=[]))
    return str(vl_convert.vegalite_to_svg(text, allowed_base_urls=[])).encode()


def is_there() -> bool:
    """Return whether the package for pictures is installed."""
    from importlib.util import find_spec

    return find_spec("vl_convert") is not None


def _spec(rows: Sequence[Mapping[str, object]], **more: Any) -> Spec:
    return {
        "$schema": _SCHEMA,
        "background": "white",
        "padding": 12,
        "config": _CONFIG,
        "data": {"values": [*rows]},
        **more,
    }


def _table(rows: Sequence[Mapping[str, object]], downwards: Sequence[str], across: Sequence[str], *, top: bool) -> Spec:
    """Return a table in colours whose headings stand on end, so that none meets the next."""
    axis: dict[str, Any] = {"orient": "top", "labelAngle": -90 if top else 0}
    x = {"field": "name", "type": "nominal", "sort": [*across], "title": None if top else "Place", "axis": axis}
    y = {"field": "item", "type": "nominal", "sort": [*downwards], "title": None}
    colour = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, 1], "range": ["#f2f5f9", _BLUE]},
        "legend": None,
    }
    dark = {"condition": {"test": "datum.value > 0.55", "value": "white"}, "value": "#222222"}
    return _spec(
        rows,
        layer=[
            {"mark": {"type": "rect", "stroke": "white"}, "encoding": {"x": x, "y": y, "color": colour}},
            {
                "mark": {"type": "text", "fontSize": 10},
                "encoding": {"x": x, "y": y, "text": {"field": "text"}, "color": dark},
            },
        ],
        width={"step": _CELL + 4},
        height={"step": _CELL - 4},
    )


def _hundred(value: float | None) -> str:
    return "?" if value is None else percent(value)


def _rivals(names: Names, below: Sequence[str], above: Sequence[str]) -> str:
    told = []
    if below:
        told.append(say("below: {names}", names=names.subjects(below)))
    if above:
        told.append(say("above: {names}", names=names.subjects(above)))
    return "; ".join(told)
