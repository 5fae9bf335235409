"""However somebody arranges an agenda, building it again adds only what is new and undoes nothing of that."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_meetings.model.agenda import Item, Matter, Source, moved, with_new

NUMBERS = st.integers(0, 40)
MATTERS = st.lists(
    st.builds(
        lambda source, heading, number: Matter(title=f"{heading} {number}", source=source, heading=heading),
        st.sampled_from([*Source]),
        st.sampled_from(["", "Cases", "Asks"]),
        NUMBERS,
    ),
    max_size=12,
)


def items(matters: list[Matter]) -> list[Item]:
    return [
        Item(title=one.title, source=one.source, heading=one.heading, id=n, sitting_id=1, position=n, change_id=1)
        for n, one in enumerate(matters, 1)
    ]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(MATTERS, MATTERS)
def test_new_matters_never_change_the_order_of_what_is_on_the_agenda(there: list[Matter], new: list[Matter]) -> None:
    before = items(there)

    after = with_new(before, new)

    assert [one for one in after if isinstance(one, Item)] == before
    assert len(after) == len(before) + len(new)


@given(MATTERS)
def test_an_agenda_that_nobody_arranged_stands_in_the_order_of_its_sources(new: list[Matter]) -> None:
    ranks = [one.source.rank for one in with_new([], new)]

    assert ranks == sorted(ranks)


@given(MATTERS, MATTERS, st.data())
def test_matters_of_a_heading_stand_together_unless_somebody_put_them_apart(
    first: list[Matter], second: list[Matter], data: st.DataObject
) -> None:
    built = with_new(with_new([], first), second)
    kinds = [(one.source, one.heading) for one in built]
    runs = [kind for n, kind in enumerate(kinds) if n == 0 or kinds[n - 1] != kind]

    assert len(runs) == len(set(kinds))
    if built:
        there = items(built)
        chosen, to = data.draw(st.sampled_from(there)), data.draw(st.integers(1, len(there)))
        order = moved(there, chosen.id, to)
        assert (order.index(chosen) + 1, sorted(one.id for one in order)) == (to, [one.id for one in there])
