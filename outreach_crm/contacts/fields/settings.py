"""What a section declares for itself: fields of its own, with kind and data class, and kinds of relationship."""

import re
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import Attribute, field, frozen

from outreach_crm.dates import read_date
from outreach_crm.errors import InvalidInputError, sentence_of
from outreach_crm.text import say

_KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_KINDS = ("text", "date", "number", "yes-no")


class DataClass(StrEnum):
    """How careful we are with a value: ``special`` is what GDPR Article 9 lists, such as religion or opinions."""

    PUBLIC = "public"
    PERSONAL = "personal"
    SPECIAL = "special"


def _is_key(_record: Any, _attribute: "Attribute[str]", key: str) -> None:
    if not _KEY.fullmatch(key):
        raise ValueError(say("'{key}' is not a key: use small letters, digits, _ and -, a letter first", key=key))


def _is_kind(_record: Any, _attribute: "Attribute[str]", kind: str) -> None:
    if kind not in _KINDS:
        raise ValueError(say("'{kind}' is not a kind of field; there are {names}", kind=kind, names=", ".join(_KINDS)))


def _is_class(_record: Any, _attribute: "Attribute[str]", name: str) -> None:
    if name not in [one.value for one in DataClass]:
        raise ValueError(say("'{name}' is not a data class; there are {names}", name=name, names=", ".join(DataClass)))


def _has_text(_record: Any, _attribute: "Attribute[str]", text: str) -> None:
    if not text.strip():
        raise ValueError(say("say how it reads"))


@frozen
class OwnField:
    """A field the section declares for itself; one without a data class is treated as special."""

    key: str = field(validator=_is_key)
    title: str = ""
    kind: str = field(default="text", validator=_is_kind)
    data_class: str = field(default="special", validator=_is_class)


@frozen
class OwnRelation:
    """A kind of relationship the section adds: its key and how it reads from either end."""

    key: str = field(validator=_is_key)
    label: str = field(validator=_has_text)
    inverse: str = field(validator=_has_text)


def _once(_record: Any, _attribute: "Attribute[Any]", declared: tuple[OwnField | OwnRelation, ...]) -> None:
    keys = [one.key for one in declared]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise ValueError(say("'{twice}' is declared twice", twice=twice))


def _is_probability(_record: Any, _attribute: "Attribute[float]", value: float) -> None:
    if not 0 < value < 1:
        raise ValueError(say("{value} is not between 0 and 1", value=value))


@frozen
class ContactsSettings:
    """Settings of contacts: own fields, own kinds of relationship, and from which score on two are probably one."""

    fields: tuple[OwnField, ...] = field(default=(), validator=_once)
    relations: tuple[OwnRelation, ...] = field(default=(), validator=_once)
    duplicates_from: float = field(default=0.75, validator=_is_probability)


def read_own(own: OwnField, text: str, today: date) -> str:
    """Return a value of an own field as it is stored; an empty text stays empty.

    Raises:
        InvalidInputError: it is not of the field's kind.
    """
    text = text.strip()
    if not text or own.kind == "text":
        return text
    if own.kind == "date":
        try:
            return read_date(text, today).isoformat()
        except InvalidInputError as error:
            raise InvalidInputError(say("{own}: {error}", own=own.key, error=sentence_of(error))) from None
    if own.kind == "yes-no":
        if text.lower() not in {"yes", "no"}:
            raise InvalidInputError(say("{own}: {text!r} is neither yes nor no.", own=own.key, text=text))
        return text.lower()
    return _number(own.key, text)


def _number(key: str, text: str) -> str:
    from decimal import Decimal, InvalidOperation

    # Decimal, so that a long membership number keeps all its digits.
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number.adjusted()) > 40:
        raise InvalidInputError(say("{key}: {text!r} is not a number.", key=key, text=text))
    return format(number, "f")
