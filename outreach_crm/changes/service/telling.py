"""What a change did, in words that people read: names in the place of numbers, and only what differs."""

from collections.abc import Mapping
from typing import Any

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import queries
from outreach_crm.changes.model import ChangeDetail, ToldRow, ToldValue
from outreach_crm.changes.service import naming
from outreach_crm.model import Ref
from outreach_crm.storage.called import titles
from outreach_crm.storage.history import RowChange

_Names = Mapping[tuple[str, int], str]


def told(app: App, detail: ChangeDetail) -> tuple[ToldRow, ...]:
    """Return what a change did to each row it is told of."""
    points_to = {(child, column): parent for child, column, parent in app.store.references()}
    names = _names(app, detail, points_to)
    declared = naming.declared(app)
    return tuple(_row(one, points_to, names, declared) for one in detail.rows)


def _names(app: App, detail: ChangeDetail, points_to: Mapping[tuple[str, str], str]) -> _Names:
    """Return what is called how: contacts the actor may see, accounts, circles, and whatever else has a name."""
    asked: dict[str, set[int]] = {}
    for row in detail.rows:
        for values in (row.before, row.after):
            for column, value in values.items():
                if isinstance(value, int) and (parent := points_to.get((row.table, column))):
                    asked.setdefault(parent, set()).add(value)
    found: dict[tuple[str, int], str] = {}
    for table, ids in asked.items():
        if table == "contacts":
            called = queries.contact_names(app.store, sorted(ids))
        elif table == "accounts":
            called = {one: accounts.name_of(app, one) for one in ids}
        elif table == "circles":
            called = {one: accounts.circle_name(app, one) for one in ids}
        else:
            called = titles(app.store, table, ids)
        found |= {(table, number): name for number, name in called.items()}
    return found


def _row(
    row: RowChange,
    points_to: Mapping[tuple[str, str], str],
    names: _Names,
    declared: Mapping[tuple[str, str], str],
) -> ToldRow:
    def read(column: str, value: Any) -> str:
        if value is None:
            return ""
        parent = points_to.get((row.table, column))
        return names.get((parent, value), str(value)) if parent else naming.value(column, str(value))

    labels = {column: declared.get((row.table, column), naming.label(column)) for column in row.after or row.before}
    values = (
        ToldValue(label=label, before=read(column, row.before.get(column)), after=read(column, row.after.get(column)))
        for column, label in labels.items()
        if label
    )
    name = row.after.get("name") or row.before.get("name") or row.after.get("title") or row.before.get("title") or ""
    return ToldRow(
        ref=Ref(row.table, row.row_id),
        title=row.title,
        name=str(name),
        done=row.done,
        values=tuple(one for one in values if one.before != one.after),
    )
