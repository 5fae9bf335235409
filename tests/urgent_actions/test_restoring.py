"""A backup that is restored does not bring back Urgent Actions to whoever left them since."""

from datetime import date

import pytest

from outreach_crm.app import App
from outreach_crm.upkeep import service as upkeep
from outreach_urgent_actions.service import leave, of_contact, pause
from tests.builders import a_person
from tests.upkeep.conftest import put_back
from tests.urgent_actions.builders import add_sign_up

pytestmark = pytest.mark.connections


def test_whoever_left_or_paused_since_the_backup_still_has(app: App) -> None:
    ana, jorge, rosa = (a_person(app, name).id for name in ("Ana Ruiz", "Jorge Paz", "Rosa Luz"))
    for one in (ana, jorge, rosa):
        add_sign_up(app, one)
    backup = upkeep.back_up(app).backup
    leave(app, ana)
    pause(app, jorge, until=date(2026, 5, 1))
    put_back(app, backup.place)
    states = [(one.left_on, one.paused_until) for who in (ana, jorge, rosa) for one in of_contact(app, who)]
    assert states == [("2026-03-09", None), (None, "2026-05-01"), (None, None)]
