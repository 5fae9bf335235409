"""Building an agenda again and again, with whatever the chair does between: what was dropped stays dropped."""

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_meetings import service
from tests.outreach_meetings.agendas import offering, put, titles
from tests.outreach_meetings.builders import a_doctors_group, a_meeting

GROUPS = count(1)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("offer"), st.integers(1, 6)),
        st.tuples(st.just("withdraw"), st.integers(1, 6)),
        st.tuples(st.just("drop"), st.integers(0, 9)),
        st.tuples(st.just("place"), st.integers(0, 9)),
        st.tuples(st.just("put"), st.integers(1, 3)),
        st.tuples(st.just("build"), st.just(0)),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_building_again_is_idempotent_and_brings_nothing_back(app: App, steps: list[tuple[str, int]]) -> None:
    office, feature = offering(app)
    group = a_doctors_group(office, name=f"Group {next(GROUPS)}")
    made, dropped = a_meeting(office, group), set[str]()
    for step, number in steps:
        there = service.items(office, made)
        if step == "offer":
            feature.items = [one for one in feature.items if one.title != f"Case {number}"]
            feature.offer(number)
        elif step == "withdraw":
            feature.items = [one for one in feature.items if one.title != f"Case {number}"]
        elif step == "put":
            put(office, made, f"By hand {number}")
        elif step == "drop" and there:
            dropped.add(str(service.drop(office, there[number % len(there)].id).title))
        elif step == "place" and there:
            service.place(office, there[0].id, number % len(there) + 1)
        before = [one.id for one in service.items(office, made)]
        if step == "build":
            service.build(office, made)
            after = [one.id for one in service.items(office, made)]
            assert [one for one in after if one in before] == before

    service.build(office, made)
    once = titles(office, made)
    service.build(office, made)

    assert titles(office, made) == once
    assert not {one for one in dropped if one.startswith("Case")} & set(once)
    assert {one.title for one in feature.items} <= {*once, *dropped}
