"""Databases with a key and a folder of their own, and other days."""

from datetime import timedelta
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from tests.conftest import CLOCK


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What belongs to a database on a server lies in the user's folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def days_later(app: App, days: int) -> App:
    """Return the App on a later day."""
    app.store.bound.clock = FixedClock(CLOCK.moment + timedelta(days=days))
    return App.on(app.store, app.plugins, app.settings, app.keyring, app.actor)
