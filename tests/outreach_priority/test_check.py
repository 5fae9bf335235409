"""F4: the check of credibility and impartiality never loosens, and cannot be averaged away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_priority.formulas.check import Verdict, check, check_item, worst

RATINGS = st.lists(st.none() | st.integers(0, 4), max_size=9)


@pytest.mark.parametrize(
    ("ratings", "verdict", "because"),
    [
        ([], Verdict.UNASSESSED, "nobody"),
        ([None, None], Verdict.UNASSESSED, "nobody"),
        ([0, 0, 0, 0, 0, 0, 0, 0, 4], Verdict.HOLD, "rated 4"),
        ([4], Verdict.HOLD, "rated 4"),
        ([3, None, 3, 0, 0, 0], Verdict.HOLD, "two advisers or more rated it 3"),
        ([3], Verdict.CAUTION, "only one"),
        ([0], Verdict.CAUTION, "only one"),
        ([3, 2, 2], Verdict.CAUTION, "one adviser rated it 3"),
        ([2, 2, 0], Verdict.CAUTION, "rated it 2"),
        ([2, 1, 1], Verdict.CLEAR, "no two"),
        ([0, 0], Verdict.CLEAR, "no two"),
    ],
)
def test_one_risk(ratings: list[int | None], verdict: Verdict, because: str) -> None:
    told = check_item(ratings)
    assert told.verdict is verdict
    assert because in told.because


def test_the_worst_risk_decides() -> None:
    clear, caution, hold = [0, 0], [2, 2], [4, 0]
    told = check({"a": clear, "b": caution, "c": [None], "d": [None, None]})
    assert (told.verdict, told.decided_by) == (Verdict.UNASSESSED, ("c", "d"))
    assert check({"a": [None], "b": hold}).verdict is Verdict.HOLD
    assert check({"a": clear, "b": caution}).verdict is Verdict.CAUTION
    assert check({}).verdict is worst([]) is Verdict.UNASSESSED


def test_a_rating_off_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="5 is not on the scale"):
        check({"a": [0, 5]})


@given(st.dictionaries(st.sampled_from("abc"), RATINGS, min_size=1), st.data())
def test_the_check_never_loosens_when_a_risk_rises(risks: dict[str, list[int | None]], data: st.DataObject) -> None:
    item = data.draw(st.sampled_from(sorted(risks)))
    raised = [None if one is None else data.draw(st.integers(one, 4)) for one in risks[item]]
    before, after = check(risks), check({**risks, item: raised})
    assert after.verdict.severity >= before.verdict.severity
    assert after.items[item].verdict.severity >= before.items[item].verdict.severity


@given(RATINGS, st.randoms(use_true_random=False))
def test_the_order_of_advisers_changes_nothing(ratings: list[int | None], lot: object) -> None:
    shuffled = list(ratings)
    lot.shuffle(shuffled)  # type: ignore[attr-defined]
    assert check_item(shuffled) == check_item(ratings)
