"""The office in which every page has something to show, and a walk through all of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.clock import Clock
from outreach_crm.plugins import Plugins
from outreach_crm.policy import Role
from tests.conftest import KEY
from tests.web.office import Desk, at_desk
from tests.web.walk import Visit, walk

WHO = "Maria"
# Where a walk begins: the first page, what somebody asked for in a form, and of assessments, of which there are more
# than are walked through, those with most to show: an open round with its sheets, and what is in dispute.
STARTS = (
    "/",
    "/find?q=lena",
    "/contacts?where=kind%3Dperson",
    "/export/who?purpose=mailings&format=csv",
    "/priorities/4",
    "/priorities/3/feedback",
    "/priorities/2/effort?staff_hours=170&money=900&firm=yes",
)
# Of these the latest, with which most is to be done yet, is one of those that are walked through.
_LATEST = {
    "case_actions": "/cases/actions",
    "case_feedback": "/cases/feedback",
    "case_holdings": "/cases/holdings",
    "case_requests": "/cases/requests",
    "case_updates": "/cases/updates",
    "cases where ref = 'IP 1'": "/cases",
    "dispatches": "/mailings",
    "dispatches where state = 'paused'": "/mailings",
    "meeting_items": "/meetings/items",
    "meeting_minutes where state = 'for approval'": "/meetings/minutes",
    "meeting_notes": "/meetings/notes",
    "mutuality_requests": "/requests",
}


def copied(day: Path, folder: Path, plugins: Plugins | None = None, *, clock: Clock | None = None) -> App:
    """Return the App of a copy, in a folder, of a database with what lies beside it, in the name of Maria."""
    shutil.copytree(day.parent, folder, dirs_exist_ok=True)
    environ = {"OUTREACH_SETTINGS": str(folder / "outreach.toml"), "OUTREACH_KEY": KEY.decode()}
    return App.open(str(folder / day.name), actor=WHO, clock=clock, environ=environ, plugins=plugins)


def desk_in(day: Path, folder: Path, plugins: Plugins | None = None, role: Role = Role.ADMINISTRATOR) -> Desk:
    """Return the desk of Maria in a copy of a database."""
    return at_desk(copied(day, folder, plugins), WHO, role)


def everywhere(desk: Desk, of_a_rule: int = 3) -> Iterator[Visit]:
    """Open pages of every rule of the office, some of each, as links and forms lead there."""
    latest = [(path, desk.app.store.value(f"select max(id) as id from {table}")) for table, path in _LATEST.items()]
    starts = (f"{path}/{number}" for path, number in latest if number)
    return walk(desk.client, *STARTS, *starts, of_a_rule=of_a_rule)
