"""Pages of sectors: whom to know there, what they can be asked, and the questions to think about."""

from flask import url_for

from outreach_crm.app import App
from outreach_crm.keywords import service as keywords
from outreach_crm.sectors import service
from outreach_crm.text import say
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, Office, page

pages = Office("sectors", __name__)

_COLUMNS = (
    Column(title=say("Sector"), value=lambda one: one.name, ref=lambda one: url_for("sectors.shown", key=one.key)),
    Column(title=say("What it is"), value=lambda one: one.about),
    Column(title=say("Manual"), value=lambda one: say("page {n}", n=one.manual_page) if one.manual_page else ""),
)


@pages.lists("")
def listed(app: App) -> Listing:
    """List the sectors in the order of the manual."""
    return Listing(
        title=say("Sectors"),
        columns=_COLUMNS,
        rows=list(service.all_sectors(app)),
        empty=say("There are no sectors. They come with the program, or from a folder of your own in the settings."),
        template="sectors/listed.html",
    )


@pages.look("/<key>")
def shown(app: App, key: str) -> Answer:
    """Show a sector."""
    known = service.all_sectors(app)
    sector = service.find(known, key)
    watched = keywords.understood(app, sector.keywords)
    return page(
        "sectors/shown.html",
        sector=sector,
        asks=known.asks_of(sector),
        prompts=[(question, texts) for _, question, texts in known.prompts_of(sector).groups() if texts],
        watched=[(word, watched.get(word)) for word in sector.keywords],
    )
