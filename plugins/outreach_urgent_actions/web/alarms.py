"""What goes wrong without an error: sign-ups and keywords that fell silent, few takers, late ones."""

from outreach_crm.app import App
from outreach_crm.text import say
from outreach_crm.web.lists import Column, Listing
from outreach_urgent_actions.model.alarms import KINDS
from outreach_urgent_actions.service import alarms as service
from outreach_urgent_actions.web.pages import HERE, pages

_COLUMNS = (
    Column(title=say("What"), value=lambda one: KINDS[one.kind]),
    Column(title=say("Which"), value=lambda one: one.sentence, ref=lambda one: one.ref),
    Column(title=say("Since"), value=lambda one: one.since),
)


@pages.lists("/alarms")
def alarms(app: App) -> Listing:
    """List all that should be looked into, and where to begin."""
    return Listing(
        title=say("Alarms of Urgent Actions"),
        columns=_COLUMNS,
        rows=service.alarms(app),
        template=f"{HERE}/alarms.html",
        empty=say("There is no alarm: nothing fell silent, nothing is late, and enough people get what is sent."),
    )
