"""The short form of the series of bounces, and the mails made to harm."""

import pytest

from tests.fuzz.bounces import SLOW, Series, monsters, run
from tests.mail.samples import SAMPLES


@pytest.mark.slow
def test_two_thousand_broken_bounces_are_read() -> None:
    found = run(2_000, seed=1)
    assert found.kinds.total() == 2_000
    assert {"hard", "soft", "blocked", "auto", "reply"} <= found.kinds.keys()


@pytest.mark.slow
@pytest.mark.parametrize("content", [pytest.param(content, id=name) for name, content in monsters()])
def test_a_mail_made_to_harm_is_read_like_any_other(content: bytes) -> None:
    found = Series()
    found.take(content)
    assert 0 < found.slowest < SLOW


def test_the_mails_that_are_broken_were_sound() -> None:
    found = Series()
    for sample in SAMPLES:
        found.take(sample.content)
    assert found.kinds.total() == len(SAMPLES)
