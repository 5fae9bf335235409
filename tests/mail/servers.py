"""What tests of sending begin with: an App whose mail goes to a server, and people to write to."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.dispatch.service import Sent
from tests.builders import with_settings
from tests.dispatch.letters import an_addressee, under_way
from tests.faults.smtp_serving import Served

Serve = Callable[..., Served]
SENDER = "Section Example <office@example.org>"


def through(app: App, server: Served, **more: Any) -> App:
    """Return the App with that server as its own."""
    mail = {"sender": SENDER, "server": "127.0.0.1", "port": server.port, "security": "none", **more}
    return with_settings(app, mail=mail)


def into(app: App, folder: Path) -> App:
    """Return the App without a server, whose mail becomes files in a folder."""
    return with_settings(app, mail={"sender": SENDER, "folder": str(folder)})


def people(app: App, n: int) -> None:
    """Add so many organisations: Bar 0, Bar 1 …, at bar-0@example.org …"""
    with app.change("add"):
        for number in range(n):
            an_addressee(app, f"Bar {number}", f"bar-{number}@example.org")


def mailing(app: App, name: str = "Spring letter", **more: Any) -> Dispatch:
    """Draft, freeze, approve and start a mailing to all organisations by e-mail."""
    return under_way(app, name, channel="email", **more)


def send(app: App, dispatch: Dispatch) -> Sent:
    """Send it."""
    return service.send(app, dispatch.id)


def replies(app: App, dispatch: Dispatch) -> dict[str, str]:
    """Return what was last said of each message, by name."""
    shown = service.show(app, dispatch.id, limit=10_000)
    return {one.name: one.reply for one in shown.deliveries}
