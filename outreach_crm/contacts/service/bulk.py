"""Many contacts at once: who is known already, read whole, and written in a few statements."""

import re
from collections.abc import Collection, Iterable, Sequence

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.contacts.queries import many
from outreach_crm.contacts.service.whole import Reading, Whole, name_key, place
from outreach_crm.storage import Row, values_of
from outreach_crm.text import fold, words_in_order

__all__ = [
    "PARTS",
    "Holder",
    "Namesake",
    "Reading",
    "Whole",
    "called",
    "holders",
    "index_words",
    "load",
    "name_key",
    "organisations",
    "part_key",
    "reached",
    "write",
]

# What belongs to a contact: the part of a Whole and its table.
PARTS = {
    "points": "contact_points",
    "addresses": "contact_addresses",
    "ids": "contact_ids",
    "sectors": "contact_sectors",
    "keywords": "contact_keywords",
    "fields": "contact_fields",
}


@frozen
class Holder:
    """Who has a number in another system; ``visible`` says whether the actor may know."""

    id: int
    trashed: bool
    visible: bool


@frozen
class Namesake:
    """A contact of some name: which kind and where."""

    id: int
    kind: str
    country: str


def holders(app: App, numbers: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Holder]:
    """Return who has numbers in other systems, by system and number."""
    found = many.holders(app.store, numbers)
    return {key: Holder(row["id"], row["trashed_on"] is not None, bool(row["visible"])) for key, row in found.items()}


def reached(app: App, keys: Collection[str]) -> dict[tuple[str, str, str], list[int]]:
    """Return who is reached at addresses, by address key, kind of contact and :func:`name_key`."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for row in many.reached(app.store, keys):
        found.setdefault((row["address_key"], row["kind"], name_key(row["sort_name"])), []).append(row["id"])
    return found


def called(app: App, sort_names: Collection[str]) -> dict[str, list[Namesake]]:
    """Return who is called so, by sort name (:func:`outreach_crm.text.sort_name`)."""
    found: dict[str, list[Namesake]] = {}
    for row in many.called(app.store, sort_names):
        found.setdefault(row["sort_name"], []).append(Namesake(row["id"], row["kind"], row["country"]))
    return found


def organisations(app: App) -> dict[str, list[int]]:
    """Return what organisations and groups are also called, each name as its folded words."""
    found: dict[str, list[int]] = {}
    for row in many.also_called(app.store):
        for name in {row["also"], *re.split(r"[,;/]", row["also"])}:
            if key := " ".join(words_in_order(name)):
                found.setdefault(key, []).append(row["id"])
    return found


def part_key(part: str, row: Row) -> object:
    """Return what tells a row of a part from the others, as in :class:`Whole`."""
    if part == "points":
        return row["kind"], row["address_key"]
    if part == "addresses":
        return place(row)
    if part == "ids":
        return row["system"], row["external_id"]
    return row[{"sectors": "sector", "keywords": "keyword_id", "fields": "field"}[part]]


def load(app: App, ids: Collection[int]) -> dict[int, Whole]:
    """Return contacts as they are stored, with all that belongs to them, but those the actor may not see."""
    found: dict[int, Whole] = {}
    for row in many.stored(app.store, ids) if ids else ():
        number = row.pop("id")
        found[number] = Whole(row, number)
    if not found:
        return {}
    for part, table in PARTS.items():
        for number, row in many.stored_parts(app.store, table, found.keys()):
            getattr(found[number], part)[part_key(part, row)] = row
    for row in many.present_roles(app.store, found.keys()):
        at = Whole({}, row["organisation_id"])
        found[row["contact_id"]].roles[at.key, fold(row["title"])] = {**row, "at": at}
    return found


def index_words(app: App, contact_id: int) -> None:
    """Bring the words by which a contact is found up to date. Call inside a change."""
    app.store.update("contacts", contact_id, {"words": load(app, [contact_id])[contact_id].words()})


def write(app: App, wholes: Sequence[Whole]) -> None:
    """Write contacts in the open change: new ones get their number, of stored ones what was touched or added.

    Organisations of new roles are among them, or stored.
    """
    new = [whole for whole in wholes if whole.id is None]
    if new:
        newest = many.newest(app.store)
        app.store.insert_many("contacts", map(_with_words, new))
        numbers = many.made_since(app.store, newest)
        for whole in new:
            whole.id = numbers[whole.columns["uid"]]
    for whole in wholes:
        if whole.touched:
            _update(app, whole)
    for part, table in PARTS.items():
        _insert(app, table, [(one.id, row) for one in wholes for row in getattr(one, part).values() if "id" not in row])
    roles = ((one.id, row) for one in wholes for row in one.roles.values() if "id" not in row)
    told = ((number, row["at"].id, row["title"], row["verified_on"]) for number, row in roles)
    app.store.insert_tuples("contact_roles", ["person_id", "organisation_id", "title", "verified_on"], told)


def _with_words(whole: Whole) -> Row:
    """Return the columns of a new contact with the words by which it is found."""
    whole.columns["words"] = whole.words()
    return whole.columns


def _insert(app: App, table: str, rows: Sequence[tuple[int | None, Row]]) -> None:
    """Insert rows of a part, each with its contact."""
    if rows:
        columns = [*rows[0][1]]
        values = values_of(columns)
        app.store.insert_tuples(table, ["contact_id", *columns], ((number, *values(row)) for number, row in rows))


def _update(app: App, whole: Whole) -> None:
    """Write what was touched; the contact itself in any case, because the record has one version."""
    names = [name for name in whole.touched if name in whole.columns]
    values = {name: whole.columns[name] for name in names} | {"words": whole.words()}
    app.store.update("contacts", whole.id or 0, values)
    for name in whole.touched:
        key = name.removeprefix("field:")
        if key != name and "id" in whole.fields[key]:
            app.store.update("contact_fields", whole.fields[key]["id"], {"value": whole.fields[key]["value"]})
