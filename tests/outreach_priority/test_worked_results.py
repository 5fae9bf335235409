"""Worked cases on ratings come out the same where they pass through a whole assessment."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.outreach_priority.panels import Said, an_assessment, rated, result

WORKED = Path(__file__).parent / "worked"
Rows = Mapping[str, Sequence[int | None]]


def case(name: str) -> dict[str, Any]:
    (path,) = WORKED.glob(f"{name}-*.json")
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def panel(rows: Rows, item: str) -> list[Said]:
    """Return what advisers say where each of some subjects has a row of ratings on one item."""
    longest = max(map(len, rows.values()))
    return [
        {
            subject: {**rated(2, 2, 2, 2), item: ratings[seat]}
            for subject, ratings in rows.items()
            if seat < len(ratings)
        }
        for seat in range(longest)
    ]


def test_what_a_panel_says_is_what_the_worked_case_says() -> None:
    worked = case("P11")
    rows = worked["inputs"]["ratings"]

    found = result(an_assessment(tuple(rows)), panel(rows, "home"))

    for subject, expected in worked["expected"].items():
        score = found.score(subject)
        assert score is not None
        said = score.cell("home").said
        for name in ("n", "dont_know", "mean", "median", "q1", "q3", "iqr", "trimmed"):
            if name in expected:
                assert getattr(said, name) == pytest.approx(expected[name], abs=1e-6), (subject, name)


def test_the_check_is_what_the_worked_case_says() -> None:
    worked = case("P20")
    rows = worked["inputs"]["risk_ratings_0_4"]

    found = result(an_assessment(tuple(rows)), panel(rows, "misuse"))

    told = {}
    for subject in rows:
        score = found.score(subject)
        assert score is not None
        told[subject] = str(score.check.items["misuse"].verdict)
        assert score.eligible is (score.check.verdict == "CLEAR")
    assert told == worked["expected"]
