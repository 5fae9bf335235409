"""What the API does; each room is one kind of work."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.api.service.finding import one, page
    from outreach_crm.api.service.reading import read_body, read_moment
    from outreach_crm.api.service.repeating import Request, forget_old, once, request
    from outreach_crm.api.service.showing import encoded, note, tag_of
    from outreach_crm.api.service.tokens import (
        DAYS,
        MOST_DAYS,
        actor_of,
        add_token,
        list_tokens,
        object_again,
        objections,
        of_number,
        revoke_token,
        token_of,
    )
    from outreach_crm.api.service.writing import ANY, add, drop, edit

__all__ = [
    "ANY",
    "DAYS",
    "MOST_DAYS",
    "Request",
    "actor_of",
    "add",
    "add_token",
    "drop",
    "edit",
    "encoded",
    "forget_old",
    "list_tokens",
    "note",
    "object_again",
    "objections",
    "of_number",
    "once",
    "one",
    "page",
    "read_body",
    "read_moment",
    "request",
    "revoke_token",
    "tag_of",
    "token_of",
]

_HERE = "outreach_crm.api.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.finding": "one page",
        f"{_HERE}.reading": "read_body read_moment",
        f"{_HERE}.repeating": "Request forget_old once request",
        f"{_HERE}.showing": "encoded note tag_of",
        f"{_HERE}.tokens": (
            "DAYS MOST_DAYS actor_of add_token list_tokens object_again objections of_number revoke_token token_of"
        ),
        f"{_HERE}.writing": "ANY add drop edit",
    },
)
