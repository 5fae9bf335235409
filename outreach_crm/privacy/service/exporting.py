"""All that is held about somebody, for whoever asks what we know of her (GDPR Articles 15 and 20)."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Kind
from outreach_crm.errors import ConflictError
from outreach_crm.keywords import service as keywords
from outreach_crm.policy import Action, demand
from outreach_crm.privacy.model import HeldTable, PastValue, PersonalData
from outreach_crm.privacy.queries import ledger
from outreach_crm.privacy.queries import rights as queries
from outreach_crm.privacy.service.logging import log_access
from outreach_crm.storage import restricted
from outreach_crm.storage.about import HeldRow, PastRow, held_about, past_about
from outreach_crm.storage.blotting import Names
from outreach_crm.storage.declared import declared_tables
from outreach_crm.storage.private_file import make_private
from outreach_crm.storage.sharing import sharers
from outreach_crm.text import count, is_written, say, term

# Columns that only serve the program.
_INNER = {"id", "change_id", "words", "sort_name", "address_key", "circle_id", "special", "actor"}
_SOMEBODY = say("another person")
_ONE_OF_US = say("one of us")
# That there is something is told, and not what (GDPR Article 15 (4)).
_STAYS = say("stays with us")
_ALL = 1_000_000


def export(app: App, contact_id: int) -> PersonalData:
    """Return all that any feature holds about a contact, absent plugins too; what it says of others is left out.

    So is what a circle of others keeps to itself: whoever is in it takes that out as well.

    That it was taken out stands in the log of access.

    Raises:
        NotFoundError: there is no such contact.
        RefusedError: whoever acts may take nothing out.
    """
    demand(app.actor, Action.EXPORT)
    contact = contacts.get(app, contact_id)
    log_access(app, term("all that is held about a person"), term("access"), contact_id=contact_id)
    with app.store.write():  # one moment; and what is gathered on the way may be written
        hidden = restricted.hidden_rows(app.store)
        held = [one for one in held_about(app.store, contact_id) if one.row_id not in hidden.get(one.table, ())]
        past = [one for one in past_about(app.store, contact_id) if one.row_id not in hidden.get(one.table, ())]
    mine = {contact_id, *(row.row_id for row in held if row.table == "contacts")}
    entries = changes.about_contact(app, contact_id, _ALL)
    reading = _Reading(app, mine, _others(app, held, past, mine))
    moments = {one.id: one.at for one in entries}
    return PersonalData(
        contact_id=contact_id,
        name=contact.name,
        held_by=app.section.name,
        made_on=app.clock.today().isoformat(),
        held=tuple(reading.tables(held)),
        past=tuple(reading.past(past, moments)),
        changes=tuple({"at": one.at, "what": one.what} for one in entries),
    )


def write_file(path: Path, text: str) -> None:
    """Write a new file for its owner's eyes only.

    Raises:
        ConflictError: there is one of that name.
        StorageError: it cannot be made.
    """
    if not make_private(path):
        raise ConflictError(say("{path} is there already; take it away or give another folder with --to.", path=path))
    path.write_text(text, encoding="utf-8")


def _others(app: App, held: Iterable[HeldRow], past: Iterable[PastRow], mine: set[int]) -> dict[int, Any]:
    about = {table.name: table.about for table in declared_tables(app.store)}
    ids = {one for row in held for one in row.others}
    ids |= {one for row in held if not about[row.table] for one in sharers(app.store, row.table, row.row_id)}
    for row in past:
        ids |= {row.values[column] for column in about.get(row.table, ()) if row.values.get(column) is not None}
    return queries.others(app.store, ids - mine)


def _in_pieces(value: object) -> bool:
    """Return whether a value is what a sentence is made of: how it reads stands beside it."""
    return isinstance(value, str) and is_written(value)


@define
class _Reading:
    """Turns rows into what the person may read: references into words, other persons out of them."""

    app: App
    mine: set[int]
    others: Mapping[int, Any]
    parents: dict[tuple[str, str], str] = field(init=False)
    names: Names = field(init=False)
    inner: frozenset[tuple[str, str]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Look once at how tables refer to each other, and at what others are called."""
        self.parents = {(child, column): parent for child, column, parent in self.app.store.references()}
        persons = [row["name"] for row in self.others.values() if row["kind"] == Kind.PERSON]
        tables = declared_tables(self.app.store)
        self.inner = frozenset((table.name, column) for table in tables for column in table.inner)
        self.names = Names(persons, (word for name in persons for word in name.split()))

    def tables(self, held: Iterable[HeldRow]) -> Iterable[HeldTable]:
        """Yield the tables in which something is held, row by row."""
        found: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        for row in held:
            found.setdefault((row.feature, row.table, row.title), []).append(self._read(row.table, row.values))
        for (feature, _, title), rows in found.items():
            yield HeldTable(title=term(title), feature=feature, rows=tuple(rows))

    def past(self, past: Iterable[PastRow], moments: Mapping[int, str]) -> Iterable[PastValue]:
        """Yield what stood in rows before; ``moments`` says when which change was made."""
        titles = {table.name: table.title for table in declared_tables(self.app.store)}
        for row in past:
            title, moment = titles.get(row.table, row.table), moments.get(row.change_id, "")
            yield PastValue(title=term(title), changed_at=moment, values=self._read(row.table, row.values))

    def _read(self, table: str, values: Mapping[str, Any]) -> dict[str, Any]:
        read = {name: self._value(table, name, value) for name, value in values.items() if name not in _INNER}
        return {name: value for name, value in read.items() if value not in (None, "") and not _in_pieces(value)}

    def _value(self, table: str, column: str, value: Any) -> Any:
        if value and (table, column) in self.inner:
            return _STAYS
        if isinstance(value, str):
            text = ledger.wording(self.app.store, value) if (table, column) == ("consents", "wording") else value
            return self.names.blot(text)
        if isinstance(value, bytes):
            return count(len(value), "{n} byte", "{n} bytes")
        parent = self.parents.get((table, column))
        return value if value is None or parent is None else self._referred(parent, value)

    def _referred(self, parent: str, number: int) -> str | int | None:
        if parent == "contacts":
            return self._contact(number)
        if parent == "keywords":
            return keywords.label(self.app, number)
        return _ONE_OF_US if parent == "accounts" else number

    def _contact(self, number: int) -> str | None:
        if number in self.mine:
            return None
        other = self.others.get(number)
        return _SOMEBODY if other is None or other["kind"] == Kind.PERSON else str(other["name"])
