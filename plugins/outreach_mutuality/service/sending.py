"""Lets the written answer leave through the channels, and takes note of what became of it.

Whether an answer has left may be known at once, or days later: by a job, by another command, by somebody who hands a
letter over, by a bounce. A query over the deliveries of each request, wherever requests are read, would grow with every
answer that was ever sent; therefore it is written down at the one moment when it becomes true, which dispatch tells by
the hook ``dispatched``, and lists of requests go on reading their own indexed state.
"""

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Kind
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch, Draft, Text
from outreach_crm.model import Channel
from outreach_crm.text import literal, say
from outreach_mutuality.model.answers import Way, Written
from outreach_mutuality.model.requests import Request, State
from outreach_mutuality.queries import answers as queries
from outreach_mutuality.service import answering, drafting, following

_PURPOSE = "answers"
_LONGEST_NAME = 70


def ways(app: App, request_id: int) -> list[Way]:
    """Return by which ways the answer to a request can leave, the message as it would, and what is against each.

    Raises:
        NotFoundError: there is no such request.
        ConflictError: it is not decided, or was answered already.
        InvalidInputError: nothing is written.
    """
    request, written = answering.to_answer(app, request_id)
    found = (_way(app, request, written, one) for one in app.plugins.channels() if one.alone)
    return [one for one in found if one is not None]


def _way(app: App, request: Request, written: Written, channel: Channel) -> Way | None:
    to, address = _whom(app, request, channel)
    if address is None:
        return None
    seen = dispatch.rehearse_to(app, _draft(app, request, written, channel.key), to)
    return Way(
        channel=channel.key,
        title=channel.alone,
        to_id=to,
        to=contacts.get(app, to).name,
        address=address,
        subject=seen.message.subject if seen.message else "",
        body=seen.message.body if seen.message else "",
        by_hand=channel.by_hand,
        against=seen.against,
    )


def _whom(app: App, request: Request, channel: Channel) -> tuple[int, str | None]:
    """Return who gets the answer and where: who of them asks, where they can be reached, else the organisation."""
    if request.person_id is not None:
        address = dispatch.reached(app, request.person_id, channel)
        if address is not None:
            return request.person_id, address
    return request.contact_id, dispatch.reached(app, request.contact_id, channel)


def _draft(app: App, request: Request, written: Written, channel: str, place: str = "") -> Draft:
    subject = drafting.subject(app, request, written.language)
    return Draft(
        name=_name(app, request),
        purpose=_PURPOSE,
        texts=(Text(language=written.language, subject=literal(subject), body=literal(written.text)),),
        channel=channel,
        place=place,
        ref=following.answers(app, request.id).ref,
        signed_up=True,  # they asked
    )


def _name(app: App, request: Request) -> str:
    """Return what the message is called, which everybody reads: by no name of a person or of somebody in a circle."""
    # A person's would stay when they are erased.
    whose = contacts.get(app, request.contact_id)
    to = whose.name[:_LONGEST_NAME] if whose.circle_id is None else "an organisation"
    to = "a person" if whose.kind is Kind.PERSON else to
    before = following.answers(app, request.id).begun()
    return f"Answer to {to} ({request.id}, {before + 1})" if before else f"Answer to {to} ({request.id})"


def begin(
    app: App, request_id: int, *, channel: str = "", place: str = "", seen: int | None = None, because: str = ""
) -> Dispatch:
    """Make the message in which the answer to a request leaves, ready to be sent; one under way is gone on with.

    It goes to who of them asks, where somebody is named and the channel reaches them, else to the organisation. The
    request is answered once it has left: :func:`settle`.

    Args:
        app: the App.
        request_id: which request.
        channel: by what it goes; else as mailings do.
        place: where the channel puts it, such as a folder.
        seen: the version of the answer that somebody was shown; None: whatever it is.
        because: why.

    Raises:
        NotFoundError: there is no such request or channel.
        InvalidInputError, DeliveryError: nothing is written, or nothing can leave this way.
        ConflictError: nothing is to be answered, it was rewritten meanwhile, or is on its way by another channel.
        RefusedError: whom it goes to has no address for the channel or must not be turned to; nothing is written.
    """
    settle(app, request_id)
    answering.to_answer(app, request_id)
    answers = following.answers(app, request_id)
    if there := answers.gone_on_with(channel):
        return there
    way = dispatch.channel_of(app, channel or dispatch.usual_channel(app))
    dispatch.carrier_of(app, way, place).close()  # a way out that is blocked is told before anything is written
    with app.change("answer request", because=because, final=True):
        request, written = answering.to_answer(app, request_id)
        if there := answers.gone_on_with(channel):  # of two at once, the first one's leaves
            return there
        journal.check_version(app, say("answer to request {number}", number=request_id), written.change_id, seen=seen)
        to, _ = _whom(app, request, way)
        begun = dispatch.begin_to(app, _draft(app, request, written, way.key, place), to, because=because)
        app.store.update("mutuality_answers", written.id, {"dispatch_id": begun.id})
        # What was decided is not undone from now on, for they may know of it.
        app.store.update("mutuality_requests", request_id, {"state": State.DECIDED.value})
        return begun


def send(app: App, request_id: int, *, channel: str = "", place: str = "", because: str = "") -> dispatch.Sent:
    """Let the answer to a request leave now, and return what the run came to; see :func:`begin`."""
    begun = begin(app, request_id, channel=channel, place=place, because=because)
    return dispatch.send(app, begun.id)


def settle(app: App, request_id: int) -> None:
    """Say that a request is answered where its answer has left, and that it is not where that has come back.

    It asks nobody whether they may see whose request it is: whoever lets messages leave, lets this one leave too.
    """
    state, written = queries.state(app.store, request_id), queries.of_request(app.store, request_id)
    if state is None or written is None:
        return
    left = following.answers(app, request_id).left()
    if left is not None and state is State.DECIDED:
        with app.change("answer request", final=True):
            day = left.on_day.isoformat()
            answering.close(app, written, sent_on=day, sent_by=left.channel, dispatch_id=left.dispatch_id)
    elif left is None and written.sent_on and written.dispatch_id is not None:
        with app.change("answer came back", final=True):
            app.store.update("mutuality_answers", written.id, {"sent_on": None, "sent_by": ""})
            app.store.update("mutuality_requests", request_id, {"state": State.DECIDED.value})
