"""A sender that watches: what stands in its way for a moment does not end it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.errors import StorageError
from outreach_mail.service import halting, running
from tests.faults.smtp_serving import serving
from tests.mail.servers import mailing, people, through

pytestmark = pytest.mark.connections


def failing(times: int, work: Callable[[App], list[int]]) -> Callable[[App], list[int]]:
    """Return what fails so often before it does its work."""
    left = [StorageError("The disk is full.")] * times

    def work_at_last(app: App) -> list[int]:
        if left:
            raise left.pop()
        return work(app)

    return work_at_last


def test_a_disk_that_is_full_is_told_once_and_it_goes_on(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_LOOK", 0)
    monkeypatch.setattr(running, "under_way", failing(3, running.under_way))
    failed: list[str] = []
    with serving(tmp_path) as server:
        people(app, 3)
        app = through(app, server)
        mailing(app)
        with pytest.raises(KeyboardInterrupt):
            running.watch(app, lambda _: halting.ask(), failed.append)
        assert sorted(server.accepted().values()) == [1] * 3
    assert failed == ["The disk is full."]


def test_a_plugin_that_raised_is_asked_again_in_the_next_turn(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_LOOK", 0)
    seen: list[int] = []

    def look(turn: App) -> list[int]:
        seen.append(len(turn.plugins.silenced))
        turn.plugins.silenced.add(("a plugin", "channels"))
        if len(seen) == 3:
            halting.ask()
        return []

    monkeypatch.setattr(running, "under_way", look)
    with pytest.raises(KeyboardInterrupt):
        running.watch(app, lambda _: None, lambda _: None)
    assert seen == [0, 0, 0]
