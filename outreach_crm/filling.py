"""Texts with fields in them and nothing else: no conditions, no loops, no formats."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from outreach_crm.errors import InvalidInputError
from outreach_crm.meaning import suggestion
from outreach_crm.text import say

_BRACE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|\{")
_PLAIN_BRACE = "{{ stands for a brace"


@lru_cache(maxsize=256)
def parts_of(template: str) -> tuple[tuple[str, str], ...]:
    """Part a template into pairs of plain text and the field that follows it, empty where none does."""
    found: list[tuple[str, str]] = []
    plain, end = "", 0
    for brace in _BRACE.finditer(template):
        plain, end = plain + template[end : brace.start()], brace.end()
        if brace[0] in {"{{", "}}"}:
            plain += brace[0][0]
        elif not brace[1]:
            near = " ".join(template[brace.start() :][:20].split())
            raise InvalidInputError(
                say("The brace at {near!r} holds no field; {plain_brace}.", near=near, plain_brace=_PLAIN_BRACE)
            )
        else:
            found.append((plain, brace[1]))
            plain = ""
    return (*found, (plain + template[end:], ""))


def fields_of(template: str, allowed: Iterable[str]) -> list[str]:
    """Return the fields of a template, each once: ``"Dear {name}"`` has ``name``; ``{{`` stands for a brace.

    Args:
        template: the text; it knows no conditions, loops or formats, only fields.
        allowed: the fields there are.

    Raises:
        InvalidInputError: a field is none of those that are allowed, or a brace is not closed.
    """
    known = [*allowed]
    fields = [*dict.fromkeys(name for _, name in parts_of(template) if name)]
    if unknown := [name for name in fields if name not in known]:
        there = ", ".join(f"{{{name}}}" for name in known)
        hint = suggestion(unknown[0], known)
        raise InvalidInputError(
            say(
                "{{{unknown}}} is not a field{hint}; there are {there}, and {plain_brace}.",
                unknown=unknown[0],
                hint=hint,
                there=there,
                plain_brace=_PLAIN_BRACE,
            )
        )
    return fields


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return a template with its fields filled in; a value is never read as a template itself.

    Args:
        template: a text that :func:`fields_of` has accepted.
        values: field to value.

    Raises:
        KeyError: a field has no value.
    """
    return "".join([part for plain, name in parts_of(template) for part in (plain, values[name] if name else "")])
