"""An officer at the pages of the stranger's plugin; run where that is installed."""

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.jobs import service as jobs
from tests.web.office import Desk, at_desk, words


def visit(desk: Desk) -> None:
    """Find the plugin's pages by the menu, the search and a contact's page, and use them."""
    ana = contacts.resolve(desk.app, "ruiz").id
    assert '<a href="/translators">Translators</a>' in desk.read("/today")
    assert "Translates" in words(desk.read(f"/contacts/{ana}"))

    wrong = desk.send(f"/translators/add?contact={ana}", {"contact": str(ana), "language": "no language"})
    assert (wrong.status_code, "no language" in wrong.text) == (422, True)
    added = desk.send("/translators/add", {"contact": str(ana), "language": "es"})
    assert "Ana Ruiz translates into es. Undo" in words(desk.follow(added))
    assert "Ana Ruiz es" in words(desk.read("/find/hits?q=es"))
    assert [one["language"] for one in desk.get("/translators.json").json or ()] == ["es", "fr"]

    page = added.headers["Location"]
    assert "Ana Ruiz still translates into es." in words(desk.follow(desk.send(f"{page}/confirm", seen=page)))
    begun = desk.send("/translators/confirm-all", seen="/translators")
    assert jobs.run_one(desk.app)
    assert "2 translators are confirmed." in words(desk.follow(begun))


visit(at_desk(App.open()))
