"""What tests of upkeep share: other days."""

from datetime import timedelta

from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from tests.conftest import CLOCK


def days_later(app: App, days: int) -> App:
    """Return the App on a later day."""
    app.store.bound.clock = FixedClock(CLOCK.moment + timedelta(days=days))
    return App.on(app.store, app.plugins, app.settings, app.keyring, app.actor)
