"""Pictures of a portfolio: axes say what is counted, breaks stay breaks, and labels never meet."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from outreach_cases import plots
from outreach_cases.formulas.forecast import project
from outreach_cases.formulas.series import Kind, Point, runs
from outreach_cases.formulas.stock_and_flow import Flow, Transition, flow, flows, month_ends
from outreach_cases.formulas.survival import Spell, incidence, spells
from outreach_cases.reference import seed
from outreach_crm.errors import InvalidInputError
from outreach_crm.plots import Spec, drawn
from outreach_crm.text import Sentence, say
from tests.boxes import overlapping

TODAY = date(2009, 12, 31)
REASONS = ("resolved", "died", "wish of the person", "capacity or strategy")


def a_portfolio(many: int = 120) -> list[Transition]:
    """Cases that come in through four years, of which every third is closed."""
    began = [TODAY - timedelta(1400 - 11 * number) for number in range(many)]
    rows = [Transition(number, day, "active") for number, day in enumerate(began)]
    closed = [(number, day + timedelta(40 + 5 * number)) for number, day in enumerate(began) if number % 3 == 0]
    rows += [Transition(number, day, "closed", REASONS[number // 3 % 4]) for number, day in closed]
    return [one for one in rows if one.on <= TODAY]


def months(rows: list[Transition], since: date = date(2006, 3, 1)) -> list[Flow]:
    return flows(rows, [*month_ends(since, TODAY)])


def by_region(many: int) -> dict[str, list[Flow]]:
    rows = a_portfolio()
    return {
        f"Region {place} of the world": months([row for row in rows if int(row.case) % many == place], date(2009, 1, 1))
        for place in range(many)
    }


def pictures() -> dict[str, Spec]:
    rows = a_portfolio()
    year = flow(rows, date(2008, 12, 31), TODAY)
    return {
        "active": plots.active(months(rows), 150, forecast=project(year, 150)),
        "renewal": plots.renewal(by_region(5), say("Region")),
        "closing": plots.closing(incidence(spells(rows, TODAY).values()), say("days")),
        "series": plots.series(seed().cases),
    }


def titles(part: Any, side: str) -> Iterator[str]:
    """The titles of all axes of a side."""
    if isinstance(part, dict):
        if isinstance(part.get(side), dict) and "title" in part[side]:
            yield part[side]["title"]
        for one in part.values():
            yield from titles(one, side)
    for one in part if isinstance(part, list) else ():
        yield from titles(one, side)


@pytest.mark.parametrize("name", ["active", "renewal", "series"])
def test_every_axis_of_numbers_says_whether_they_are_there_or_were_made(name: str) -> None:
    found = {*titles(pictures()[name], "y")}
    assert found
    assert all("(stock)" in one or "(flow)" in one for one in found)


@pytest.mark.parametrize("name", ["active", "renewal", "closing", "series"])
def test_no_label_of_a_picture_covers_another(name: str) -> None:
    pytest.importorskip("vl_convert")
    # What is written twice to be read over a line stands in one place.
    svg = drawn(pictures()[name])
    assert [pair for pair in overlapping(svg) if len({*pair}) > 1] == []


def test_the_resolution_is_drawn_in_three_panels_and_no_line_leads_from_one_to_another() -> None:
    panels = plots.series(seed().cases)["hconcat"]
    told = [[row["text"] for row in one["data"]["values"]] for one in panels]
    assert told == [["2257", "975"], ["860", "451", "73", "11"], ["≈ 138"]]
    assert [one["layer"][0]["mark"]["type"] for one in panels] == ["line", "line", "bar"]


@given(
    st.lists(
        st.builds(
            Point,
            when=st.integers(1980, 2010).map(str),
            value=st.integers(0, 500),
            unit=st.sampled_from(("case sheets", "files")),
            kind=st.sampled_from(Kind),
        ),
        min_size=1,
        unique_by=lambda one: one.when,
    )
)
def test_a_panel_holds_one_unit_and_kind(points: list[Point]) -> None:
    panels = plots.series(points)["hconcat"]
    for run, panel in zip(runs(points), panels, strict=True):
        assert [row["number"] for row in panel["data"]["values"]] == [one.value for one in run]
        assert {one.casefold() for one in titles(panel, "y")} == {run[0].what.casefold()}


def test_steps_end_at_what_is_there_and_the_way_to_the_goal_begins_there() -> None:
    rows = a_portfolio()
    spec = plots.active(months(rows), 150, forecast=project(flow(rows, date(2008, 12, 31), TODAY), 150))
    there = flow(rows, date(2008, 12, 31), TODAY).levels["active"].end
    steps, band = spec["data"]["values"], spec["layer"][0]["data"]["values"]
    assert steps[-1] == {"day": "2009-12-31", "cases": there}
    assert band[0] == {"day": "2009-12-31", "low": there, "high": there}
    assert all(one["low"] <= one["high"] <= 150 for one in band)
    assert "95 % interval" in spec["title"]["text"]


def test_a_forecast_of_a_goal_that_is_reached_shades_nothing() -> None:
    rows = a_portfolio()
    spec = plots.active(months(rows), 5, forecast=project(flow(rows, date(2008, 12, 31), TODAY), 5))
    assert "title" not in spec


def test_columns_hold_all_new_cases_and_name_no_more_parts_than_there_are_colours() -> None:
    spec = plots.renewal(by_region(12), say("Region"))
    colour = spec["encoding"]["color"]["scale"]
    assert len(colour["domain"]) == len(colour["range"]) == 8
    assert colour["domain"][-1] == "others"
    whole = sum(level.new for one in months(a_portfolio(), date(2009, 1, 1)) for level in one.levels.values())
    assert sum(row["new"] for row in spec["data"]["values"]) == whole


def test_lines_of_reasons_and_of_open_cases_sum_to_1_at_each_time() -> None:
    sums: dict[float, float] = {}
    for row in pictures()["closing"]["data"]["values"]:
        sums[row["time"]] = sums.get(row["time"], 0) + row["share"]
    assert sums
    assert all(one == pytest.approx(1) for one in sums.values())


@given(st.lists(st.tuples(st.integers(1, 99), st.sampled_from((*REASONS, None))), min_size=1, max_size=25))
def test_fewer_than_twenty_cases_are_drawn_as_numbers_and_never_in_per_cent(ends: list[tuple[int, str | None]]) -> None:
    known = [Spell(time, reason) for time, reason in ends]
    assume(any(one.reason for one in known))

    spec = plots.closing(incidence(known), say("days"))

    up = spec["encoding"]["y"]
    assert (up["field"], up["axis"]["format"]) == (("cases", "d") if len(known) < 20 else ("share", "%"))
    sums: dict[float, float] = {}
    for one in spec["data"]["values"]:
        sums[one["time"]] = sums.get(one["time"], 0) + one[up["field"]]
    assert all(one == pytest.approx(len(known) if len(known) < 20 else 1) for one in sums.values())
    if len(known) < 20:
        last = {one["reason"]: one["cases"] for one in spec["data"]["values"]}  # the latest of each comes last
        assert last == {**Counter(one.reason or "still open" for one in known), "still open": last["still open"]}


def test_where_there_is_nothing_to_draw_it_is_said() -> None:
    nothing: list[Callable[[], Spec]] = [
        lambda: plots.active([], 500),
        lambda: plots.renewal({}, say("Region")),
        lambda: plots.closing(incidence([]), say("days")),
        lambda: plots.series([]),
    ]
    for draw in nothing:
        with pytest.raises(InvalidInputError, match=r"yet|no numbers"):
            draw()


def test_a_picture_is_in_the_language_of_whoever_reads() -> None:
    pytest.importorskip("vl_convert")
    svg = drawn(pictures()["renewal"], read=Sentence.upper).decode()
    assert "NEW CASES IN THE PERIOD (FLOW)" in svg
    json.dumps(pictures()["renewal"])
