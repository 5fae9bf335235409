"""Small makers of letter-writing actions, and what a group is offered of them."""

from datetime import date
from typing import Any

from outreach_cases import service
from outreach_cases.model.actions import Action, ActionDraft, Source
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import PointKind
from outreach_crm.model import AgendaItem
from tests.builders import a_group, with_settings
from tests.outreach_cases.holdings import a_local_group

ON = date(2026, 3, 12)
"""The day on which the groups of these tests meet."""
PROGRAMME = "Risk Programme"


def an_action(app: App, title: str = "Free the miners", source: Source = Source.MAGAZINE, **draft: Any) -> Action:
    """Write down an action."""
    return service.add_action(app, source, ActionDraft(title=title, **draft))


def a_letter_group(app: App, name: str = "Lyon group", structure: str = "local") -> int:
    """Write down a group that has an e-mail address, and return its number as a contact."""
    group = a_group(app, name, structure).contact_id
    return with_mail(app, group, f"{name.partition(' ')[0].lower()}@example.org")


def with_mail(app: App, contact_id: int, address: str) -> int:
    """Give a contact an e-mail address, and return its number."""
    contacts.edit(app, contact_id, contacts.Edit(points=((PointKind.EMAIL, address),)))
    return contact_id


def with_programme(app: App, **settings: Any) -> App:
    """Return the App of a section that has a programme which can be reached."""
    office, _ = a_local_group(app, PROGRAMME, "Lea Programme")
    with_mail(app, office, "iar@example.org")
    return with_settings(app, cases={"programme": PROGRAMME, **settings})


def matters(app: App, group_id: int, on: date = ON) -> list[AgendaItem]:
    """Return what casework offers for the meeting of a group, without the cases that it holds."""
    headings = {one.heading for one in Source}
    return [one for one in app.plugins.agenda_items(app, group_id, on) if one.heading in headings]


def titles(app: App, group_id: int, on: date = ON) -> list[str]:
    """Return the titles of the actions that a group is offered for a meeting."""
    return [str(one.title) for one in matters(app, group_id, on) if one.appeals]
