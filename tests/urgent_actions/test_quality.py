"""The quality of a match, by a worked case computed with another program."""

import pytest

from outreach_urgent_actions.model.quality import Quality, macro, micro, quality

JUDGED = {
    "health": ({"u1", "u2", "u5", "u7"}, {"u1", "u2", "u3", "u7", "u9"}, (0.6, 0.75, 2 / 3)),
    "legal": ({"u3", "u4"}, {"u4"}, (1, 0.5, 2 / 3)),
    "youth": ({"u6", "u8", "u10"}, {"u6", "u8", "u10"}, (1, 1, 1)),
    "trade union": ({"u2"}, {"u5", "u9"}, (0, 0, 0)),
}


@pytest.mark.parametrize("keyword", JUDGED)
def test_each_keyword_comes_out_as_published(keyword: str) -> None:
    relevant, sent, expected = JUDGED[keyword]
    found = quality(relevant, sent)
    assert (found.precision, found.recall, found.f1) == pytest.approx(expected)


def test_all_together_count_by_issue_or_by_keyword() -> None:
    each = [quality(relevant, sent) for relevant, sent, _ in JUDGED.values()]
    whole = micro(each)
    assert (whole.precision, whole.recall, whole.f1) == pytest.approx((7 / 11, 0.7, 2 / 3), abs=1e-6)
    assert macro(each) == pytest.approx({"precision": 0.65, "recall": 0.5625, "f1": 0.583333}, abs=1e-6)


def test_what_has_no_base_stays_undefined() -> None:
    none = Quality(0, 0, 0)
    assert (none.precision, none.recall, none.f1) == (None, None, None)
    assert macro([none]) == {"precision": None, "recall": None, "f1": None}
