"""A message of a dispatch as it would leave to somebody, or as it left: for whoever wants to see one."""

from typing import Any

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch.model import Dispatch, Message, spoken
from outreach_crm.dispatch.queries import outbox, records
from outreach_crm.dispatch.service import drafting
from outreach_crm.dispatch.service.alone import reached
from outreach_crm.dispatch.service.channels import channel_of
from outreach_crm.dispatch.service.freezing import preview
from outreach_crm.dispatch.service.writing import write
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say


def sample(app: App, dispatch_id: int, contact_id: int | None = None, *, channel: str = "") -> Message:
    """Return the message of a dispatch to one contact; nothing is written, and whether it may leave is not asked.

    Args:
        app: the App.
        dispatch_id: which one; a draft, or what was sent.
        contact_id: to whom; else to one of its recipients. Whoever is no recipient sees it as if they were.
        channel: by what it goes; else by what the dispatch says. The address is empty for whom it does not reach.

    Raises:
        NotFoundError: there is no such dispatch, contact or channel.
        InvalidInputError: a draft has no recipients.
    """
    found = drafting.get(app, dispatch_id)
    way = channel_of(app, channel or found.channel)
    row = _frozen(app, found, contact_id) or _supposed(app, found, contact_id)
    (message,) = write(app, found, [row], {row["id"]: reached(app, row["contact_id"], way) or ""})
    return message


def _frozen(app: App, found: Dispatch, contact_id: int | None) -> dict[str, Any] | None:
    """Return what a recipient of the frozen list gets."""
    number = records.some_delivery(app.store, found.id, contact_id)
    return next(iter(outbox.load(app.store, [number])), None) if number is not None else None


def _supposed(app: App, found: Dispatch, contact_id: int | None) -> dict[str, Any]:
    """Return what somebody would get who stands in no frozen list."""
    if contact_id is None:
        examples = preview(app, found.id).examples if not found.frozen_at else ()
        if not examples:
            raise InvalidInputError(
                say(
                    "Nobody would get {name}; outreach mailings preview {number} says why.",
                    name=found.name,
                    number=found.id,
                )
            )
        contact_id = examples[0].contact_id
    reader = contacts.get(app, contact_id)
    language = spoken(reader.language, reader.languages, [one.language for one in found.texts])
    row = {"id": 0, "contact_id": reader.id, "language": language, "variant": "", "attempts": 0}
    return {**row, **(outbox.values(app.store, reader.id) or {})}
