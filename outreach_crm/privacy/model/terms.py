"""Bases, purposes and the settings of privacy."""

import re
from enum import StrEnum
from typing import Any

from attrs import Attribute, field, frozen, validators

from outreach_crm.policy import DataClass
from outreach_crm.text import say, term

_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def _is_key(_record: object, _attribute: "Attribute[str]", key: str) -> None:
    if not _KEY.fullmatch(key):
        raise ValueError(say("'{key}' is not a key: use small letters and digits, with hyphens between words", key=key))


def _are_keys(_record: object, _attribute: "Attribute[Any]", keys: tuple[str, ...]) -> None:
    for key in keys:
        _is_key(_record, _attribute, key)


class Need(StrEnum):
    """What a basis wants to be shown later."""

    SOURCE = "source"
    WORDING = "wording"
    PROOF = "proof"


@frozen(kw_only=True)
class Basis:
    """A reason the law gives for holding and using data of a person.

    ``special`` covers special categories of data too, such as somebody's religion, union or health; ``own_word`` is
    said by the person and not decided by the section.
    """

    key: str = field(validator=_is_key)
    title: str = field(converter=term, validator=validators.min_len(1))
    law: str = field(default="", converter=term)
    special: bool = False
    own_word: bool = False
    needs: tuple[Need, ...] = ()


@frozen(kw_only=True)
class Purpose:
    """What a contact is turned to for; ``needs_basis`` is whether a person must have a recorded basis for it."""

    key: str = field(validator=_is_key)
    title: str = field(converter=term, validator=validators.min_len(1))
    needs_basis: bool = True


PURPOSES = (
    Purpose(key="outreach", title="calls, letters and meetings to build the relationship"),
    Purpose(key="urgent-actions", title="Urgent Actions and their follow-ups"),
    Purpose(key="meetings", title="invitations and minutes of groups and meetings"),
    Purpose(key="mailings", title="newsletters, reports and other mailings"),
    Purpose(key="answers", title="answers to what they asked of us", needs_basis=False),
    Purpose(key="records", title="keeping records the section must keep", needs_basis=False),
)
"""The purposes every section needs; a section adds its own, or replaces these, under ``[[privacy.purposes]]``."""

CHANNELS: tuple[str, ...] = (term("email"), term("phone"), term("post"))
"""By which ways somebody can be reached; a section adds its own under ``[privacy] channels``."""


_KEPT_FOR_A_TIME = (DataClass.PERSONAL, DataClass.SPECIAL)


@frozen(kw_only=True)
class RetentionRule:
    """How many months after the last contact data of a person are kept; an empty purpose means whoever it is.

    ``data_class`` is what: the whole person, or what says their sector and what the section counts as special.
    """

    months: int = field(validator=[validators.ge(1), validators.le(1200)])
    data_class: DataClass = field(default=DataClass.PERSONAL, validator=validators.in_(_KEPT_FOR_A_TIME))
    purpose: str = ""


@frozen
class PrivacySettings:
    """Settings of privacy: purposes, ways and bases that add to, or by their keys replace, those that are shipped.

    ``retention`` says how long persons are kept, ``retention_most`` of how many one run disposes at most. Where more
    contacts than ``second_person_above`` are to leave in one file, a second person agrees first; 0: one is enough.
    """

    purposes: tuple[Purpose, ...] = ()
    channels: tuple[str, ...] = field(default=(), validator=_are_keys)
    bases: tuple[Basis, ...] = ()
    retention: tuple[RetentionRule, ...] = ()
    retention_most: int = field(default=50, validator=validators.ge(1))
    second_person_above: int = field(default=0, validator=validators.ge(0))
