"""The short form of the series of bounces, and the mails made to harm."""

import pytest

from tests.fuzz.bounces import empty, monsters, run
from tests.fuzz.series import SLOW
from tests.mail.samples import SAMPLES


@pytest.mark.slow
def test_two_thousand_broken_bounces_are_read() -> None:
    found = run(empty(), 2_000, seed=1)
    assert found.found.total() == 2_000
    assert {"hard", "soft", "blocked", "auto", "reply"} <= found.found.keys()


@pytest.mark.slow
@pytest.mark.parametrize("content", [pytest.param(content, id=name) for name, content in monsters()])
def test_a_mail_made_to_harm_is_read_like_any_other(content: bytes) -> None:
    found = empty()
    found.take(content)
    assert 0 < found.slowest < SLOW


def test_the_mails_that_are_broken_were_sound() -> None:
    found = empty()
    for sample in SAMPLES:
        found.take(sample.content)
    assert found.found.total() == len(SAMPLES)
