"""The words index says at any moment what the rows say."""

import json
import random

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.errors import ConflictError
from outreach_crm.storage import Store
from tests.storage.things import add_thing

_WORDS = ("anna", "ann", "łódź", "o'brien", "한국어", "", "a b", 'quo"te', "back\\slash")


def index(store: Store) -> list[tuple[str, int]]:
    found = store.rows("select word, ref from words where tbl = 'things' order by ref, word")
    return [(row["word"], row["ref"]) for row in found]


def by_hand(store: Store) -> list[tuple[str, int]]:
    rows = store.rows("select id, words from things order by id")
    return [(word, row["id"]) for row in rows for word in sorted(set(json.loads(row["words"])), key=str.encode)]


@pytest.mark.parametrize("seed", range(3))
def test_the_index_stays_true_whatever_is_written(app: App, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(40):
        ids = [row["id"] for row in app.store.rows("select id from things")]
        words = json.dumps(chance.choices(_WORDS, k=chance.randrange(5)))
        deed = chance.choice(("add", "alter", "remove", "many", "undo"))
        if deed == "undo" and number:
            take_back_any(app, chance)
            continue
        with app.change(deed):
            if deed == "alter" and ids:
                app.store.update("things", chance.choice(ids), {"words": words, "name": "altered"})
            elif deed == "remove" and ids:
                app.store.delete("things", chance.choice(ids))
            elif deed == "many":
                app.store.insert_many("things", [{"name": "n", "words": words}] * 3)
                app.store.execute("update things set words = '[\"same\"]', change_id = :change_id where size is null")
            else:
                app.store.insert("things", {"name": "n", "words": words})
        assert index(app.store) == by_hand(app.store)


def take_back_any(app: App, chance: random.Random) -> None:
    entries = [entry for entry in changes.latest(app) if entry.what != "add account"]
    if entries:
        try:
            changes.undo(app, chance.choice(entries).id)
        except ConflictError:
            return
    assert index(app.store) == by_hand(app.store)


def test_words_of_a_row_that_keeps_them_are_left_alone(app: App) -> None:
    thing = add_thing(app, "chair")
    with app.change("rename"):
        app.store.update("things", thing, {"name": "table"})
    assert index(app.store) == [("chair", thing)]


def test_a_write_that_is_rolled_back_leaves_the_index_as_it_was(app: App) -> None:
    add_thing(app, "chair")
    before = index(app.store)
    with pytest.raises(LookupError), app.change("fail"):
        app.store.execute("update things set words = '[\"x\"]', change_id = :change_id")
        raise LookupError
    assert index(app.store) == before
