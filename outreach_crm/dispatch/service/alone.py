"""One message to one contact, such as a test or an answer: drafted, frozen, approved and started at once."""

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch.model import Dispatch, Draft, Example
from outreach_crm.dispatch.queries import addresses, planning, records
from outreach_crm.dispatch.service import deciding, drafting, freezing
from outreach_crm.dispatch.service.clearing import sentences
from outreach_crm.errors import RefusedError
from outreach_crm.model import Channel, Ref
from outreach_crm.policy import Action
from outreach_crm.storage import Selection
from outreach_crm.text import say


def reached(app: App, contact_id: int, channel: Channel) -> str | None:
    """Return the best address of a contact by a channel: empty where it reaches them by name alone, None: not at all.

    Whether they may be turned to is not asked.
    """
    with app.store.selection() as chosen:
        addresses.choose(chosen, contact_id)
        return addresses.first(app.store, channel.addresses)


@frozen(kw_only=True)
class Alone:
    """What one message to one contact would be: as it would leave, or what is against it, in a sentence."""

    message: Example | None = None
    against: str = ""


def rehearse_to(app: App, draft: Draft, to: int) -> Alone:
    """Return what a draft would be to one contact; nothing is written.

    Raises:
        InvalidInputError: a text cannot be read.
        NotFoundError: there is no such channel.
    """
    with app.store.selection() as chosen:
        addresses.choose(chosen, to)
        return _rehearsed(app, draft, chosen)


def _rehearsed(app: App, draft: Draft, chosen: Selection) -> Alone:
    with freezing.planned_of(app, drafting.unmade(app, draft), chosen) as planned:
        for one in planning.who(app.store, "left-out", limit=1):
            told = sentences(app, planned.dispatch)
            return Alone(against=records.left_out(app.store, one["rule"], one["detail"], told))
        return Alone(message=next(iter(freezing.look(app, planned).examples), None))


def begin_to(
    app: App, draft: Draft, to: int, *, says_of: int | None = None, files: Ref | None = None, because: str = ""
) -> Dispatch:
    """Make one message to one contact, ready to be sent; it goes through clearance and the outbox like any other.

    Whether its way out is open is asked before: :func:`carrier_of`, closed again.

    Args:
        app: the App.
        draft: what it is to be; its texts are for nobody else.
        to: the contact who gets it.
        says_of: the contact of whom its texts speak, and with whom they are erased; else the one who gets it.
        files: the record whose files go with it.
        because: why.

    Raises:
        NotFoundError: there is no such contact or channel.
        RefusedError: they have no address for the channel, or must not be turned to; nothing is written.
        InvalidInputError, ConflictError: the draft cannot be; see :func:`draft`.
    """
    who = contacts.get(app, to)
    with app.change("send message", because=because, final=True, action=Action.SEND), app.store.selection() as chosen:
        addresses.choose(chosen, who.id)
        if against := _rehearsed(app, draft, chosen).against:
            raise RefusedError(say("It cannot go to {who}: {against}.", who=who.name, against=against))
        made = drafting.draft(app, draft, because=because)
        for text, _ in records.text_ids(app.store, made.id):
            app.store.update("dispatch_texts", text, {"seen_as": who.id if says_of is None else says_of})
        if files is not None:
            attachments.copy(app, files, Ref("dispatches", made.id))
        freezing.freeze(app, made.id, chosen, confirmed=True, because=because)
        deciding.approve(app, made.id, because=because)
        return deciding.start(app, made.id)
