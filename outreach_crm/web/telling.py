"""What a page says when something went wrong: one plain sentence, and nothing about how the program is made."""

import logging
import traceback
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, TooManyRequests

from outreach_crm.errors import (
    ConflictError,
    DeliveryError,
    InvalidInputError,
    NotFoundError,
    OutreachError,
    RefusedError,
    StorageError,
)
from outreach_crm.text import say
from outreach_crm.web.visiting import somebody

_LOG = logging.getLogger("outreach_crm.web")
# What each error of the program is to whoever asks; their own sentences are for the office.
_STATUS = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    InvalidInputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    ConflictError: HTTPStatus.CONFLICT,
    RefusedError: HTTPStatus.FORBIDDEN,
    DeliveryError: HTTPStatus.BAD_GATEWAY,
    StorageError: HTTPStatus.SERVICE_UNAVAILABLE,
    OutreachError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
_SENTENCES = {
    HTTPStatus.BAD_REQUEST: say("This was not understood. Nothing was changed."),
    HTTPStatus.FORBIDDEN: say("This was not sent by a page of ours, or must not be done. Nothing was changed."),
    HTTPStatus.NOT_FOUND: say("There is no such page. A link in a letter works only if it is whole."),
    HTTPStatus.METHOD_NOT_ALLOWED: say("A page cannot be used in this way. Nothing was changed."),
    HTTPStatus.CONFLICT: say("Somebody changed the same thing a moment ago. Open the page again."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: say("That is more than a page takes. Nothing was changed."),
    HTTPStatus.UNPROCESSABLE_ENTITY: say("Something in it cannot be right. Nothing was changed."),
    HTTPStatus.TOO_MANY_REQUESTS: say("Too much was asked for from here. Wait a few minutes, then try again."),
    HTTPStatus.SERVICE_UNAVAILABLE: say("The database is busy or away. Nothing was changed; try again in a moment."),
}
_ELSE = say("Something went wrong here. Nothing was changed; try again, or write to us.")


def tell(site: Flask) -> None:
    """Let a site answer every error with a page of one sentence."""

    def wrong(error: Exception) -> Response:
        status = status_of(error)
        answer = page(status, error.on_page if somebody() and isinstance(error, OutreachError) else "")
        if isinstance(error, TooManyRequests):
            answer.headers["Retry-After"] = str(error.retry_after)
        return answer

    site.register_error_handler(Exception, wrong)


def page(status: HTTPStatus, sentence: str = "") -> Response:
    """Return the page that a status gives.

    Args:
        status: what happened.
        sentence: what somebody of the office is told of it; whoever comes by a link never reads what is meant for us.
    """
    told = sentence or _SENTENCES.get(status, _ELSE)
    template = "web/told_office.html" if somebody() else "web/told.html"
    return Response(render_template(template, title=told, sentence=told), status)


def misdirected(name: str) -> Response:
    """Return the page for whoever asks for pages by a name that is not theirs."""
    sentence = say(
        "Pages are not to be had as {name}. Whoever set them up says by [web] address where they are.", name=name
    )
    text = render_template("web/told.html", title=HTTPStatus.MISDIRECTED_REQUEST.phrase, sentence=sentence)
    return Response(text, HTTPStatus.MISDIRECTED_REQUEST)


def status_of(error: Exception, further: Mapping[type[Exception], HTTPStatus] = MappingProxyType({})) -> HTTPStatus:
    """Return what an error is to whoever asks; one that is a fault of ours is written down.

    Args:
        error: what was raised.
        further: what some errors are, before what they are to pages.
    """
    if isinstance(error, HTTPException):
        status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    else:
        found = (status for kind, status in {**further, **_STATUS}.items() if isinstance(error, kind))
        status = next(found, HTTPStatus.INTERNAL_SERVER_ERROR)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log(error)
    return status


def _log(error: Exception) -> None:
    """Write down where it happened; neither the link, which opens somebody's page, nor what the error says of them."""
    places = "".join(traceback.format_tb(error.__traceback__))
    _LOG.error("%s in %s\n%s", type(error).__name__, request.endpoint or "no page", places)
