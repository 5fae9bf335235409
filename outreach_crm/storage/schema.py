"""What a feature says of its tables: migrations, kept tables, published views."""

import re
from collections.abc import Mapping
from enum import StrEnum
from zlib import crc32

from attrs import field, frozen, validators

from outreach_crm.storage.masking import Mask

_NAME = re.compile(r"[a-z][a-z0-9_]*")


class OnErase(StrEnum):
    """What becomes of a row when a contact it is about is erased.

    A row that says nothing of contacts itself, while rows it owns do, is about all of theirs: with DELETE it goes with
    the last of them, and in what is left to the others the names of the erased are blotted out; with CLEAR it stays.
    """

    DELETE = "delete"
    # The row stays: its columns in `about` become null, those in `clears` empty.
    CLEAR = "clear"


def is_name(text: str) -> bool:
    """Return whether a text is a plain lower-case SQL name, the only kind that is ever put into a statement."""
    return _NAME.fullmatch(text) is not None


@frozen
class Owner:
    """The record a row belongs to, such as the contact of an address: undone and shown together with it."""

    table: str
    column: str


@frozen(kw_only=True)
class Held:
    """A table that holds contacts and whose changes are in no journal: states of deliveries, a log of who read what.

    It has a column ``id``. Merging, erasure and the export of what is held about somebody reach it by this declaration.
    What is only derived of declared tables, such as keys to find contacts by, needs none: its rows have no ``id``, and
    those that name an erased contact in ``contact_id`` go with it. Contents of files need none either: see
    storage/contents.py.

    Args:
        table: its name.
        title: what one row is, in words for people ("e-mail, phone or web address").
        about: columns that hold the contacts a row is about, two at most; with CLEAR they may be null.
        owner: the record a row belongs to; None where a row is a record of its own.
        on_erase: what becomes of a row when its contact is erased.
        clears: with CLEAR, what else of a row is emptied: null where it may be, else an empty text or nought.
        names: columns that hold what a contact is called or reached by, as it stands in texts that others share.
        name_parts: columns each word of which is a name by itself, such as a family name.
        inner: columns that whoever asks what is held about them is not given, such as a reason that nobody is told;
            that something stands there they learn.
    """

    table: str = field(validator=validators.matches_re(_NAME))
    title: str
    about: tuple[str, ...] = field(default=(), validator=validators.max_len(2))
    owner: Owner | None = None
    on_erase: OnErase = OnErase.DELETE
    clears: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    name_parts: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()


@frozen(kw_only=True)
class Kept(Held):
    """A table whose every change is in the journal; it has columns ``id`` and ``change_id``.

    Args:
        words: whether column ``words`` (JSON array of folded words) feeds the words index.
        ledger: whether rows are only ever added: nobody alters one but for the contacts it is about, and none goes
            but with its record. An undo strikes them out instead: they stand in ``struck_out``, and views leave those
            out. A ledger has an owner.
        sums: columns of numbers, never null, that are added where a merge makes two rows one: what both have paid.
        withheld: whether the history keeps back what rows say, such as ballots: it tells that one was written.
    """

    words: bool = False
    ledger: bool = False
    sums: tuple[str, ...] = ()
    withheld: bool = False


@frozen(kw_only=True)
class Moves:
    """Which ways a state may go; the database itself refuses every other one, whoever writes.

    Args:
        table: the table.
        column: its column that holds the state.
        ways: pairs of a state and one that may follow it; a state that begins none of them is final.
    """

    table: str = field(validator=validators.matches_re(_NAME))
    column: str = field(validator=validators.matches_re(_NAME))
    ways: tuple[tuple[str, str], ...]


@frozen(kw_only=True)
class MigrationSet:
    """The tables of one feature.

    Args:
        feature: name of the feature or plugin.
        steps: name (``m001_contacts``) to SQL text; never edited once released, only added to. Statements end
            with ``;`` at the end of a line.
        kept: which of the tables are kept.
        held: which of the others hold contacts.
        views: published views, name to SELECT; columns are only ever added, at the end.
        moves: states that may go some ways only.
        columns: what people call columns of the kept tables, where that is not said of columns of their name in every
            table (changes/service/naming.py); an empty text where one says nothing to people.
        masks: what of the tables and views is only for whoever reaches a class of data.
        lets_see: SELECTs of the numbers of contacts that an account (``:actor_id``) sees which is confined to some.
    """

    feature: str = field(validator=validators.matches_re(_NAME))
    steps: Mapping[str, str]
    kept: tuple[Kept, ...] = ()
    held: tuple[Held, ...] = ()
    views: Mapping[str, str] = field(factory=dict)
    moves: tuple[Moves, ...] = ()
    columns: Mapping[str, str] = field(factory=dict)
    masks: tuple[Mask, ...] = ()
    lets_see: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """A digest of all of it: equal means that there is nothing to migrate."""
        whole = repr((list(self.steps), self.kept, self.held, sorted(self.views.items()), self.moves))
        return f"{len(whole):x}-{crc32(whole.encode()):08x}"


def statements(sql: str) -> list[str]:
    """Split SQL text at each ``;`` that ends a line."""
    return [part.strip() for part in re.split(r";\s*\n", sql.strip() + "\n") if part.strip().rstrip(";").strip()]
