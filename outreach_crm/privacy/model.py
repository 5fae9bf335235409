"""Bases, purposes, and what the ledger of consent holds, as records."""

import re
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import Attribute, field, frozen, validators

_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def _is_key(_record: object, _attribute: "Attribute[str]", key: str) -> None:
    if not _KEY.fullmatch(key):
        raise ValueError(f"'{key}' is not a key: use small letters and digits, with hyphens between words")


def _are_keys(_record: object, _attribute: "Attribute[Any]", keys: tuple[str, ...]) -> None:
    for key in keys:
        _is_key(_record, _attribute, key)


class State(StrEnum):
    """What was said: a basis or consent granted, one withdrawn, or an objection."""

    GRANTED = "granted"
    WITHDRAWN = "withdrawn"
    OBJECTED = "objected"


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
    title: str = field(validator=validators.min_len(1))
    law: str = ""
    special: bool = False
    own_word: bool = False
    needs: tuple[Need, ...] = ()


@frozen(kw_only=True)
class Purpose:
    """What a contact is turned to for; ``needs_basis`` is whether a person must have a recorded basis for it."""

    key: str = field(validator=_is_key)
    title: str = field(validator=validators.min_len(1))
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

CHANNELS = ("email", "phone", "post")
"""By which ways somebody can be reached; a section adds its own under ``[privacy] channels``."""


@frozen
class PrivacySettings:
    """Settings of privacy: purposes, ways and bases that add to, or by their keys replace, those that are shipped."""

    purposes: tuple[Purpose, ...] = ()
    channels: tuple[str, ...] = field(default=(), validator=_are_keys)
    bases: tuple[Basis, ...] = ()


@frozen(kw_only=True)
class ConsentDraft:
    """Something to be written into the ledger of consent; empty ``channel`` and ``sector`` mean any of them.

    Args:
        state: granted, withdrawn or objected.
        purpose: key of a purpose; empty, for all of them, only where it is withdrawn or objected.
        basis: key of the basis; empty with a sector takes the one its sector file names.
        source: where it comes from: a form, a call, a public register.
        wording: what exactly the person agreed to.
        proof: where the proof lies: a file, a mail, a page of a folder.
        given_on: on which day it was said; else today.
        valid_until: the last day on which it holds.
        ours: the section gives up a basis of its own; else it is the person who withdraws.
    """

    state: State = State.GRANTED
    purpose: str = ""
    channel: str = ""
    sector: str = ""
    basis: str = ""
    source: str = ""
    wording: str = ""
    language: str = ""
    proof: str = ""
    given_on: date | None = None
    valid_until: date | None = None
    ours: bool = False


@frozen(kw_only=True)
class LedgerEntry:
    """A row of the ledger as it was written; ``struck_out`` when the change that wrote it was taken back."""

    id: int
    contact_id: int
    state: State = field(converter=State)
    purpose: str
    channel: str
    sector: str
    basis: str
    own_word: bool = field(converter=bool)
    given_on: str
    valid_until: str | None
    source: str
    wording: str
    language: str
    proof: str
    recorded_by: str
    recorded_at: str
    struck_out: bool = field(converter=bool)
    change_id: int


@frozen(kw_only=True)
class Consent:
    """What holds at present for a person, purpose, channel and sector, by the person's word or by the section's."""

    id: int
    contact_id: int
    purpose: str
    channel: str
    sector: str
    own_word: bool = field(converter=bool)
    state: State = field(converter=State)
    basis: str
    special: bool = field(converter=bool)
    given_on: str
    valid_until: str | None


@frozen(kw_only=True)
class Suppression:
    """An address that must not be used nor come back, known by its keyed digest only; an empty purpose means all."""

    id: int
    kind: str
    channel: str
    purpose: str
    reason: str
    since: str
    change_id: int


@frozen(kw_only=True)
class Refusal:
    """A reason not to turn to a contact: the key of its rule, what the rule says of it, and a sentence.

    One that does not block is a warning, which somebody confirms once for the whole list.
    """

    contact_id: int
    rule: str
    detail: str
    sentence: str
    blocks: bool


@frozen(kw_only=True)
class Clearance:
    """Whether we may turn to one contact for a purpose; ``clear`` when nothing blocks."""

    contact_id: int
    contact: str
    purpose: str
    channel: str
    sector: str
    clear: bool
    refusals: tuple[Refusal, ...]


@frozen(kw_only=True)
class Confirmation:
    """Warnings that somebody confirmed for a list: how many contacts, and how many by rule."""

    id: int
    purpose: str
    contacts: int
    rules: dict[str, int]
    by: str
    confirmed_at: str
    change_id: int


@frozen(kw_only=True)
class Access:
    """Who looked at or took out data of persons, when, for what, and of how many."""

    id: int
    at: str
    by: str
    what: str
    purpose: str
    count: int
    contact_id: int | None
