"""What a program asks for: which page of a list, on which state of a record it writes, and what it sends."""

import base64
import binascii
from pkgutil import resolve_name
from typing import Any

from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from outreach_crm.api import service
from outreach_crm.api.model import MOST, USUAL, UnconditionalError, Wanted
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Problem, Resource
from outreach_crm.text import read_number, say

LIMIT, AFTER, SINCE = "limit", "after", "updated_since"


def wanted(resource: Resource) -> Wanted:
    """Return which records a list is asked for.

    Raises:
        InvalidInputError: something is asked that cannot be, named.
    """
    known = (LIMIT, AFTER, SINCE, *resource.filters)
    given = request.args.to_dict(flat=False)
    for name, said in given.items():
        if name not in known:
            raise _wrong(name, say("{name!r} cannot be asked here; there are {known}.", name=name, known=_row(known)))
        if len(said) > 1:
            raise _wrong(name, say("{name} was said more than once.", name=name))
    texts = request.args.to_dict()
    return Wanted(
        limit=_limit(texts[LIMIT]) if LIMIT in texts else USUAL,
        after=_after(resource, texts[AFTER]) if AFTER in texts else 0,
        since=service.read_moment(texts[SINCE]) if SINCE in texts else None,
        filters={name: text for name, text in texts.items() if name in resource.filters},
    )


def cursor(resource: Resource, number: int) -> str:
    """Return what is asked for the page after a record."""
    return base64.urlsafe_b64encode(f"{resource.name}:{number}".encode()).decode().rstrip("=")


def body(record: str) -> Any:
    """Return what was sent as a record of a class (``package.module:Name``).

    Raises:
        UnsupportedMediaType: it is no JSON.
        InvalidInputError: something in it cannot be right.
    """
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    return service.read_body(request.get_data(), resolve_name(record))


def seen() -> frozenset[str]:
    """Return the tags of the states on which is written (``If-Match``, RFC 9110, 13.1.1).

    Raises:
        UnconditionalError: none is said.
    """
    found = request.if_match
    if not request.headers.get("If-Match", "").strip():
        said = say("Say as what you have seen it: If-Match, with the ETag of the record.")
        raise UnconditionalError(said)
    return frozenset({service.ANY}) if found.star_tag else frozenset(found.as_set())


def _limit(text: str) -> int:
    found = read_number(text) if text.isascii() else None
    if found is None or not 1 <= found <= MOST:
        raise _wrong(LIMIT, say("limit is a number from 1 to {most}.", most=MOST))
    return found


def _after(resource: Resource, text: str) -> int:
    try:
        told = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        told = ""
    name, _, number = told.partition(":")
    found = read_number(number) if number.isascii() else None
    if name != resource.name or found is None:
        raise _wrong(AFTER, say("after is what the header Link of the page before says, and nothing else."))
    return found


def _wrong(name: str, said: str) -> InvalidInputError:
    return InvalidInputError(said, (Problem(sentence=said, field=name),))


def _row(names: tuple[str, ...]) -> str:
    return ", ".join(names)
