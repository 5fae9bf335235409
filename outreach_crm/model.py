"""The records that cross hooks: what features and plugins give to each other."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from importlib import import_module
from typing import Any

from attrs import field, frozen, validators


class Via(StrEnum):
    """Through which door somebody acts."""

    CLI = "cli"
    WEB = "web"
    API = "api"
    CODE = "code"
    # The program itself, bringing in what it ships; it needs no account.
    PROGRAM = "program"


@frozen(kw_only=True)
class Actor:
    """Who acts: named in every change. ``account_id`` is None until the first change makes the account.

    ``contact_id`` is set where a contact acts for themself, by a link that only they have: they see no other contact,
    and need no account.
    """

    name: str = field(validator=validators.min_len(1))
    account_id: int | None = None
    via: Via = Via.CODE
    contact_id: int | None = None


@frozen
class Ref:
    """A pointer to any kept record, across features; ``kind`` is the name of its table."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def read(cls, text: str) -> "Ref | None":
        """Return the pointer a text is (``asks:17``), or None where it has not the form of one."""
        found = re.fullmatch(r"([a-z][a-z0-9_]*):(\d{1,18})", text.strip())
        return cls(found[1], int(found[2])) if found else None


@frozen(kw_only=True)
class Problem:
    """One thing wrong in what was given: where it stands and a sentence saying what."""

    sentence: str
    file: str = ""
    line: int | None = None
    field: str = ""

    def __str__(self) -> str:
        place = self.file + (f", line {self.line}" if self.line else "")
        return ": ".join(part for part in (place, self.field, self.sentence) if part)


class Side(StrEnum):
    """From whom a contact in the history came."""

    OURS = "we"
    THEIRS = "they"
    BOTH = "both"


@frozen(kw_only=True)
class Entry:
    """One line of a contact's history, whichever feature it comes from.

    ``on`` is a date; ``kind`` is a word such as ``call``, ``letter``, ``meeting``, ``ask``, ``request``.
    """

    on: date
    kind: str
    title: str
    ref: Ref
    contact_id: int
    side: Side = Side.OURS
    detail: str = ""
    by: str = ""


@frozen(kw_only=True)
class Reminder:
    """Something due: what, since when, for whom, and the command that settles it.

    ``owner_id`` is an account; None means whoever looks. Reminders of one ``group`` stand together in
    ``outreach today``; those of a group with ``summary`` (a sentence with ``{n}``) shrink to one line when many.
    """

    due_on: date
    sentence: str
    command: str
    group: str
    owner_id: int | None = None
    ref: Ref | None = None
    summary: str = ""


@frozen(kw_only=True)
class Panel:
    """A titled table, drawn by terminal and web alike; ``rank`` orders panels, smallest first.

    ``caution`` is what somebody must know before turning to the contact; it stands in the first line of the page.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    ref: Ref | None = None
    rank: int = 100
    empty: str = ""
    caution: str = ""


@frozen
class Command:
    """A command line verb: its name, where it lives (``package.module:name``) and its line in ``--help``."""

    name: str
    target: str
    help: str


@frozen
class Pages:
    """Pages of a feature: the Flask blueprint (``package.module:name``) and the path below which they stand.

    ``public`` pages are for whoever has a link, without an account; ``outreach serve --public-only`` shows only these.
    """

    target: str
    prefix: str = field(validator=validators.matches_re(r"/[a-z][a-z0-9-]*"))
    public: bool = False


@frozen
class SettingsTable:
    """A table of ``outreach.toml``: its name and the attrs class (``package.module:Name``) whose fields are its keys.

    Every field has a default. Named, not imported, so that a table nobody wrote costs nothing.
    """

    name: str
    target: str

    @property
    def record(self) -> type:
        """The class."""
        module, _, name = self.target.partition(":")
        found = getattr(import_module(module), name)
        if not isinstance(found, type):
            raise TypeError(f"{self.target} is not a class")
        return found


@frozen
class RelationKind:
    """A kind of relationship: its key, how it reads from one end and from the other (``chairs`` / ``chaired by``)."""

    key: str
    label: str
    inverse: str


def _as_written(_: Any, text: str) -> Mapping[str, object]:
    return {"value": text}


def _unchanged(_: Any, text: str) -> str:
    return text


def _no_values(_: Any) -> Mapping[str, object]:
    return {}


@frozen(kw_only=True)
class Filter:
    """A condition that can be asked of contacts, for segments and lists.

    Args:
        key: its name on the command line and in what is saved, such as ``sector``.
        sentence: how it reads of several contacts, with ``{value}``: ``work in the sector {value}``.
        negated: how the opposite reads: ``do not work in the sector {value}``.
        sql: one predicate over ``c``, a row of ``v_contacts``, with parameters: ``c.level = :value``, or
            ``exists (select 1 from v_sectors …)``. True or false, never null.
        read: given the App and what somebody wrote, returns the parameters; raises InvalidInputError or NotFoundError
            where it cannot be meant, with a sentence that says what there is.
        say: given the App and what somebody wrote, returns it as people read it.
        keep: given the App and what somebody wrote, returns what is saved: it means the same when more is added later,
            so it is a number or key rather than a beginning of a name.
        takes: what a value looks like, for ``--help``; empty where the condition takes none.
    """

    key: str = field(validator=validators.matches_re(r"[a-z][a-z-]*"))
    sentence: str
    negated: str
    sql: str
    read: Callable[[Any, str], Mapping[str, object]] = _as_written
    say: Callable[[Any, str], str] = _unchanged
    keep: Callable[[Any, str], str] = _unchanged
    takes: str = "text"


@frozen(kw_only=True)
class ClearanceRule:
    """A reason not to turn to a contact, asked of a whole selection at once.

    Args:
        key: its name; a reason is stored as a key and made a sentence when it is shown.
        sentence: what is told, with ``{detail}`` where the statement says more.
        sql: a SELECT of ``contact_id`` and ``detail`` (text) from ``selection s`` and published views, with
            ``:purpose``, ``:channel``, ``:sector`` (texts, empty for none), ``:ref_kind`` and ``:ref_id`` (what it
            is about: a text and a number, empty and 0 for nothing) and ``:today``.
        blocks: whether the contact is left out; else somebody confirms the warning once for the list.
        purposes: for which purposes it is asked; none means all.
        final: whether it is asked again in the moment of sending.
        values: given the App, returns what else the statement is asked with, such as days that the settings say.
    """

    key: str = field(validator=validators.matches_re(r"[a-z][a-z-]*"))
    sentence: str
    sql: str
    blocks: bool
    purposes: tuple[str, ...] = ()
    final: bool = False
    values: Callable[[Any], Mapping[str, object]] = _no_values


@frozen(kw_only=True)
class Channel:
    """A way in which messages reach people: a folder of files, e-mail, letters, a list of telephone calls.

    Args:
        key: its name on the command line and in what is stored.
        title: how people read it.
        medium: by what it reaches them, as consents know it: ``email``, ``post``, ``phone``.
        addresses: a SELECT of ``contact_id``, ``address_key``, ``address`` and ``rank`` from ``selection s`` and
            published views, with ``:today``: how each contact can be reached this way, smallest rank first. Whoever has
            no row cannot be reached; contacts of one ``address_key`` (a keyed digest, or a word such as
            ``contact:12``, never the address itself) get one copy between them.
        target: where it is made, ``package.module:factory``: called with the App and the place that a dispatch names,
            it returns an ``outreach_crm.dispatch.model.Carrier``.
        by_hand: whether somebody takes on what it makes, such as a letter to be posted: it can be pulled until then.
    """

    key: str = field(validator=validators.matches_re(r"[a-z][a-z-]*"))
    title: str
    medium: str
    addresses: str
    target: str
    by_hand: bool = False


@frozen(kw_only=True)
class Mail:
    """What somebody wrote in answer to a message of ours, without what they quote.

    ``on`` is the day they wrote it; ``files`` is what came with it, such as the answer to an invitation: the name,
    media type (``text/calendar``) and bytes of each.
    """

    contact_id: int
    sender: str
    subject: str
    text: str
    on: date
    files: tuple[tuple[str, str, bytes], ...] = ()


@frozen(kw_only=True)
class NewsItem:
    """Something that a newsletter can tell under a heading: its title, more lines, what it is about, since when."""

    heading: str
    title: str
    lines: tuple[str, ...] = ()
    ref: Ref
    on: date


@frozen(kw_only=True)
class Copy:
    """A copy of the database that is kept somewhere, such as a backup: it still holds whoever is erased since.

    Args:
        place: where it is, as people find it.
        made_at: when (UTC), as ISO 8601 text.
        until_on: the day on which it is removed; None where nobody said.
    """

    place: str
    made_at: str
    until_on: date | None = None


@frozen
class Scene:
    """A scene of ``outreach demo``: ``rank`` is its place in the day (100 to 900 like a clock), ``title`` its heading.

    ``play`` is called with the App of the sample database and yields what is shown, bit by bit: a text is told as a
    paragraph; one that begins with ``$ outreach`` is a command, which is run before the next bit is asked for, and what
    it prints follows; a panel is drawn.
    """

    rank: int
    title: str
    play: Callable[..., Iterable[str | Panel]]
