"""The short form of the series of calendar files, and the files made to harm."""

import pytest

from tests.fuzz.calendars import SAMPLES, empty, monsters, run
from tests.fuzz.series import SLOW


@pytest.mark.slow
def test_two_thousand_broken_calendars_are_read_or_refused() -> None:
    found = run(empty(), 2_000, seed=1)
    assert found.found.total() == 2_000
    assert {"read", "faults told", "refused", "nothing in it"} <= found.found.keys()


@pytest.mark.slow
@pytest.mark.parametrize("content", [pytest.param(content, id=name) for name, content in monsters()])
def test_a_calendar_made_to_harm_is_read_like_any_other(content: bytes) -> None:
    found = empty()
    found.take(content)
    assert 0 < found.slowest < SLOW


def test_the_calendars_that_are_broken_were_sound() -> None:
    found = empty()
    for sample in SAMPLES:
        found.take(sample)
    assert found.found.total() == len(SAMPLES)
    assert found.found["refused"] == 0
