"""What is set and from where; settings are written in a file, and read when the program starts."""

from outreach_crm.app import App
from outreach_crm.policy import Action
from outreach_crm.upkeep import service
from outreach_crm.web.office import Answer, Office, page

pages = Office("settings", "outreach_crm.upkeep")


@pages.look("", Action.ADMINISTER)
def shown(app: App) -> Answer:
    """Show all settings."""
    return page("upkeep/settings.html", tables=service.settings(app), file=app.settings.file)
