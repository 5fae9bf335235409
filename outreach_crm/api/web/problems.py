"""What a program is told when something went wrong: problem+json (RFC 9457), with the sentence a person would read."""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Response
from werkzeug.exceptions import HTTPException

from outreach_crm.api import service
from outreach_crm.api.model import StaleError, UnconditionalError
from outreach_crm.errors import InvalidInputError, OutreachError
from outreach_crm.text import say
from outreach_crm.web.telling import status_of

KIND = "application/problem+json"
# What is not the same to a program as to a page.
_STATUS = {StaleError: HTTPStatus.PRECONDITION_FAILED, UnconditionalError: HTTPStatus.PRECONDITION_REQUIRED}
_SENTENCES = {
    HTTPStatus.UNAUTHORIZED: say("Show a token that is good now: Authorization: Bearer TOKEN."),
    HTTPStatus.NOT_FOUND: say("There is nothing here; /api/v1/openapi.json says what there is."),
    HTTPStatus.METHOD_NOT_ALLOWED: say("This cannot be done here; the header Allow says what can."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: say("That is more than a request may have. Nothing was changed."),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: say("Send JSON, with Content-Type: application/json."),
    HTTPStatus.TOO_MANY_REQUESTS: say("Too many tokens that are not good came from here. Try again in ten minutes."),
    HTTPStatus.FORBIDDEN: say("This was sent by a page of another site, or must not be done. Nothing was changed."),
    HTTPStatus.BAD_REQUEST: say("This was not understood. Nothing was changed."),
}
_ELSE = say("Something went wrong here. Nothing was changed; try again in a moment.")


def told(error: Exception) -> Response:
    """Return what a program is told of an error; what went wrong in ours is written down, and not told."""
    status = status_of(error, _STATUS)
    own = isinstance(error, OutreachError) and status < HTTPStatus.INTERNAL_SERVER_ERROR
    sentence = error.on_page if own and isinstance(error, OutreachError) else _SENTENCES.get(status, _ELSE)
    more: dict[str, object] = {}
    if isinstance(error, InvalidInputError) and error.problems:
        more["problems"] = [{"field": one.field, "sentence": str(one.sentence)} for one in error.problems]
    return problem(status, sentence, headers=_headers(error), **more)


def problem(
    status: HTTPStatus, sentence: str = "", *, headers: Mapping[str, str] | None = None, **more: object
) -> Response:
    """Return a problem.

    Args:
        status: what happened.
        sentence: of it; else the usual one of its status.
        headers: what the answer says besides.
        more: further members of the problem.
    """
    said = {"type": "about:blank", "title": status.phrase, "status": int(status)}
    said |= {"detail": str(sentence or _SENTENCES.get(status, _ELSE)), **more}
    answer = Response(service.encoded(said), status, mimetype=KIND)
    answer.headers.extend(headers or {})
    return answer


def _headers(error: Exception) -> dict[str, str]:
    """Return what an error says in headers: how to show who one is, what can be done, when to come back."""
    if not isinstance(error, HTTPException):
        return {}
    kept = {"Allow", "Retry-After", "WWW-Authenticate"}
    return {name: value for name, value in error.get_headers() if name in kept}
