"""Writes the answer to a request, and says that it went out."""

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.model import Side
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import EntryKind, LogDraft
from outreach_mutuality.model.answers import Written
from outreach_mutuality.model.requests import Request, State
from outreach_mutuality.queries import answers as queries
from outreach_mutuality.queries import requests
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
        ConflictError: the request is not decided, was answered already, or somebody else wrote meanwhile.
    """
    if not text.strip():
        raise InvalidInputError("Write what they are answered.")
    if len(text) > LONGEST:
        raise InvalidInputError("That is longer than any answer.")
    with app.change("write answer", because=because):
        request = get(app, request_id)
        if request.state is not State.DECIDED:
            raise ConflictError(f"Request {request_id} is {request.state.label}: there is nothing to answer now.")
        values = {"text": text.strip(), "language": language, "made_on": app.clock.today().isoformat()}
        there = queries.of_request(app.store, request_id)
        if there is None:
            written = app.store.insert("mutuality_answers", {"request_id": request_id, **values})
        else:
            journal.check_version(app, f"answer to request {request_id}", there.change_id, seen=version)
            written = there.id
            app.store.update("mutuality_answers", written, values)
        return queries.one(app.store, written)


def answered(app: App, request_id: int, *, how: EntryKind = EntryKind.LETTER, because: str = "") -> Request:
    """Say that the answer went out: it stands in the history with them, and a request without promises is closed.

    Args:
        app: the App.
        request_id: which request.
        how: by which way it went.
        because: why it is written down.

    Raises:
        NotFoundError: there is no such request.
        ConflictError: it is not decided, or was answered already.
        InvalidInputError: nothing is written.
    """
    with app.change("answer request", because=because):
        request = get(app, request_id)
        if request.state is not State.DECIDED:
            raise ConflictError(f"Request {request_id} is {request.state.label}: there is nothing to answer now.")
        written = queries.of_request(app.store, request_id)
        if written is None:
            raise InvalidInputError(f"Nothing is written yet: outreach mutuality answer {request_id} drafts it.")
        whom = (request.contact_id, *([request.person_id] if request.person_id is not None else []))
        entry = LogDraft(contact_ids=whom, summary=_first_line(request), kind=how, side=Side.OURS, outcome=written.text)
        timeline.log(app, entry)
        values = {"sent_on": app.clock.today().isoformat(), "sent_by": how.value}
        app.store.update("mutuality_answers", written.id, values)
        open_ones = [one for one in requests.promises(app.store, request_id) if one.done_on is None]
        state = State.ANSWERED if open_ones else State.CLOSED
        app.store.update("mutuality_requests", request_id, {"state": state.value})
        return get(app, request_id)


def _first_line(request: Request) -> str:
    return " ".join(request.text.split())[:200]
