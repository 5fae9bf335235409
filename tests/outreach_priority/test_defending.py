"""What somebody needs who defends an order: sums that can be checked, any two beside each other, weights in words."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_priority.formulas.combination import Rule
from outreach_priority.model import Assessment, Judgement, Method, Result, Weighting
from outreach_priority.model.questionnaire import Analysis
from outreach_priority.service import worth
from outreach_priority.service.beside import beside
from outreach_priority.service.wording import Names, tenths
from outreach_priority.service.working import working
from tests.outreach_priority.panels import SHORT, an_assessment, rated, result

THREE = ("legal", "medical", "unions")
RATING = st.none() | st.integers(0, 4)
SHEET = st.fixed_dictionaries({key: st.builds(rated, RATING, RATING, RATING, RATING) for key in THREE})


def judged(**rules: Any) -> tuple[Assessment, Result]:
    assessment = an_assessment(THREE, **rules)
    said = [{"legal": rated(4, 3, 2, 1), "medical": rated(2, 4, None, 2), "unions": rated(1, 2, 3, 0)}] * 2
    return assessment, result(assessment, said, points={"home": 60, "reached": 40, "world": 100, "capacity": 25})


@pytest.mark.parametrize("rule", Rule)
@given(said=st.lists(SHEET, min_size=1, max_size=3))
@settings(max_examples=60)
def test_any_two_beside_each_other_differ_by_parts_that_add_up(
    rule: Rule, said: list[dict[str, dict[str, int]]]
) -> None:
    assessment = an_assessment(THREE, combining=rule, alpha=0.4)
    found = result(assessment, said)
    for one in found.ranked:
        for other in (each for each in found.ranked if each is not one):
            told = beside(Names(assessment), found, one, other)
            assert told
            assert told.sentences
            difference = tenths(one.value or 0) - tenths(other.value or 0)
            assert not told.parts or sum(told.parts.values()) == difference


def test_what_speaks_for_and_against_is_named() -> None:
    assessment, found = judged()
    legal, medical = (next(one for one in found.scores if one.subject == key) for key in ("legal", "medical"))

    told = beside(Names(assessment), found, medical, legal)

    assert told
    assert told.sentences[0].endswith("The International Legal Network.") or "Legal" in told.sentences[0]
    assert any("most against it: Influence in its own society, −" in one for one in told.sentences)
    assert any("most for it: International influence, +" in one for one in told.sentences)


@pytest.mark.parametrize(
    ("rules", "together"),
    [
        ({}, r"Together: ([\d.]+), the square root of ([\d.]+) × ([\d.]+)\."),
        ({"alpha": 0.3}, r"Together: ([\d.]+), which is ([\d.]+) to the power of 0.3 × ([\d.]+) to the power of 0.7\."),
        (
            {"combining": "additive", "alpha": 0.3},
            r"Together: ([\d.]+), which is 30 % of ([\d.]+) \+ 70 % of ([\d.]+)\.",
        ),
        ({"combining": "minimum"}, r"Together: ([\d.]+), the lower of ([\d.]+) and ([\d.]+)\."),
    ],
)
def test_the_sums_that_are_shown_come_out(rules: dict[str, object], together: str) -> None:
    assessment, found = judged(**rules)
    score = found.ranked[-1]

    said = working(Names(assessment), found, score)

    for side in said[1:3]:
        whole = float(re.findall(r": ([\d.]+), which is", side)[0])
        parts = [float(share) * float(value) / 100 for share, value in re.findall(r"([\d.]+) % of ([\d.]+)", side)]
        assert sum(parts) == pytest.approx(whole, abs=0.11)
    whole, abroad, at_home = map(float, re.findall(together, said[3])[0])
    alpha = float(str(rules.get("alpha", 0.5)))
    expected = {
        "geometric": (abroad / 100) ** alpha * (at_home / 100) ** (1 - alpha) * 100,
        "additive": alpha * abroad + (1 - alpha) * at_home,
        "minimum": min(abroad, at_home),
    }
    assert whole == pytest.approx(expected[str(rules.get("combining", "geometric"))], abs=0.11)


def test_what_nobody_knows_is_named_in_the_sums_and_what_has_no_place_has_none() -> None:
    assessment = an_assessment(("legal", "medical"))
    blank = dict.fromkeys(rated(0, 0, 0, 0))
    found = result(assessment, [{"legal": rated(3, 2, None, 1), "medical": blank}])
    legal, medical = found.scores

    assert "the middle, since nobody knows" in working(Names(assessment), found, legal)[1]
    assert working(Names(assessment), found, medical) == []
    assert beside(Names(assessment), found, legal, medical) is None


def test_weights_are_said_in_words_that_somebody_can_object_to() -> None:
    def said(weights: dict[str, float]) -> list[str]:
        judgements = (Judgement(item="world", number=100.0),)
        made = Weighting(
            id=1,
            analysis=Analysis.INTERNATIONAL,
            set_by="Ana",
            set_on="",
            method=Method.SWING,
            said=judgements,
            weights=weights,
        )
        return [*worth.in_words(SHORT, made)]

    assert said({"world": 0.7, "capacity": 0.3}) == [
        "To raise International influence is worth 2.3 times as much as to raise Capacity to act on our concerns."
    ]
    assert "is worth as much as" in said({"world": 0.5, "capacity": 0.5})[0]
    assert said({"world": 1.0, "capacity": 0.0}) == ["To raise Capacity to act on our concerns is worth nothing."]
