"""Pictures of a result as specifications of Vega-Lite, which are plain dictionaries.

No label can cover another: names stand in a column of their own with a line to their point, in rows, or on end, and no
two of them are the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from outreach_crm.errors import InvalidInputError
from outreach_crm.plots import Spec, framed
from outreach_crm.text import row, say
from outreach_priority.model import Analysis, Assessment, Result, Score
from outreach_priority.plots.labels import labels, spread
from outreach_priority.service.wording import Names, percent

_SIZE, _LINE, _CELL = 420, 18, 26
_TOLD = 0.005
"""A smaller share is no whole per cent."""
_BLUE, _GREY, _ORANGE = "#1f5a99", "#8a8a8a", "#c8641e"
_WEIGHT, _BESIDE = say("Weight in its analysis"), 1.04
_OF_100 = {"labelExpr": "format(100 * datum.value, '.0f')"}
_READ_FROM = 0.75
"""From this value on a cell is so dark that white is read better on it (WCAG 2.2, 1.4.3)."""


def sides(assessment: Assessment, result: Result) -> Spec:
    """Return the map of the two analyses: international to the right, domestic upwards, names beside it (F5)."""
    placed = [one for one in result.ranked if one.analyses]
    height = max(_SIZE, _LINE * len(placed))
    x = _axis("x", say("International, of 100"), 1.1, **_OF_100)
    y = _axis("y", say("Domestic, of 100"), 1.0, **_OF_100)
    rule = {"type": "rule", "color": _GREY, "strokeDash": [4, 4]}
    label = {"x": {"field": "text_x", "type": "quantitative"}, "y": {"field": "label_y", "type": "quantitative"}}
    rows = _on_the_map(Names(assessment), placed, _LINE / height)
    return framed(
        rows,
        {"right": [one["name"] for one in rows]},
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


def _axis(field: str, title: str, end: float, **written: str) -> Spec:
    axis = {"values": [0, 0.25, 0.5, 0.75, 1], "format": "%", "grid": False, **written}
    scale = {"domain": [0, end], "nice": False}
    return {"field": field, "type": "quantitative", "title": title, "scale": scale, "axis": axis}


def _on_the_map(names: Names, placed: Sequence[Score], least: float) -> list[Spec]:
    """Return points with their labels, which stand right of all points and apart from each other."""
    analyses = [one.analyses for one in placed if one.analyses]
    named = labels(names.subject(one.subject) for one in placed)
    beside = spread([one.domestic for one in analyses], least)
    return [
        {
            "x": both.international,
            "y": both.domestic,
            "name": f"{one.place} {name}",
            "label_x": 1.08,
            "label_y": label,
            "text_x": 1.1,
        }
        for one, both, name, label in zip(placed, analyses, named, beside, strict=True)
    ]


def heat(assessment: Assessment, result: Result) -> Spec:
    """Return the values of all items by subject as a table in colours, darker the better; empty where nobody knows."""
    names = Names(assessment)
    subjects = labels(names.subject(one.subject) for one in result.scores)
    keys = [item.key for item in assessment.questionnaire if item.analysis is not Analysis.RISK]
    items = dict(zip(keys, labels(map(names.item, keys)), strict=True))
    rows = [
        {"item": items[cell.item], "name": name, "value": cell.value, "text": _hundred(cell.value)}
        for name, score in zip(subjects, result.scores, strict=True)
        for cell in score.cells
    ]
    return _table(rows, [*items.values()], subjects, top=True)


def shares(assessment: Assessment, result: Result) -> Spec:
    """Return in which share of the draws each subject takes which place (F17).

    Raises:
        InvalidInputError: no draws were made.
    """
    found = result.robustness
    if found is None:
        raise InvalidInputError(say("Places by draws need draws: add --robust."))
    names = Names(assessment)
    keys = [one.subject for one in result.scores]
    named = dict(zip(keys, labels(map(names.subject, keys)), strict=True))
    rows = [
        {
            "item": named[key],
            "name": str(number + 1),
            "value": share,
            "text": percent(share) if share >= _TOLD else "",
        }
        for key, standing in found.standings.items()
        for number, share in enumerate(standing.ranks)
    ]
    return _table(rows, [*named.values()], [str(number + 1) for number in range(len(keys))], top=False)


def stability(assessment: Assessment, result: Result) -> Spec:
    """Return between which weights of each item the first stays first, and what it weighs now (F7).

    Raises:
        InvalidInputError: there is no such interval: places are level, or the lower analysis counts.
    """
    if not result.stability:
        raise InvalidInputError(say("There is no single first place whose weights could be varied."))
    rows = _intervals(Names(assessment), result)
    items = [one["item"] for one in rows]
    y = {"field": "item", "type": "nominal", "sort": items, "title": None}
    return framed(
        rows,
        {"left": items, "right": [one["rivals"] for one in rows]},
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


def _intervals(names: Names, result: Result) -> list[Spec]:
    """Return the rows of the picture of weights."""
    items = labels(names.items(result.items[place] for place in one.items) for one in result.stability)
    return [
        {
            "item": item,
            "low": one.low,
            "high": one.high,
            "weight": one.weight,
            "rivals": _rivals(names, one.rivals_below, one.rivals_above),
            "edge": _BESIDE,
        }
        for item, one in zip(items, result.stability, strict=True)
    ]


def _table(rows: Sequence[Mapping[str, object]], downwards: Sequence[str], across: Sequence[str], *, top: bool) -> Spec:
    """Return a table in colours whose headings stand on end, so that none meets the next."""
    axis: dict[str, Any] = {"orient": "top", "labelAngle": -90 if top else 0}
    x = {"field": "name", "type": "nominal", "sort": [*across], "title": None if top else say("Place"), "axis": axis}
    y = {"field": "item", "type": "nominal", "sort": [*downwards], "title": None}
    colour = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, 1], "range": ["#f2f5f9", _BLUE]},
        "legend": None,
    }
    dark = {"condition": {"test": f"datum.value > {_READ_FROM}", "value": "white"}, "value": "#222222"}
    return framed(
        rows,
        {"left": downwards, "top": across if top else ()},
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
        told.append(say("below: {names}", names=row(labels(map(names.subject, below)))))
    if above:
        told.append(say("above: {names}", names=row(labels(map(names.subject, above)))))
    return row(told, "; ")
