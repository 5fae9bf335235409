"""Pictures: labels never meet, and all that is drawn stands in the result."""

from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.errors import InvalidInputError
from outreach_priority import plots, report
from outreach_priority.model import Assessment, Questionnaire, Result
from outreach_priority.service import opinions
from tests.boxes import boxes, overlapping
from tests.outreach_priority.panels import FULL, SHORT, an_assessment, rated, result

SAID = [{"legal": rated(3, 2, 2, 2), "medical": rated(3, 2, 2, 2), "unions": rated(1, 4, 2, None)}] * 3
ASSESSMENT = an_assessment(("legal", "medical", "unions"))
LONG = "The International Confederation of Associations of Retired Military Chaplains and their Friends"


def of_many(many: int, form: Questionnaire, *, equal: bool, name: str = LONG) -> tuple[Assessment, Result]:
    """Subjects with long names, all of one value or of several, with a few draws."""
    keys = [f"subject-{number}" for number in range(many)]
    assessment = an_assessment(keys, form)
    named = (evolve(one, title=f"{name} {one.key}" if name else "Same") for one in assessment.subjects)
    assessment = evolve(assessment, subjects=tuple(named))

    def rating(subject: int, item: int, adviser: int) -> int:
        return 2 if equal else (3 * subject + adviser + item * item + 4 * (subject == 1)) % 5

    said = [
        {
            key: {item.key: rating(number, place, seat) for place, item in enumerate(form)}
            for number, key in enumerate(keys)
        }
        for seat in range(4)
    ]
    found = result(assessment, said)
    return assessment, evolve(found, robustness=opinions.robust(assessment, found, draws=100))


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


@pytest.mark.parametrize("form", [SHORT, FULL], ids=["short", "full"])
@pytest.mark.parametrize("equal", [True, False], ids=["level", "apart"])
@pytest.mark.parametrize("many", [1, 2, 8, 20])
@pytest.mark.parametrize("name", [LONG, ""], ids=["long", "same"])
def test_no_label_of_a_drawn_picture_covers_another(many: int, equal: bool, form: Questionnaire, name: str) -> None:
    pytest.importorskip("vl_convert")
    assessment, found = of_many(many, form, equal=equal, name=name)
    there = plots.there_are(found)
    assert {"map", "heat", "shares"} <= {*there}
    for picture in there:
        svg = plots.drawn(plots.PLOTS[picture](assessment, found))
        assert overlapping(svg) == [], picture
        rows = {"heat": len(found.scores[0].cells) + many, "stability": len(found.items)}
        assert len(boxes(svg)) >= rows.get(picture, many)


def test_labels_that_do_cover_each_other_are_noticed() -> None:
    text = '<text transform="translate({x},20)" font-size="10px">Somebody</text>'
    near, far = (text.format(x=1) + text.format(x=x) for x in (30, 60))
    picture = '<svg xmlns="http://www.w3.org/2000/svg"><g transform="rotate(-90)">{}</g></svg>'
    assert len(overlapping(picture.format(near).encode())) == 1
    assert overlapping(picture.format(far).encode()) == []


@given(st.lists(st.text(max_size=80), max_size=12))
def test_labels_are_short_and_no_two_are_the_same(names: list[str]) -> None:
    made = plots.labels(names)
    assert len({*made}) == len(names)
    assert all(len(one) <= 52 + len(" (99)") for one in made)


def test_of_a_long_name_beginning_and_end_stay() -> None:
    (label,) = plots.labels([f"{LONG} of Vaduz"])
    assert (label[:17], label[-8:]) == ("The International", "of Vaduz")


def test_pictures_speak_the_language_of_whoever_reads() -> None:
    pytest.importorskip("vl_convert")
    svg = plots.drawn(plots.sides(ASSESSMENT, result(ASSESSMENT, SAID)), read=lambda said: said.upper())
    assert b"INTERNATIONAL, OF 100" in svg
