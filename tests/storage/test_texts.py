"""Any text comes back as it went in, or is refused with a sentence and nothing is changed, on both engines alike."""

import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.errors import InvalidInputError
from outreach_crm.storage import Store
from tests.web.office import Desk, words

_EXAMPLES = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
# What no database holds stands among the rest often enough to be tried.
texts = st.text(st.characters() | st.sampled_from("\0\ud800\U0010ffff\x01"), max_size=12)
_INSERT = "insert into visits (thing_id, name) values (null, :name)"


def _update(app: App, text: str) -> None:
    with app.change("test: add"):
        number = app.store.insert("things", {"name": "before"})
    with app.change("test: rename"):
        app.store.update("things", number, {"name": text})


def _insert(app: App, text: str) -> None:
    with app.change("test: add"):
        app.store.insert("things", {"name": text})


def _insert_many(app: App, text: str) -> None:
    with app.change("test: add"):
        app.store.insert_many("things", [{"name": "another"}, {"name": text}])


def _execute(app: App, text: str) -> None:
    with app.store.write():
        app.store.execute(_INSERT, name=text)


def _execute_many(app: App, text: str) -> None:
    with app.store.write():
        app.store.execute_many(_INSERT, [{"name": "another"}, {"name": text}])


WAYS = {"things": [_insert, _insert_many, _update], "visits": [_execute, _execute_many]}


def may_be_held(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def names(store: Store, table: str) -> list[str]:
    return [row["name"] for row in store.rows(f"select name from {table} order by id")]


@pytest.mark.parametrize(("table", "way"), [(table, way) for table, ways in WAYS.items() for way in ways])
@_EXAMPLES
@given(text=texts)
def test_a_text_is_kept_as_it_is_or_refused(app: App, table: str, way: Callable[[App, str], None], text: str) -> None:
    before = names(app.store, table)

    if may_be_held(text):
        way(app, text)
        assert names(app.store, table)[-1] == text
        return
    with pytest.raises(InvalidInputError, match="Nothing was changed; take it out"):
        way(app, text)

    assert text not in names(app.store, table)
    assert names(app.store, table) in (before, [*before, "before"])


@_EXAMPLES
@given(text=texts)
def test_what_cannot_be_kept_cannot_be_asked_for_either(store: Store, text: str) -> None:
    if may_be_held(text):
        assert store.value("select :text as x", text=text) == text
        return
    with pytest.raises(InvalidInputError):
        store.value("select :text as x", text=text)


def test_what_was_refused_leaves_the_work_around_it_as_it_was(app: App) -> None:
    with app.store.write():
        app.store.execute(_INSERT, name="before")
        with pytest.raises(InvalidInputError):
            app.store.execute(_INSERT, name="a\0b")
        app.store.execute(_INSERT, name="after")

    assert names(app.store, "visits") == ["before", "after"]


def test_no_nul_hides_inside_of_json(store: Store) -> None:
    sent = json.dumps(["a\0b"])
    if store.engine == "postgresql":
        with pytest.raises(InvalidInputError, match="NUL"):
            store.rows("select n.value from {each_text(:sent)} n", sent=sent)


def test_somebody_who_sends_one_reads_what_is_wrong_and_nobody_is_added(app: App) -> None:
    for draft in (ContactDraft(name="Ana\0Ruiz"), ContactDraft(name="Ana Ruiz", emails=("a\0@example.org",))):
        with pytest.raises(InvalidInputError):
            contacts.add(app, draft)

    assert app.store.value("select count(*) as n from contacts") == 0


@pytest.mark.connections
def test_a_form_that_sends_one_is_shown_again_with_what_is_wrong(desk: Desk) -> None:
    answer = desk.send("/tasks/add", {"title": "Ring\0Ana"})

    assert answer.status_code == 422
    assert "the character NUL" in words(answer.text)
    assert desk.get("/find?q=a%00b").status_code in {200, 422}
