"""What comes of sheets: places, checks, what nobody knows, how firm it is; and what holds whatever they say."""

import json
from collections.abc import Sequence
from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.machines import as_data
from outreach_crm.written import structure
from outreach_priority.formulas.check import Verdict
from outreach_priority.formulas.combination import Quadrant, Rule
from outreach_priority.model import Decision, Result
from outreach_priority.model.results import Readiness
from outreach_priority.service import opinions, reasons, telling
from outreach_priority.service.wording import adding_up, tenths
from tests.outreach_priority.panels import SHORT, Said, an_assessment, rated, result, weighed_keys

THREE = ("legal", "medical", "unions")
SEVEN = [
    {"legal": rated(3, 2, 2, 2), "medical": rated(4, 3, 4, 3), "unions": rated(1, 4, 2, 2)},
    {"legal": rated(3, 3, 2, 1), "medical": rated(2, 3, 4, 3), "unions": rated(2, 4, 1, 2)},
    {"legal": rated(4, 2, 2, 3), "medical": rated(4, None, 3, 1), "unions": rated(0, 4, 2, 2)},
]
ITEMS = weighed_keys(SHORT)
RATING = st.one_of(st.none(), st.integers(0, 4))
ROW = st.fixed_dictionaries({item.key: RATING for item in SHORT})
SAID = st.fixed_dictionaries(dict.fromkeys(THREE, ROW))
PANELS = st.lists(SAID, min_size=0, max_size=7)
RULES = st.sampled_from(Rule)


def test_a_place_follows_from_what_advisers_say_step_by_step() -> None:
    """Medical: home (4+2+4)/3/4, reached (3+3+1)/3/4; world 3/4 of two answers, capacity (4+4+3)/3/4."""
    found = result(an_assessment(THREE), SEVEN)

    first = found.scores[0]
    assert (first.subject, first.place, first.tied) == ("medical", 1, False)
    assert first.analyses is not None
    assert first.analyses.domestic == pytest.approx((10 / 12 + 7 / 12) / 2)
    assert first.analyses.international == pytest.approx((3 / 4 + 11 / 12) / 2)
    assert first.value == pytest.approx((first.analyses.domestic * first.analyses.international) ** 0.5)
    assert first.analyses.quadrant is Quadrant.COMMON
    assert first.thin == ("world",)
    assert [one.place for one in found.scores] == [1, 2, 3]


def test_each_number_can_be_traced_to_ratings() -> None:
    cell = result(an_assessment(THREE), SEVEN).scores[0].cell("home")

    assert (cell.ratings, cell.unanswered, cell.said.n) == ((4, 2, 4), 0, 3)
    assert cell.value == pytest.approx(10 / 12)
    assert [(one.seat, one.rating) for one in cell.outliers] == [(2, 2)]


def test_one_bad_rating_among_many_good_ones_holds() -> None:
    said: list[Said] = [{"legal": rated(4, 4, 4, 4)} for _ in range(8)]
    said.append({"legal": {**rated(4, 4, 4, 4), "misuse": 4}})

    (score,) = result(an_assessment(["legal"]), said).scores

    assert (score.check.verdict, score.check.decided_by, score.eligible) == (Verdict.HOLD, ("misuse",), False)
    assert score.risks["misuse"] == (0,) * 8 + (4,)
    assert score.place == 1


@pytest.mark.parametrize(
    ("goes", "then", "eligible"),
    [(True, Verdict.HOLD, True), (False, Verdict.HOLD, False), (True, Verdict.CAUTION, False)],
)
def test_a_decision_holds_while_the_check_says_no_more_than_it_did(goes: bool, then: Verdict, eligible: bool) -> None:
    decision = Decision(
        subject="legal", verdict=then, decided_by="Board", decided_on="2026-03-01", goes=goes, because="x"
    )
    said = [{"legal": rated(4, 4, 4, 4, risk=4)}]

    (score,) = result(an_assessment(["legal"]), said, decisions={"legal": decision}).scores

    assert score.eligible is eligible


def test_what_nobody_knows_counts_as_the_middle_and_is_an_interval() -> None:
    said = [{"legal": rated(4, 4, 4, None), "medical": rated(4, 4, 4, 3)}] * 3
    found = result(an_assessment(THREE[:2]), said)

    legal = found.score("legal")
    assert legal is not None
    assert legal.unknown == ("reached",)
    assert [legal.low, legal.value, legal.high] == pytest.approx([0.5**0.5, 0.75**0.5, 1])
    assert found.unknowns is not None
    assert found.unknowns.possible_first == ("legal", "medical")
    assert [one.name for one in found.unknowns.ask_next] == ["legal"]


def test_readiness_is_told_and_moves_no_place() -> None:
    ready = {**rated(3, 3, 3, 3), "approachable": 4}
    found = result(an_assessment(THREE[:2]), [{"legal": ready, "medical": {**ready, "approachable": 0}}] * 3)

    assert [(one.readiness, one.place) for one in found.scores] == [(Readiness.READY, 1), (Readiness.PREPARING, 1)]


def test_it_is_told_whose_sheet_makes_the_first_place() -> None:
    """Legal has 4, 2 and 1, so 7/3 beside 2; without the first adviser 3/2."""
    said = [{"legal": rated(n, n, n, n), "medical": rated(2, 2, 2, 2)} for n in (4, 2, 1)]
    found = result(an_assessment(THREE[:2]), said, interests={1: ["legal"]})

    assert [(one.seat, one.first, one.changes) for one in found.influence] == [
        (1, ("medical",), True),
        (2, ("legal",), False),
        (3, ("legal",), False),
        (None, ("medical",), True),
    ]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ([], "Nobody has handed in a sheet"),
        ([{"legal": rated(3, 3, 3, 3), "medical": rated(1, 1, 1, 1)}], "One adviser is no group"),
        ([dict.fromkeys(THREE, rated(None, None, None, None, None))] * 3, "Nobody knows anything"),
        ([dict.fromkeys(THREE, rated(2, 2, 2, 2))] * 3, "All are level (50.0 of 100)"),
        ([dict.fromkeys(THREE, rated(0, 0, 0, 0))] * 3, "All are level (0.0 of 100)"),
        ([{}] * 3, "Nobody knows anything"),
    ],
)
def test_where_little_can_be_said_a_sentence_says_so(said: Sequence[Said], sentence: str) -> None:
    assessment = an_assessment(THREE)
    found = result(assessment, said)

    told = telling.story(assessment, found)

    assert [one for one in told if sentence in one], told
    assert all(reasons.about(assessment, found, one.subject) for one in found.scores)


def test_weights_nobody_has_set_are_said_to_be_equal() -> None:
    assessment = an_assessment(THREE)
    assert "Weights: equal, nobody has set any." in telling.story(assessment, result(assessment, SEVEN))
    told = telling.story(assessment, result(assessment, SEVEN, points=dict.fromkeys(ITEMS, 50.0)))
    assert (
        "International weights: Maria on 2026-03-09 by points for each question, 100 for the one to raise first."
    ) in told


def test_what_was_taken_out_counts_for_nothing_and_is_told() -> None:
    assessment = an_assessment(THREE)
    out = evolve(assessment.subjects[1], withdrawn_on="2026-03-05", withdrawn_because="merged")
    assessment = evolve(assessment, subjects=(assessment.subjects[0], out, assessment.subjects[2]))

    found = result(assessment, SEVEN)

    assert (found.taken_out, found.score("medical")) == (("medical",), None)
    assert "Taken out in between, and not counted: Medical." in telling.story(assessment, found)


def test_where_nothing_is_left_a_sentence_says_so() -> None:
    assessment = evolve(an_assessment(THREE), subjects=())
    assert telling.story(assessment, result(assessment, SEVEN))[0].startswith("Nothing is left")


def test_second_opinions_name_what_they_use() -> None:
    told = opinions.second(result(an_assessment(THREE), SEVEN))

    assert [one.method for one in told] == ["PROMETHEE II", "TOPSIS"]
    assert "vector normalisation" in told[1].how
    assert sum(told[0].scores.values()) == pytest.approx(0)


def test_the_same_seed_draws_the_same() -> None:
    assessment = an_assessment(THREE)
    found = result(assessment, SEVEN)
    one, other = (opinions.robust(assessment, found, draws=500) for _ in range(2))

    assert one is not None
    assert one == other
    assert one.seed == assessment.seed
    assert sum(standing.ranks[0] for standing in one.standings.values()) == pytest.approx(1)


@given(PANELS, RULES)
def test_whatever_they_say_there_is_a_result_that_can_be_told_and_kept(said: list[Said], rule: Rule) -> None:
    assessment = an_assessment(THREE, combining=rule)
    found = result(assessment, said, interests={1: ["legal"]})

    assert telling.story(assessment, found)
    assert all(reasons.about(assessment, found, one.subject) for one in found.scores)
    assert structure(json.loads(json.dumps(as_data(found))), Result, file="result") == found


@given(PANELS, RULES)
def test_a_value_lies_between_what_it_can_be_at_worst_and_at_best(said: list[Said], rule: Rule) -> None:
    for one in result(an_assessment(THREE, combining=rule), said).ranked:
        assert one.value is not None
        assert one.low - 1e-9 <= one.value <= one.high + 1e-9


@given(st.lists(SAID, min_size=1, max_size=6), st.randoms())
def test_the_order_of_advisers_and_of_sectors_changes_nothing(said: list[Said], random: Random) -> None:
    mixed = said[:]
    random.shuffle(mixed)
    one, other = result(an_assessment(THREE), said), result(an_assessment(THREE[::-1]), mixed)
    assert _places(one) == _places(other)
    assert one.agreement.w == pytest.approx(other.agreement.w)


@given(st.lists(st.fixed_dictionaries({**dict.fromkeys(THREE, ROW), "youth": ROW}), min_size=1, max_size=6), RULES)
def test_one_more_sector_changes_no_other_value(said: list[Said], rule: Rule) -> None:
    fewer = result(an_assessment(THREE, combining=rule), said)
    more = result(an_assessment((*THREE, "youth"), combining=rule), said)
    for score in fewer.scores:
        other = more.score(score.subject)
        assert other is not None
        assert (other.value, other.check, other.analyses) == (score.value, score.check, score.analyses)


@given(st.lists(SAID, min_size=1, max_size=6), st.sampled_from(ITEMS), st.data())
def test_a_better_rating_never_lowers_a_place(said: list[Said], item: str, data: st.DataObject) -> None:
    seat = data.draw(st.integers(0, len(said) - 1))
    before = said[seat]["legal"][item]
    if before is None or before == 4:
        return
    better = [dict(one) for one in said]
    better[seat]["legal"] = {**said[seat]["legal"], item: before + 1}

    one, other = result(an_assessment(THREE), said), result(an_assessment(THREE), better)

    assert (_places(other)["legal"] or 0) <= (_places(one)["legal"] or 0)


@given(st.lists(SAID, min_size=1, max_size=6), st.sampled_from(("credibility", "misuse")), st.data())
def test_the_check_never_loosens_when_a_risk_rises(said: list[Said], item: str, data: st.DataObject) -> None:
    seat = data.draw(st.integers(0, len(said) - 1))
    before = said[seat]["legal"][item]
    if before is None or before == 4:
        return
    worse = [dict(one) for one in said]
    worse[seat]["legal"] = {**said[seat]["legal"], item: before + 1}

    one, other = (result(an_assessment(THREE), panel).score("legal") for panel in (said, worse))

    assert one is not None
    assert other is not None
    assert other.check.verdict.severity >= one.check.verdict.severity


@given(st.lists(SAID, min_size=1, max_size=6), RULES)
def test_parts_of_an_explanation_add_up_as_they_are_told(said: list[Said], rule: Rule) -> None:
    found = result(an_assessment(THREE, combining=rule), said)
    for why in found.explanations:
        parts = reasons.parts(found, why)
        ahead, behind = found.score(why.ahead), found.score(why.behind)
        assert ahead is not None
        assert behind is not None
        if parts and ahead.value is not None and behind.value is not None:
            assert sum(parts.values()) == tenths(ahead.value) - tenths(behind.value)


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=20))
def test_rounded_parts_add_up_and_are_near_what_they_are(parts: list[float]) -> None:
    total = round(1000 * sum(parts))
    rounded = adding_up(total, parts)
    assert sum(rounded) == total
    assert all(abs(one - 1000 * part) < 1 + 1e-5 for one, part in zip(rounded, parts, strict=True))


def _places(found: Result) -> dict[str, int | None]:
    return {one.subject: one.place for one in found.scores}
