"""What features declare of their tables holds of the tables themselves."""

import json
from collections.abc import Iterator

import pytest

from outreach_crm.app import App
from outreach_crm.plugins import Plugins
from outreach_crm.storage import Held, OnErase, Store

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # the tables are the same on both


def declared(plugins: Plugins) -> Iterator[Held]:
    for feature in plugins.migrations():
        yield from (*feature.kept, *feature.held)


def test_every_reference_to_a_contact_is_declared_or_may_be_empty(store: Store, plugins: Plugins) -> None:
    """Else a contact could not be merged, exported or erased without leaving something behind."""
    about = {(one.table, column) for one in declared(plugins) for column in one.about}
    undeclared = [
        f"{table}.{column}"
        for table, column, parent in store.references()
        if parent == "contacts" and (table, column) not in about and column not in store.optional(table)
    ]
    assert undeclared == []


def test_what_is_declared_of_a_table_are_its_columns(store: Store, plugins: Plugins) -> None:
    wrong = []
    for one in declared(plugins):
        owned = (one.owner.column,) if one.owner else ()
        wrong += [
            f"{one.table}.{name}" for name in {"id", *one.about, *owned, *one.clears} - {*store.columns(one.table)}
        ]
    assert wrong == []


def test_a_row_that_stays_without_its_contact_can(store: Store, plugins: Plugins) -> None:
    clearing = [one for one in declared(plugins) if one.on_erase is OnErase.CLEAR]
    stuck = [f"{one.table}.{name}" for one in clearing for name in {*one.about} - store.optional(one.table)]
    assert stuck == []


def test_the_database_remembers_what_is_declared(app: App) -> None:
    row = app.store.one("select about, on_erase, clears from kept_tables where name = 'campaigns'")
    assert row is not None
    assert (json.loads(row["about"]), row["on_erase"], json.loads(row["clears"])) == (["group_id"], "clear", [])
