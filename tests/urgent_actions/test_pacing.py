"""Sharing out scarce attention: the worked case, what holds for every month, and what it is worth."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_urgent_actions.model import Candidate, best, sends_needed, share, share_out
from outreach_urgent_actions.service import matching
from tests.builders import a_person, with_settings
from tests.urgent_actions.builders import add_issue, add_sign_up, received
from tests.urgent_actions.test_matching import held, matched

# Five subscribers, three Urgent Actions, limits and needs; solved by trying out all ways (formula F16).
AFFINITY = ((100, 0, 30), (60, 100, 0), (0, 60, 30), (100, 60, 0), (30, 30, 30))
LIMITS, NEEDED = (1, 1, 2, 1, 2), (2, 2, 2)


def test_the_worked_case_comes_out_as_well_as_it_can() -> None:
    month = share_out(AFFINITY, LIMITS, NEEDED)
    assert sorted(month.coverage) == [1, 1, 1]
    assert len(frozenset().union(*month.given)) == 5
    assert (month.affinity, [len(one) for one in month.given]) == (450, [3, 2, 2])


MONTHS = st.integers(1, 6).flatmap(
    lambda issues: st.tuples(
        st.lists(st.tuples(*[st.sampled_from((0, 30, 60, 100))] * issues), min_size=1, max_size=8),
        st.tuples(*[st.integers(1, 5)] * issues),
        st.randoms(use_true_random=False),
    )
)


@given(MONTHS)
def test_no_limit_is_exceeded_nobody_gets_what_does_not_fit_and_nothing_fitting_is_wasted(
    month: tuple[list[tuple[int, ...]], tuple[int, ...], random.Random],
) -> None:
    affinity, needed, chance = month
    limits = [chance.randint(0, 3) for _ in affinity]
    shared = share_out(affinity, limits, needed)
    for who, row in enumerate(affinity):
        mine = [number for number, people in enumerate(shared.given) if who in people]
        assert all(row[number] for number in mine)
        assert len(mine) == min(limits[who], sum(one > 0 for one in row))
    assert shared == share_out(affinity, limits, needed)


def _first_come(affinity: Sequence[Sequence[float]], limits: Sequence[int], needed: Sequence[int]) -> list[float]:
    """Return the coverage where every issue goes to whoever it fits until their limit."""
    left, coverage = [*limits], []
    for number, need in enumerate(needed):
        fitting = [who for who, row in enumerate(affinity) if row[number] and left[who]]
        for who in fitting:
            left[who] -= 1
        coverage.append(min(1.0, len(fitting) / need))
    return coverage


@pytest.mark.parametrize("seed", range(5))
def test_where_attention_is_short_the_worst_issue_fares_far_better_than_first_come(seed: int) -> None:
    chance = random.Random(seed)
    people, issues = 300, 12
    affinity = [[chance.choice((0, 0, 30, 60, 100)) for _ in range(issues)] for _ in range(people)]
    limits = [chance.choice((1, 1, 2)) for _ in range(people)]
    needed = [round(sum(limits) / issues * 1.06)] * issues
    worst = min(share_out(affinity, limits, needed).coverage)
    assert worst >= 0.8
    assert min(_first_come(affinity, limits, needed)) < worst / 2


def test_equals_are_told_apart_by_how_specific_they_are_and_who_was_served_longest_ago() -> None:
    same = {"affinity": 100, "left": 1, "expected": 0, "served": 1}
    order = [
        Candidate(id=4, facets=2, last_on="2026-03-01", **same),
        Candidate(id=3, facets=1, last_on="", **same),
        Candidate(id=1, facets=1, last_on="2026-02-01", **same),
        Candidate(id=2, facets=1, last_on="2026-02-01", **same),
    ]
    assert best(reversed(order), 4) == [4, 3, 1, 2]
    assert best(order, -1) == []


def test_enough_attention_is_not_rationed() -> None:
    assert share(left=1000, needed=10, to_come=5) == 1
    assert share(left=10, needed=10, to_come=4) == pytest.approx(0.2)
    assert sends_needed(30, 0.1) == 300


def test_with_a_target_an_issue_goes_to_as_many_as_it_needs_and_the_others_are_kept_back(app: App) -> None:
    for name in ("Ana Ruiz", "Bo Lee", "Cy Low"):
        add_sign_up(app, a_person(app, name).id, "nurses", at_most="1/month")
    add_sign_up(app, a_person(app, "Di All").id)
    ana = app.store.value("select id from contacts where name = 'Ana Ruiz'")
    received(app, ana, add_issue(app, "nurses", issued="2025-01-01"), "2026-02-20")
    app = with_settings(app, urgent_actions={"appeals_wanted": 1, "answering": 0.5})
    issue = add_issue(app, "nurses")
    assert set(matched(app, issue)) == {"Bo Lee", "Di All"}
    assert held(app, issue) == {"Ana Ruiz": "kept-back", "Cy Low": "kept-back"}
    assert "kept for other" in matching.RULES["kept-back"]
