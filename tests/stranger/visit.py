"""An officer at the pages of the plugin that the page tells of; run where that is installed."""

from pathlib import Path

import outreach_crm
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from tests.web.office import Desk, at_desk, words


def visit(desk: Desk) -> None:
    """Find the pages by the menu, use the form and the button, and see today what is due."""
    ana = contacts.resolve(desk.app, "ruiz").id
    today = desk.app.clock.today()
    assert '<a href="/librarians">Librarians</a>' in desk.read("/today")
    assert "Ana Ruiz promised: Show our exhibition" in words(desk.read("/today"))

    promise = {"contact": str(ana), "what": "Lend us a room", "by": today.isoformat()}
    wrong = desk.send("/librarians/add", {**promise, "by": "some day"})
    assert (wrong.status_code, "Lend us a room" in wrong.text) == (422, True)
    added = desk.follow(desk.send("/librarians/add", promise))
    assert "Ana Ruiz promised: Lend us a room. Undo" in words(added)
    assert [one["what"] for one in desk.get("/librarians.json").json or ()] == ["Show our exhibition", "Lend us a room"]

    kept = desk.follow(desk.send("/librarians/2/done", seen="/librarians"))
    assert "Ana Ruiz kept it: Lend us a room. Undo" in words(kept)
    assert desk.send("/librarians/3/done", seen="/librarians").status_code == 404


assert "site-packages" in Path(outreach_crm.__file__).parts, "the wheel is what is tried"
visit(at_desk(App.open()))
