"""One message to one contact, such as a test or an answer: drafted, frozen, approved and started at once."""

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch.model import Dispatch, Draft, Preview
from outreach_crm.dispatch.queries import addresses, records
from outreach_crm.dispatch.service import deciding, drafting, freezing
from outreach_crm.errors import RefusedError
from outreach_crm.model import Channel, Ref


def reached(app: App, contact_id: int, channel: Channel) -> str | None:
    """Return the best address of a contact by a channel: empty where it reaches them by name alone, None: not at all.

    Whether they may be turned to is not asked.
    """
    with app.store.selection() as chosen:
        addresses.choose(chosen, contact_id)
        return addresses.first(app.store, channel.addresses)


def rehearse_to(app: App, draft: Draft, to: int) -> Preview:
    """Return what a draft would be to one contact, as it would leave, or why it cannot; nothing is written.

    Raises:
        InvalidInputError: a text cannot be read.
        NotFoundError: there is no such channel.
    """
    with app.store.selection() as chosen:
        addresses.choose(chosen, to)
        return freezing.rehearse(app, draft, chosen)


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
    with app.change("send message", because=because, final=True), app.store.selection() as chosen:
        addresses.choose(chosen, who.id)
        if refused := freezing.rehearse(app, draft, chosen).refused:
            raise RefusedError(f"It cannot go to {who.name}: {refused[0].sentence}.")
        made = drafting.draft(app, draft, because=because)
        for text, _ in records.text_ids(app.store, made.id):
            app.store.update("dispatch_texts", text, {"seen_as": who.id if says_of is None else says_of})
        if files is not None:
            attachments.copy(app, files, Ref("dispatches", made.id))
        freezing.freeze(app, made.id, chosen, confirmed=True, because=because)
        deciding.approve(app, made.id, because=because)
        return deciding.start(app, made.id)
