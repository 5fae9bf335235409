"""Levels are made ready to be counted: what changes nothing is apart, and several levels count as one."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from outreach_cases.formulas.steps import gathered, steps
from outreach_cases.formulas.stock_and_flow import LEVELS, Transition, flow

FIRST = date(2020, 1, 1)
ROWS = st.lists(
    st.builds(
        Transition,
        case=st.integers(1, 4),
        on=st.integers(0, 60).map(lambda days: FIRST + timedelta(days)),
        to=st.sampled_from(LEVELS),
    ),
    max_size=25,
)
PERIOD = FIRST + timedelta(20), FIRST + timedelta(40)


@given(ROWS)
def test_each_step_gives_a_case_another_level_and_nothing_gets_lost(rows: list[Transition]) -> None:
    found = steps(rows)

    assert sorted([*found.taken, *found.twice], key=repr) == sorted(rows, key=repr)
    for case in {one.case for one in rows}:
        own = [one.to for one in found.taken if one.case == case]
        assert all(one != other for one, other in pairwise(own))
        last = max((one for one in rows if one.case == case), key=lambda one: one.on).on
        ends = [one.to for one in rows if one.case == case and one.on == last]
        assert own[-1] == ends[-1]


@given(ROWS)
def test_steps_always_add_up(rows: list[Transition]) -> None:
    for one in flow(steps(rows).taken, *PERIOD).levels.values():
        assert one.end == one.start + one.entered - one.left


@given(ROWS, st.sets(st.sampled_from(LEVELS), min_size=1))
def test_levels_gathered_hold_what_they_hold_one_by_one(rows: list[Transition], levels: set[str]) -> None:
    taken = steps(rows).taken
    apart, whole = flow(taken, *PERIOD), flow(gathered(taken, levels, "counted"), *PERIOD, levels=["counted"], final=())

    one = whole.levels["counted"]
    assert one.start == sum(apart.levels[name].start for name in levels)
    assert one.end == sum(apart.levels[name].end for name in levels)
    moved = sum(many for (before, after), many in apart.transitions.items() if {before, after} <= levels)
    assert one.left == sum(apart.levels[name].left for name in levels) - moved
