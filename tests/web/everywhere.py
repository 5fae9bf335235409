"""The office with the demo data, in which every page has something to show."""

import shutil
from io import BytesIO
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.jobs import service as jobs
from outreach_crm.plugins import Plugins
from outreach_crm.policy import Role
from outreach_crm.privacy import service as privacy
from outreach_crm.transfer import service as transfer
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
    desk = at_desk(copied(demo_day, folder, plugins), WHO, role)
    _wait(desk.app)
    return desk


def _wait(app: App) -> None:
    """Let files wait: one that was sent, one that was looked at, one that is imported, and one to be fetched."""
    rows = b"Name,E-mail,Organisation,Ref\nNora Lind,nora@example.org,Oslo Bar,1\n,,,2\n"
    for n, stages in enumerate(((), (transfer.look,), (transfer.look, transfer.take))):
        one = transfer.receive(app, f"members {n}.csv", BytesIO(rows))
        for stage in stages:
            stage(app, lambda *_: None, file=one.id)
    transfer.begin_export(app, transfer.Order(purpose="records", format="csv", because="to try it"))
    jobs.run_one(app)
    privacy.hold(app, contacts.resolve(app, "Nora Lind").id, "a complaint")
    privacy.suppress(app, "somebody@example.org", reason="asked")
