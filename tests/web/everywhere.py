"""The office with the demo data, in which every page has something to show."""

import shutil
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.plugins import Plugins
from outreach_crm.policy import Role
from tests.conftest import KEY
from tests.web.office import Desk, at_desk

WHO = "Maria"


def copied(demo_day: Path, folder: Path, plugins: Plugins | None = None) -> App:
    """Return the App of a copy of the demo in a folder, in the name of Maria."""
    place = folder / "demo.db"
    shutil.copy2(demo_day, place)
    shutil.copytree(demo_day.with_suffix(".mailings"), place.with_suffix(".mailings"), dirs_exist_ok=True)
    environ = {"OUTREACH_SETTINGS": str(folder / "outreach.toml"), "OUTREACH_KEY": KEY.decode()}
    return App.open(str(place), actor=WHO, environ=environ, plugins=plugins)


def desk_in(demo_day: Path, folder: Path, plugins: Plugins | None = None, role: Role = Role.ADMINISTRATOR) -> Desk:
    """Return the desk of Maria in a copy of the demo."""
    return at_desk(copied(demo_day, folder, plugins), WHO, role)
