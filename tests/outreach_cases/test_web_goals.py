"""Pages of the goals: figures, pictures with their words, and what may be told outside."""

import pytest

from outreach_cases.model.levels import Level, Reason
from outreach_crm.policy import Role
from tests.outreach_cases.builders import a_case, level
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


def test_goals_stand_on_a_page_with_what_came_and_went(desk: Desk) -> None:
    a_case(desk.app)
    a_case(desk.app, "Weavers of Kano", country="Nigeria", whom="community")
    closed = a_case(desk.app, "Reza Amini", poc=True)
    level(desk.app, closed, Level.CLOSED, Reason.CAPACITY)
    a_case(desk.app, "Sima Amini", poc=True)

    page = words(desk.read("/cases/goals"))

    assert "500 cases (active), a goal of the movement" in page
    assert "3 cases, 497 are missing" in page
    assert "From active to closed: 1" in page
    assert "Where prisoners of conscience were left while others stayed" in page
    assert "From 10 March 2025 to 9 March 2026" in page
    assert "1985: 2257 case sheets, new in the year (flow)" in page
    assert "From 1 January 2025 to 31 December 2025" in words(desk.read("/cases/goals?year=2025"))


def test_before_there_is_a_case_the_page_says_how_many_are_missing(desk: Desk) -> None:
    assert "0 cases, 500 are missing" in words(desk.read("/cases/goals"))
    assert desk.get("/cases/goals/picture/active.svg").status_code == 404


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("year=2099", "give an earlier year"),
        ("year=soon", "soon is no year"),
        ("year=99999999999999999999", "is no year; write 2025"),
        ("on=2026-03-10", "has not come yet"),
        ("on=soon", "is not a day"),
    ],
)
@pytest.mark.parametrize("path", ["/cases/goals", "/cases/goals/outside"])
def test_what_cannot_be_told_is_said_above_what_is_told_usually(desk: Desk, path: str, asked: str, told: str) -> None:
    page = words(desk.read(f"{path}?{asked}"))

    assert told in page
    assert "500 cases (active)" in page
    assert desk.get(f"{path}.json?{asked}").status_code == 422


def test_pictures_are_drawn_and_say_the_same_in_words(desk: Desk) -> None:
    pytest.importorskip("vl_convert")
    level(desk.app, a_case(desk.app), Level.CLOSED, Reason.RELEASED)
    a_case(desk.app, "Reza Amini")

    page = desk.read("/cases/goals")

    for name in ("active", "renewal", "closing", "series"):
        assert f'src="/cases/goals/picture/{name}.svg"' in page
        answer = desk.get(f"/cases/goals/picture/{name}.svg?on=2026-03-09")
        assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    few = words(page)
    assert "of 2 cases were closed for each reason; they are too few for per cent" in few
    assert "released 1; still open 1." in few
    assert desk.get("/cases/goals/picture/nothing.svg").status_code == 404


def test_what_may_be_told_outside_names_nobody(desk: Desk) -> None:
    for number in range(7):
        a_case(desk.app, f"Case {number}")
    level(desk.app, a_case(desk.app, "Alone"), Level.DORMANT)

    page = words(desk.read("/cases/goals/outside"))

    assert "Case 1" not in page
    assert "Alone" not in page
    assert "Together: active, closed, dormant, draft" in page.replace(
        "draft, active, dormant, closed", "active, closed, dormant, draft"
    )
    assert (desk.get("/cases/goals/outside.json").json or {})["now"] is None


def test_figures_are_taken_out_by_whoever_may_export(desk: Desk) -> None:
    a_case(desk.app)

    assert (desk.get("/cases/goals.json").json or {})["goals"]["active"] == 1
    rita = at_desk(desk.app, "Rita", Role.READER)
    assert "500 cases (active)" in words(rita.read("/cases/goals"))
    assert rita.get("/cases/goals.json").status_code == 403
    assert rita.get("/cases/goals/outside.json").status_code == 403
