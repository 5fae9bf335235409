"""Tells what a mailing would come to if it left now."""

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Draft
from outreach_crm.storage import Selection
from outreach_meetings.model.foreseen import Foreseen

_MOST = 10_000


def foreseen(app: App, draft: Draft, chosen: Selection) -> Foreseen:
    """Return who of the open selection would get a draft, and who would not, and why; nothing is written.

    Raises:
        NotFoundError: there is no such channel.
        DeliveryError: the settings do not say who writes.
    """
    seen = dispatch.foresee_draft(app, draft, chosen, dispatch.Asked(limit=_MOST))
    example = next(iter(seen.preview.examples), None)
    return Foreseen(
        gets=tuple(one.name for one in seen.people if not one.left_out),
        left_out=tuple((one.name, one.left_out) for one in seen.people if one.left_out),
        missed=tuple(one for one in seen.people if one.left_out),
        reader=example.name if example else "",
        subject=example.subject if example else "",
        body=example.body if example else "",
    )
