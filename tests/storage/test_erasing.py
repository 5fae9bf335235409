"""Erasure: nothing of a contact is left in any row or file, and everything of everybody else is."""

from pathlib import Path
from typing import Any

import pytest

from outreach_crm import erasure
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.errors import NotFoundError, RefusedError
from outreach_crm.storage import Held, Kept, MigrationSet, OnErase, Owner, migrate
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft
from tests.builders import a_person, an_organisation
from tests.storage.marked import marked, rows_with, surroundings

_FIELDS = 60


def entries(app: App) -> list[str]:
    return [row["summary"] for row in app.store.rows("select summary from timeline_entries order by id")]


def reasons(app: App) -> list[str]:
    return [row["why"] for row in app.store.rows("select why from changes order by id") if row["why"]]


def check_whole(app: App) -> None:
    """The journal is proved, and nothing refers to what is gone."""
    assert changes.verify(app).problems == ()
    app.store._check_references() if app.store.engine == "sqlite" else app.store.execute(
        "set constraints all immediate"
    )


def test_no_row_bears_the_mark_of_an_erased_contact(app: App) -> None:
    around = surroundings(app)
    people = [marked(app, number, around) for number in range(3)]
    assert min(one.fields for one in people) > _FIELDS
    gone = [one.mark for one in people[:2]]
    assert len(rows_with(app, gone)) > 2 * _FIELDS
    report = erasure.erase(app, [one.id for one in people[:2]], because=f"asked by Ana{gone[0]} and Ana{gone[1]}")
    assert rows_with(app, gone) == []
    assert report.contacts == 2
    assert {one.table for one in report.tables} > {
        "contacts",
        "contact_points",
        "timeline_entries",
        "group_members",
        "consents",
        "access_log",
    }
    check_whole(app)
    # The third one is as it was.
    assert len(rows_with(app, [people[2].mark])) > _FIELDS
    assert contacts.get(app, around.friend).name == "Jorge Paz"


def test_an_entry_that_others_share_stays_without_the_name(app: App) -> None:
    ana = a_person(app, "Ana María Ruiz", family="Ruiz")
    jorge, guild = a_person(app, "Jorge Paz"), an_organisation(app)
    timeline.log(app, LogDraft(contact_ids=(ana.id,), summary="called about the trial"))
    shared = "met ana maría RUIZ and Jorge; Ana will write, Ruíz will not, anabasis"
    timeline.log(app, LogDraft(contact_ids=(ana.id, jorge.id, guild.id), summary=shared))
    report = erasure.erase(app, [ana.id])
    assert entries(app) == ["met ████ and Jorge; ████ will write, ████ will not, anabasis"]
    assert [(one.goes, one.shared) for one in report.tables if one.table == "timeline_entries"] == [(1, 1)]
    check_whole(app)


def test_an_entry_goes_with_the_last_of_its_contacts(app: App) -> None:
    people = [a_person(app, name).id for name in ("Ana Ruiz", "Jorge Paz")]
    timeline.log(app, LogDraft(contact_ids=tuple(people), summary="met both"))
    erasure.erase(app, people)
    assert entries(app) == []


def test_what_an_entry_was_before_it_was_edited_is_forgotten(app: App) -> None:
    ana, jorge = a_person(app, "Ana Ruiz"), a_person(app, "Jorge Paz")
    entry = timeline.log(app, LogDraft(contact_ids=(ana.id, jorge.id), summary="met Ana"))
    with app.change("correct"):
        app.store.update("timeline_entries", entry.id, {"summary": "met both"})
    erasure.erase(app, [ana.id])
    held = app.store.rows("select before from change_rows where tbl = 'timeline_entries'")
    assert [row["before"] for row in held] == [None]
    check_whole(app)


def test_reasons_go_where_nobody_else_shares_them_and_lose_the_name_where_others_do(app: App) -> None:
    jorge = a_person(app, "Jorge Paz")
    with app.change("add contact", because="she is ill"):
        ana = a_person(app, "Ana Ruiz")
    with app.change("edit both", because="list of Ana Ruiz, spring"):
        app.store.update("contacts", ana.id, {"met": "Lima"})
        app.store.update("contacts", jorge.id, {"met": "Lima"})
    erasure.erase(app, [ana.id], because="Ana Ruiz wrote")
    assert reasons(app) == ["list of ████, spring", "████ wrote"]
    check_whole(app)


def test_who_takes_words_out_of_the_journal_without_an_erasure_is_found(app: App) -> None:
    with app.change("add contact", because="she is ill"):
        ana = a_person(app, "Ana Ruiz")
    erasure.erase(app, [ana.id])
    assert changes.verify(app).problems == ()
    if app.store.engine == "sqlite":
        app.store.execute("drop trigger changes_sealed")
    else:
        app.store.execute("drop trigger changes_sealed on changes")
    app.store.execute("update changes set why = 'she is well' where what = 'add contact'")
    assert len(changes.verify(app).problems) == 1


def test_erasure_is_final_and_undo_brings_nothing_back(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    with app.change("edit") as edit:
        app.store.update("contacts", ana.id, {"met": "Lima"})
    report = erasure.erase(app, [ana.id])
    assert report.change_id is not None
    with pytest.raises(RefusedError, match="final"):
        changes.undo(app, report.change_id)
    with pytest.raises(Exception, match="nothing of change|Nothing of change"):
        changes.undo(app, edit.id)
    with pytest.raises(NotFoundError):
        contacts.get(app, ana.id)


def test_what_was_derived_of_a_contact_goes_with_it(app: App) -> None:
    ana, jorge = a_person(app, "Ana Ruiz"), a_person(app, "Jorge Paz")
    contacts.worth_a_look(app, ContactDraft(name="Ana Ruiz"))
    keyed = "select distinct contact_id as id from contact_match_keys order by contact_id"
    assert [row["id"] for row in app.store.rows(keyed)] == [ana.id, jorge.id]
    erasure.erase(app, [ana.id])
    assert [row["id"] for row in app.store.rows(keyed)] == [jorge.id]


def test_whoever_was_merged_into_a_contact_is_erased_with_it(app: App) -> None:
    ana, twin = a_person(app, "Ana Ruiz"), a_person(app, "Ana Ruis")
    with app.change("merge"):
        app.store.update("contacts", twin.id, {"merged_into": ana.id})
    assert erasure.erase(app, [ana.id]).contacts == 2
    assert app.store.value("select count(*) as n from contacts") == 0


def test_what_only_refers_to_a_contact_stays_without_the_reference(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    with app.change("add"):
        app.store.insert("campaigns", {"name": "Fair trials", "name_key": "fair trials", "group_id": ana.id})
    plan = erasure.plan(app, [ana.id])
    assert [(one.table, one.cleared) for one in plan.tables if one.cleared] == [("campaigns", 1)]
    erasure.erase(app, [ana.id])
    assert app.store.rows("select name, group_id from campaigns") == [{"name": "Fair trials", "group_id": None}]


def test_a_plan_changes_nothing_and_says_what_the_erasure_then_does(app: App) -> None:
    around = surroundings(app)
    one = marked(app, 1, around)
    before = rows_with(app, [one.mark])
    planned = erasure.plan(app, [one.id])
    assert rows_with(app, [one.mark]) == before
    done = erasure.erase(app, [one.id])
    assert (planned.tables, planned.past, planned.contacts) == (done.tables, done.past, 1)


SENT = MigrationSet(
    feature="sent",
    steps={
        "m001_sent": """
create table mailings (id {id}, name {text} not null, change_id {int} not null) {strict};
create table sendings (
    id {id}, mailing_id {int} not null references mailings (id), contact_id {int} references contacts (id),
    address {text}, said {text} not null default '', tries {int} not null default 0, unique (mailing_id, address)
) {strict};
create index sendings_contact on sendings (contact_id);
create table answers (
    id {id}, sending_id {int} not null references sendings (id), contact_id {int} references contacts (id),
    words {text}
) {strict};
create index answers_sending on answers (sending_id);
create index answers_contact on answers (contact_id);
"""
    },
    kept=(Kept(table="mailings", title="mailing", on_erase=OnErase.CLEAR),),
    held=(
        Held(
            table="sendings",
            title="message",
            about=("contact_id",),
            owner=Owner("mailings", "mailing_id"),
            on_erase=OnErase.CLEAR,
            clears=("address", "said", "tries"),
        ),
        Held(table="answers", title="answer", about=("contact_id",), owner=Owner("sendings", "sending_id")),
    ),
)


def send(app: App, *contact_ids: int) -> None:
    with app.change("send"):
        mailing = app.store.insert("mailings", {"name": "Spring"})
        for one in contact_ids:
            values: dict[str, Any] = {"contact_id": one, "address": f"a{one}@example.org", "said": "250 ok", "tries": 2}
            sending = app.store.insert("sendings", {"mailing_id": mailing, **values})
            app.store.insert("answers", {"sending_id": sending, "contact_id": one, "words": "thank you"})


def test_what_is_held_without_a_journal_is_emptied_and_still_counted(app: App) -> None:
    migrate(app.store, [*app.plugins.migrations(), SENT])
    ana, jorge = a_person(app, "Ana Ruiz"), a_person(app, "Jorge Paz")
    send(app, ana.id, jorge.id)
    report = erasure.erase(app, [ana.id])
    empty = {"contact_id": None, "address": None, "said": "", "tries": 0}
    left = app.store.rows("select contact_id, address, said, tries from sendings order by id")
    assert left == [
        empty,
        {**empty, "contact_id": jorge.id, "address": f"a{jorge.id}@example.org"} | {"said": "250 ok", "tries": 2},
    ]
    assert app.store.value("select count(*) as n from answers") == 1
    assert [(one.title, one.goes, one.cleared) for one in report.tables][-2:] == [("message", 0, 1), ("answer", 1, 0)]
    check_whole(app)


def test_the_rows_of_an_absent_plugin_are_erased_too(app: App) -> None:
    migrate(app.store, [*app.plugins.migrations(), SENT])
    ana = a_person(app, "Ana Ruiz")
    send(app, ana.id)
    migrate(app.store, app.plugins.migrations())
    erasure.erase(app, [ana.id])
    assert app.store.value("select count(*) as n from answers") == 0


def test_a_table_that_nobody_declared_stops_the_erasure_before_it_begins(app: App) -> None:
    step = "create table spies (id {id}, contact_id {int} references contacts (id), note {text}) {strict};"
    migrate(app.store, [*app.plugins.migrations(), MigrationSet(feature="spies", steps={"m001": step})])
    ana = a_person(app, "Ana Ruiz")
    app.store.insert("spies", {"contact_id": ana.id, "note": "x"})
    for attempt in (erasure.plan, erasure.erase):
        with pytest.raises(RefusedError, match="table spies .* Nothing was erased"):
            attempt(app, [ana.id])
    assert contacts.get(app, ana.id)


@pytest.mark.connections
def test_no_file_holds_a_byte_of_a_mark(app: App, tmp_path: Path) -> None:
    around = surroundings(app)
    people = [marked(app, number, around) for number in range(8)]
    marks = [one.mark for one in people]
    assert {mark for mark, _ in found_in_files(app, tmp_path, marks)} == {*marks}
    report = erasure.erase(app, [one.id for one in people[:6]])
    assert report.to_do == ()
    assert found_in_files(app, tmp_path, marks[:6]) == []
    assert {mark for mark, _ in found_in_files(app, tmp_path, marks)} == {*marks[6:]}


def found_in_files(app: App, tmp_path: Path, marks: list[str]) -> list[tuple[str, str]]:
    """Return which marks stand in the database's own files, and in which of them: on a server, of which table."""
    if app.store.engine == "sqlite":
        held = {path.name: path.read_bytes() for path in tmp_path.glob("test.db*")}
    else:
        app.store.execute("checkpoint")
        data = app.store.value("select current_setting('data_directory') as place")
        number = app.store.value("select oid from pg_database where datname = current_database()")
        held = {table_of(app, path.name): path.read_bytes() for path in Path(data, "base", str(number)).iterdir()}
    return [(mark, name) for name, content in held.items() for mark in marks if mark.encode() in content]


def table_of(app: App, file: str) -> str:
    """Return the name of the table or index that a file of the server holds, with the file's own name."""
    sql = "select relname from pg_class where cast(pg_relation_filenode(oid) as text) = :number"
    return f"{app.store.value(sql, number=file.partition('.')[0])} {file}"
