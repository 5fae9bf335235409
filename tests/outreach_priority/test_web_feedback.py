"""The page of feedback: what to discuss, why, and never who said what."""

import pytest

from outreach_priority import service
from outreach_priority.model import Answer
from tests.outreach_priority.builders import (
    NAMES,
    an_assessment,
    closed,
    handed_in,
    sheet_of,
)
from tests.outreach_priority.pages import APART, CALM, TOLD, main_button, path
from tests.web.office import Desk, words

pytestmark = pytest.mark.connections


def test_feedback_names_what_to_discuss_with_its_reasons_and_nobody(desk: Desk) -> None:
    made = an_assessment(desk.app, 4)
    for seat, ratings in enumerate(APART, 1):
        handed_in(desk.app, made, seat, ratings)
    told = [Answer(subject="legal", item="home", rating=4, evidence=TOLD, source="El Faro")]
    service.hand_in(desk.app, sheet_of(desk.app, made, 1).id, told)
    service.close(desk.app, made.id)
    page = desk.read(path(made, "feedback"))
    said = words(page)
    assert "A further round is worth while." in said
    assert "Median 1, quartiles 0 to 2.5." in said
    assert f"“{TOLD} (El Faro)” (4)" in said
    assert main_button(page) == "Open round 2"
    main = page[page.index("What to discuss") :]
    assert not [name for name in NAMES if name in main]
    assert "International influence" not in main  # only what is in dispute
    assert "International influence" in desk.read(path(made, "feedback?all=yes"))
    own = words(desk.read(path(made, "feedback?seat=3")))
    assert "For Chi Okoye, beside what they said themselves." in own
    assert "You said 0." in own
    assert desk.get(path(made, "feedback?seat=9")).status_code == 404


def test_in_a_second_round_the_feedback_is_that_of_the_first(desk: Desk) -> None:
    made = closed(desk.app, APART)
    again = service.again(desk.app, made.id)
    sheet = sheet_of(desk.app, again, 1)
    service.hand_in(desk.app, sheet.id, [Answer(subject="legal", item="home", rating=1, reason=TOLD)])
    page = words(desk.read(path(made, "feedback?all=yes")))
    assert "This is what was said in round 1; round 2 is open until" in page
    assert TOLD not in page
    assert "Open round" not in page


def test_of_much_that_is_in_dispute_the_most_consequential_is_told_in_full_and_the_rest_named(desk: Desk) -> None:
    low, high = (dict.fromkeys(CALM, (rating,) * 8) for rating in (0, 4))
    made = closed(desk.app, [low, low, high, high])
    page = desk.read(path(made, "feedback"))
    full, named = page.split("Also in dispute")
    assert full.count("Median 2, quartiles 0 to 4.") == 20
    assert named.count("<li>") == 4


def test_views_of_an_assessment_are_told_apart_by_their_titles(desk: Desk) -> None:
    made = closed(desk.app, [CALM])

    titles = {desk.read(path(made, view)).partition("<title>")[2].partition("</title>")[0] for view in ("", "feedback")}

    assert len(titles) == 2
