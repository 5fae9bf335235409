"""Pictures: labels never meet, and all that is drawn stands in the result."""

from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.errors import InvalidInputError
from outreach_priority import plots, report
from tests.outreach_priority.panels import an_assessment, rated, result

SAID = [{"legal": rated(3, 2, 2, 2), "medical": rated(3, 2, 2, 2), "unions": rated(1, 4, 2, None)}] * 3
ASSESSMENT = an_assessment(("legal", "medical", "unions"))


@given(st.lists(st.floats(0, 1), min_size=0, max_size=25))
def test_labels_keep_their_distance_and_their_order(places: list[float]) -> None:
    least = 1 / 25
    moved = plots.spread(places, least)

    order = sorted(moved)
    assert all(above - below >= least - 1e-9 for below, above in pairwise(order))
    assert all(-1e-9 <= one <= 1 + 1e-9 for one in moved)
    for (one, other), (first, second) in zip(pairwise(places), pairwise(moved), strict=True):
        assert one == other or (one < other) == (first < second)


def test_points_that_coincide_have_labels_apart() -> None:
    spec = plots.sides(ASSESSMENT, result(ASSESSMENT, SAID))

    level = [one for one in spec["data"]["values"] if one["name"] in {"1 Legal", "1 Medical"}]
    assert len({(one["x"], one["y"]) for one in level}) == 1
    assert len({one["label_y"] for one in level}) == 2


def test_what_nobody_knows_is_a_question_mark_in_the_table() -> None:
    spec = plots.heat(ASSESSMENT, result(ASSESSMENT, SAID))
    cell = [one for one in spec["data"]["values"] if one["name"] == "Unions" and one["value"] is None]
    assert [one["text"] for one in cell] == ["?"]


def test_what_there_is_nothing_to_draw_of_is_said() -> None:
    found = result(ASSESSMENT, SAID)
    with pytest.raises(InvalidInputError, match="no single first place"):
        plots.stability(ASSESSMENT, found)
    with pytest.raises(InvalidInputError, match="--robust"):
        plots.shares(ASSESSMENT, found)


def test_names_are_no_markup_in_pictures_and_on_the_page() -> None:
    pytest.importorskip("vl_convert")
    evil = evolve(ASSESSMENT.subjects[0], title="<script>alert(1)</script> & Sons")
    assessment = evolve(ASSESSMENT, subjects=(evil, *ASSESSMENT.subjects[1:]), title="<b>Bold</b>")

    page = report.page(assessment, result(assessment, SAID), None, made_on="2026-03-09")

    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page
