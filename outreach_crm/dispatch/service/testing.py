"""A test of a mailing: one message as it would look for somebody, to one of ours."""

from collections.abc import Iterable
from typing import Any

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact
from outreach_crm.dispatch.model import LEAVE, Dispatch, Draft, Text
from outreach_crm.dispatch.queries import tests
from outreach_crm.dispatch.service import alone, drafting, sending
from outreach_crm.dispatch.service.channels import carrier_of, channel_of
from outreach_crm.dispatch.service.sampling import sample
from outreach_crm.errors import RefusedError
from outreach_crm.forms import Choice
from outreach_crm.model import Ref
from outreach_crm.policy import Action
from outreach_crm.text import literal, read_number, say

MARK = "[Test]"
"""What stands before the subject of a test."""

_LONGEST_NAME, _LONGEST_SUBJECT = 80, 290
_FOUND = 20
# What those who get a test must see as it will be.
_SAME = ("purpose", "sector", "channel", "place", "signed_up")


def send_test(app: App, dispatch_id: int, to: int, **given: Any) -> sending.Sent:
    """Send one message of a dispatch to one of ours, as it would look for somebody; see :func:`begin_test`."""
    return sending.send(app, begin_test(app, dispatch_id, to, **given).id)


def begin_test(
    app: App,
    dispatch_id: int,
    to: int,
    *,
    seen_as: int | None = None,
    channel: str = "",
    place: str = "",
    because: str = "",
) -> Dispatch:
    """Make one message of a dispatch to one of ours, as it would look for somebody, marked as a test, ready to be sent.

    It goes through clearance and the outbox like any other, needs no check of its texts, and stands in the history of
    whoever got it. It is a dispatch of its own: nobody has received the one it tests, nor missed it, by a test.

    Args:
        app: the App.
        dispatch_id: which one; a draft, or what was sent.
        to: the contact who gets it: a member, or somebody in one of our groups.
        seen_as: the contact for whom it is written; else the one who gets it.
        channel: by what it goes, in the place of what the dispatch says.
        place: where the channel puts it, in the place of what the dispatch says.
        because: why.

    Raises:
        NotFoundError: there is no such dispatch, contact or channel.
        RefusedError: the contact is not one of ours, or must not be turned to.
        DeliveryError: nothing can leave this way.
    """
    found, who = drafting.get(app, dispatch_id), _one_of_ours(app, to)
    reader = contacts.get(app, seen_as) if seen_as else who
    made = _draft(app, found, reader)
    made = evolve(made, channel=channel or made.channel, place=place or made.place)
    carrier_of(app, channel_of(app, made.channel), made.place).close()
    because = because or f"a test of {found.name}"
    with app.change("test mailing", because=because, final=True, action=Action.SEND):
        files = Ref("dispatches", found.id)
        return alone.begin_to(app, made, who.id, says_of=reader.id, files=files, because=because)


def _one_of_ours(app: App, contact_id: int) -> Contact:
    who = contacts.get(app, contact_id)
    if not tests.is_ours(app.store, who.id):
        raise RefusedError(
            say("{who} is neither a member nor in one of our groups; a test goes to one of ours.", who=who.name)
        )
    return who


def _draft(app: App, found: Dispatch, reader: Contact) -> Draft:
    text = _as_seen(app, found, reader)
    number = tests.how_many(app.store, found.id) + 1
    same = {name: getattr(found, name) for name in _SAME}
    return Draft(
        name=f"{found.name[:_LONGEST_NAME]} (test {number})",
        texts=(text,),
        test_of=found.id,
        letters=drafting.letters(app, found.id),
        fields=found.fields,
        variants=found.variants,
        **same,
    )


def _as_seen(app: App, found: Dispatch, reader: Contact) -> Text:
    """Return the text that somebody would read, or has read, with what it says of them."""
    message = sample(app, found.id, reader.id)
    body, link = literal(message.body), message.fields[LEAVE]
    if link:  # whoever gets the test must not take the other one off the list
        body = body.replace(literal(link), f"{{{LEAVE}}}")
    subject = f"{MARK} {literal(message.subject[:_LONGEST_SUBJECT])}"
    return Text(language=message.language, subject=subject, body=body)


def find_ours(app: App, words: str, chosen: Iterable[str]) -> list[Choice]:
    """Return those of ours whose names begin with some words, and those who were chosen before."""
    ids = [number for one in chosen if (number := read_number(one)) is not None]
    found = (*contacts.some(app, ids), *(contacts.find(app, words, _FOUND) if words else ()))
    ours = {one.id: one for one in found if tests.is_ours(app.store, one.id)}
    return [Choice(str(one.id), one.name) for one in ours.values()]
