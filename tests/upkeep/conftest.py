"""What tests of upkeep share: other days, and a backup that is put back."""

from datetime import timedelta
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.upkeep import service
from outreach_crm.upkeep.model import RestoreReport
from tests.conftest import CLOCK, KEY

ENVIRON = {"OUTREACH_KEY": KEY.decode()}


def days_later(app: App, days: int) -> App:
    """Return the App on a later day."""
    app.store.bound.clock = FixedClock(CLOCK.moment + timedelta(days=days))
    return App.on(app.store, app.plugins, app.settings, app.keyring, app.actor)


def put_back(app: App, path: Path | str, *, over: bool = True, identities: tuple[Path, ...] = ()) -> RestoreReport:
    """Put a backup in the place of the database."""
    return service.restore(app, Path(path), environ=ENVIRON, over=over, identities=identities)
