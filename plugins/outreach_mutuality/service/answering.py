"""Writes the answer to a request, and says that somebody took it out; what leaves by itself is in ``sending``."""

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.model import Side
from outreach_crm.text import say
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import EntryKind, LogDraft
from outreach_mutuality.model.answers import Written
from outreach_mutuality.model.requests import Request, State
from outreach_mutuality.queries import answers as queries
from outreach_mutuality.queries import requests
from outreach_mutuality.service import following
from outreach_mutuality.service.finding import get

LONGEST = 100_000
"""So many letters an answer may have."""


def write(
    app: App, request_id: int, text: str, *, language: str, version: int | None = None, because: str = ""
) -> Written:
    """Write the answer to a request; written again it is another one.

    Args:
        app: the App.
        request_id: what it answers.
        text: what it says.
        language: in which language (BCP 47).
        version: where it was written before, the ``change_id`` that the editor saw.
        because: why.

    Raises:
        NotFoundError: there is no such request.
        InvalidInputError: it says nothing, or too much.
        ConflictError: the request is not decided, was answered or is just now, or somebody else wrote meanwhile.
    """
    if not text.strip():
        raise InvalidInputError(say("Write what they are answered."))
    if len(text) > LONGEST:
        raise InvalidInputError(say("That is longer than any answer."))
    with app.change("write answer", because=because):
        _decided(app, request_id)
        following.answers(app, request_id).check_still()
        values = {"text": text.strip(), "language": language, "made_on": app.clock.today().isoformat()}
        there = queries.of_request(app.store, request_id)
        if there is None:
            written = app.store.insert("mutuality_answers", {"request_id": request_id, **values})
        else:
            journal.check_version(
                app, say("answer to request {number}", number=request_id), there.change_id, seen=version
            )
            written = there.id
            app.store.update("mutuality_answers", written, values)
        return queries.one(app.store, written)


def to_answer(app: App, request_id: int) -> tuple[Request, Written]:
    """Return a request that is to be answered, with what was written for it.

    Raises:
        NotFoundError: there is no such request.
        ConflictError: it is not decided, or was answered already.
        InvalidInputError: nothing is written.
    """
    request = _decided(app, request_id)
    written = queries.of_request(app.store, request_id)
    if written is None:
        raise InvalidInputError(
            say("Nothing is written yet: outreach mutuality answer {request_id} drafts it.", request_id=request_id)
        )
    return request, written


def _decided(app: App, request_id: int) -> Request:
    request = get(app, request_id)
    if request.state is not State.DECIDED:
        raise ConflictError(
            say(
                "Request {request_id} is {state}: there is nothing to answer now.",
                request_id=request_id,
                state=request.state.label,
            )
        )
    return request


def answered(app: App, request_id: int, *, how: EntryKind = EntryKind.LETTER, because: str = "") -> Request:
    """Say that somebody took the answer out: it stands in the history with them.

    What a channel made for somebody's hand, such as a letter, is handed over by it, and stands there as a message.

    Args:
        app: the App.
        request_id: which request.
        how: by which way it went.
        because: why it is written down.

    Raises:
        NotFoundError: there is no such request.
        ConflictError: it is not decided, was answered already, or the answer is on its way by itself.
        InvalidInputError: nothing is written.
        RefusedError: what was made must not go out any more.
    """
    answers = following.answers(app, request_id)
    there = answers.under_way()
    with app.change("answer request", because=because, final=there is not None):
        request, written = to_answer(app, request_id)
        if there := answers.under_way():
            answers.hand_over(there, because=because)
            return get(app, request_id)
        whom = (request.contact_id, *([request.person_id] if request.person_id is not None else []))
        entry = LogDraft(contact_ids=whom, summary=_first_line(request), kind=how, side=Side.OURS, outcome=written.text)
        timeline.log(app, entry)
        close(app, written, sent_on=app.clock.today().isoformat(), sent_by=how.value, dispatch_id=None)
        return get(app, request_id)


def close(app: App, written: Written, *, sent_on: str, sent_by: str, dispatch_id: int | None) -> None:
    """Write down that an answer went out; a request without promises is closed by it. Call inside a change.

    Args:
        app: the App.
        written: the answer.
        sent_on: when (ISO 8601).
        sent_by: by which way.
        dispatch_id: in which message; None where somebody took it out by hand.
    """
    values = {"sent_on": sent_on, "sent_by": sent_by, "dispatch_id": dispatch_id}
    app.store.update("mutuality_answers", written.id, values)
    open_ones = [one for one in requests.promises(app.store, written.request_id) if one.done_on is None]
    state = State.ANSWERED if open_ones else State.CLOSED
    app.store.update("mutuality_requests", written.request_id, {"state": state.value})


def _first_line(request: Request) -> str:
    return " ".join(request.text.split())[:200]
