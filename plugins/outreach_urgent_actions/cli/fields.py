"""Options that say what an Urgent Action is, field by field; ``ua paste`` and ``ua edit`` share them."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

import click

from outreach_urgent_actions.service.correcting import FIELDS

# What a field takes, where that is more than a text.
_TAKES = {
    "case": "UA",
    "ordinal": "NUMBER",
    "country": "COUNTRIES",
    "issued": "DAY",
    "deadline": "DAY",
    "audience": "[public|members]",
    "write-in": "LANGUAGE",
    "life-at-risk": "[yes|no]",
}


def field_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add an option for each field; the command gets those that were given as ``given``, field to text."""

    def run(*args: Any, **kwargs: Any) -> Any:
        said = {field: kwargs.pop(_parameter(field)) for field in FIELDS}
        given = {field: text for field, text in said.items() if text is not None}
        return function(*args, given=given, **kwargs)

    decorated: Callable[..., Any] = update_wrapper(run, function)
    for field, meaning in reversed(FIELDS.items()):
        said, takes = f"{meaning[:1].upper()}{meaning[1:]}.", _TAKES.get(field)
        decorated = click.option(f"--{field}", _parameter(field), metavar=takes, default=None, help=said)(decorated)
    return decorated


def _parameter(field: str) -> str:
    return "field_" + field.replace("-", "_")
