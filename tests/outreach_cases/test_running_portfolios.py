"""Worked cases of portfolios are read by their shape: other levels, reasons, periods, units and times."""

from typing import Any

import pytest

from tests.worked.reading import Case
from tests.worked.running import failures

# The maintained arm of acute myelogenous leukaemia, Miller (1997), as survfit of R prints it.
LEUKAEMIA = (
    {"weeks": [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], "event": [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]},
    {
        "times": [9, 13, 18, 23, 31, 34, 48],
        "at_risk": [11, 10, 8, 7, 5, 4, 2],
        "survival": [0.909091, 0.818182, 0.715909, 0.613636, 0.490909, 0.368182, 0.184091],
        "median": 31,
        "upper_quartile": 48,
    },
)
REASONS = (
    {"days": [1, 2, 2, 3], "reasons": ["released", "died", None, "wish of the person"]},
    {
        "times": [1, 2, 3],
        "open_share": [0.75, 0.5, 0],
        "released": [0.25, 0.25, 0.25],
        "died": [0, 0.25, 0.25],
        "wish of the person": [0, 0, 0.5],
    },
)
ROWS = [
    ["2010-06-30", "a", "proposed"],
    ["2010-07-01", "a", "adopted"],
    ["2011-06-30", "a", "ended"],
    ["2011-07-01", "b", "proposed"],
    ["2009-01-01", "c", "closed"],
    ["2011-01-01", "c", "adopted"],
]
LEVELS = (
    {"transitions_date_case_to": ROWS, "period": "after 2010-06-30 up to and including 2011-06-30"},
    {
        "start": {"proposed": 1, "adopted": 0, "closed": 1},
        "end": {"proposed": 0, "adopted": 1, "ended": 1, "dormant": 0},
        "new": {"proposed": 0},
        "transitions": {"proposed->adopted": 1, "adopted->ended": 1, "closed->adopted": 1},
        "reopened": 1,
        "in": {"adopted": 2},
        "out": {"adopted": 1, "proposed": 1},
    },
)
BY_NAME = [dict(zip(("date", "case", "to"), row, strict=True)) for row in ROWS]
FROM_TO = ({"events": BY_NAME, "period": "2010-07-01 to 2011-06-30"}, LEVELS[1])
BEFORE = (
    {"transitions_date_case_to": ROWS, "period": "from 2010-07-01 up to but not including 2011-06-30"},
    {"end": {"adopted": 2, "ended": 0}},
)
PEOPLE = (
    {
        "events_case_date_to": [[case, "2010-02-01", "active"] for case in "abc"],
        "period": "2010",
        "people": {"a": 3, "b": {"number": 40, "counted": "estimated"}, "c": None},
    },
    {
        "individuals": {
            "known": {"end": {"active": 3}},
            "estimated": {"new": {"active": 40}},
            "unknown": {"end": {"active": 1}},
        }
    },
)
SERIES = (
    {
        "series": {
            "1990": {"value": 100, "unit": "dossiers opened"},
            "1995": {"value": 50, "unit": "dossiers"},
            "1996": {"value": 40, "unit": "new adoptions"},
            "1999": {"value": 10, "unit": "new adoptions"},
        },
        "march_2010": {"cases": 80, "individuals": 100, "unit": "in the Portfolio"},
        "target": 200,
        "target_unit": "cases available",
    },
    {
        "change_percent_within_same_unit": {"1990-1995": -50, "1996-1999": -75, "1995-1996": None},
        "annual_rate_1990_1995_percent": -12.944944,
        "gap_to_target": 120,
        "ratio_to_target": 0.4,
        "individuals_per_case": 1.25,
        "refuse_or_label": [
            "1995 -> 1996 changes the unit",
            "1990-1999 are numbers created per year, 2010 is a stock",
        ],
        "net_gain_needed_per_month_for_2_years": 5,
        "net_gain_needed_per_month_for_30_months": 4,
    },
)
FEEDBACK = (
    {
        "received_answered": [["2010-01-01", "2010-01-15"], ["2010-01-01", "2010-01-16"], ["2010-02-01", None]],
        "as_of": "2010-02-15",
        "limit_days": 14,
    },
    {
        "on_time": 1,
        "late": 1,
        "overdue_open": 0,
        "not_yet_due": 1,
        "rate": 0.5,
        "days": [14, 15, None],
        "median_days_answered": 14.5,
        "percentile_90_days_answered": 14.9,
    },
)
ALL = [LEUKAEMIA, REASONS, LEVELS, FROM_TO, BEFORE, PEOPLE, SERIES, FEEDBACK]


def run(inputs: dict[str, Any], expected: Any) -> list[str]:
    return failures(Case("other", "portfolio", inputs, expected), "tests.outreach_cases.cases")


@pytest.mark.parametrize(("inputs", "expected"), ALL)
def test_another_case_of_the_same_shape_comes_out_right(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    assert run(inputs, expected) == []


def off(value: Any) -> Any:
    """A value of the same shape that is wrong."""
    if isinstance(value, dict):
        return {**value, next(iter(value)): off(next(iter(value.values())))}
    if isinstance(value, list):
        return [off(value[0]), *value[1:]]
    return f"{value}, or not" if isinstance(value, str) else (value or 0) + 1


@pytest.mark.parametrize(("inputs", "expected"), ALL)
def test_whatever_is_expected_wrongly_is_told(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    for name, value in expected.items():
        assert run(inputs, {name: off(value)}), name


def test_a_level_given_twice_is_a_case_that_must_be_refused() -> None:
    rows = [["a", "2010-07-30", "draft"], ["a", "2010-08-01", "draft"]]
    inputs = {"events_case_date_to": rows, "period": "after 2010-06-30 up to and including 2011-06-30"}
    assert run(inputs, {"error": "twice in a row"}) == []
    assert run(inputs, {"end": {"draft": 1}}) != []


def test_a_rule_for_ties_that_nobody_follows_here_is_told() -> None:
    inputs = {"days": [1], "outcome": ["died"], "tie_rule": "censoring at a time precedes closures"}
    assert "another rule" in run(inputs, {"died": [1]})[0]


def test_what_is_no_portfolio_is_told() -> None:
    assert "no adapter of portfolios" in run({"weights": [1, 2]}, {"sum": 3})[0]
