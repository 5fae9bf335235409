"""What the cards of contacts show of priorities: the plans for them or their sector, and those of a group of ours."""

from collections.abc import Sequence

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Kind
from outreach_crm.model import Panel, Ref
from outreach_crm.text import say
from outreach_priority.model.involvement import in_words, level_in_words
from outreach_priority.model.plans import Plan
from outreach_priority.queries import plans

_RANK = 45
_COLUMNS = (say("For"), say("Level"), say("Responsible"), say("It takes"), say("Looked at again"))


def panels(app: App, contact_id: int) -> list[Panel]:
    """Return the plan for an organisation or its sectors; of a group of ours, the plans it is responsible for."""
    if contacts.get(app, contact_id).kind is Kind.GROUP:
        return [_panel(say("Plans it is responsible for"), plans.of_group(app.store, contact_id))]
    return [_panel(say("What is planned"), plans.of_contact(app.store, contact_id))]


def _panel(title: str, found: Sequence[Plan]) -> Panel:
    rows = tuple(
        (one.title, level_in_words(one.level, one.model), one.group, in_words(one.needs), one.review_on)
        for one in found
    )
    refs = tuple(Ref("priority_plans", one.id) for one in found)
    return Panel(title=title, columns=_COLUMNS, rows=rows, rank=_RANK, refs=refs)
