"""What a look at the installation finds."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from outreach_crm import erasure
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.hooks import hookimpl
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import Kept, MigrationSet, Store, migrate
from outreach_crm.upkeep import service
from outreach_crm.upkeep.model import Finding
from tests.builders import a_person, with_settings
from tests.upkeep.conftest import days_later

THINGS = MigrationSet(
    feature="things",
    steps={"m001_things": "create table things (id {id}, name {text} not null, change_id {int} not null) {strict};"},
    kept=(Kept(table="things", title="thing"),),
)


def found(app: App, subject: str) -> list[Finding]:
    return [one for one in service.examine(app) if one.subject == subject]


def test_a_new_installation_is_in_order(app: App) -> None:
    a_person(app)
    assert all(one.ok for one in service.examine(app))
    assert found(app, "journal")[0].sentence == "2 entries, all as they were written"


def test_a_change_that_was_cut_off_is_told_with_the_way_to_undo_it(app: App) -> None:
    ana = a_person(app)
    with pytest.raises(KeyboardInterrupt), app.change("import", steps=True) as change:
        with change.step():
            app.store.update("contacts", ana.id, {"met": "Geneva"})
        raise KeyboardInterrupt
    finding = found(app, "interrupted")[0]
    assert not finding.ok
    assert f"outreach undo {change.id}" in finding.sentence


def test_a_typing_error_in_a_sector_file_is_found(app: App, tmp_path: Path) -> None:
    (tmp_path / "bakers.toml").write_text('key = "bakers"\nname = "Bakers"\nabout = "x"\ntitel = 1\n')
    finding = found(with_settings(app, sectors={"folder": str(tmp_path)}), "sectors")[0]
    assert not finding.ok
    assert "bakers.toml: 'titel' is not known here" in finding.sentence


def test_a_plugin_that_raises_is_set_aside_and_named(store: Store) -> None:
    @hookimpl
    def sectors() -> list[Path]:
        raise ZeroDivisionError("of the plugin")

    plugins = Plugins.load(extra={"bread": SimpleNamespace(sectors=sectors)})
    app = App.on(store, plugins, Settings({}), Keyring(lambda: b"k" * 32), Actor(name="Maria"))
    finding = found(app, "plugin")[0]
    assert not finding.ok
    assert "bread" in finding.sentence
    assert "of the plugin" in finding.sentence
    assert [one.state for one in service.list_plugins(app) if one.name == "bread"] == ["failed"]


def test_the_data_of_a_plugin_that_is_gone_stays_and_is_counted(app: App) -> None:
    migrate(app.store, [*app.plugins.migrations(), THINGS])
    with app.change("add thing"):
        app.store.insert("things", {"name": "chair"})
    finding = found(app, "absent plugin")[0]
    assert finding.ok
    assert "things (1 row)" in finding.sentence


@pytest.mark.connections
def test_a_database_without_a_backup_is_told_of_after_some_days(app: App) -> None:
    a_person(app)
    assert found(app, "backup") == []
    assert found(days_later(app, 7), "backup") == []
    late = days_later(app, 8)
    assert [one.sentence for one in found(late, "backup")] == ["there is none: outreach backup"]
    service.back_up(late)
    assert [one.ok for one in found(late, "backup")] == [True]
    assert "the last one was made on 2026-03-17" in found(days_later(app, 20), "backup")[0].sentence


def test_an_erasure_that_was_cut_off_is_run_again_and_not_undone(app: App) -> None:
    with pytest.raises(KeyboardInterrupt), app.change(erasure.WHAT, steps=True, final=True):
        raise KeyboardInterrupt
    (finding,) = found(app, "interrupted")
    assert "run it again" in finding.sentence
    assert "undo" not in finding.sentence


@pytest.mark.connections
def test_somebody_who_was_erased_and_is_there_again_is_told_of_and_erased(app: App) -> None:
    ana = a_person(app)
    row = app.store.one("select * from contacts") or {}
    erasure.erase(app, [ana.id])
    with app.change("bring back"):
        app.store.insert("contacts", {name: value for name, value in row.items() if name != "change_id"})
    assert "1 contact that was erased is there again" in found(app, "erasures")[0].sentence
    assert service.mend(app) == ["1 contact that had been erased was erased again."]
    assert found(app, "erasures") == []


def test_the_journal_forgets_what_rows_were_long_ago_and_can_still_be_proved(app: App) -> None:
    ana = a_person(app)
    for number, days in enumerate((0, 300, 500)):
        with days_later(app, days).change("edit", because=f"of {days}"):
            app.store.update("contacts", ana.id, {"met": f"Geneva {number}"})
    now = days_later(app, 600)
    assert service.mend(now) == ["The journal forgot what 1 row was long ago."]
    left = [row["before"] is None for row in app.store.rows("select before from change_rows order by id")]
    assert left == [True, False, False]
    assert changes.verify(now).problems == ()
    assert service.mend(now) == []


def test_what_an_erasure_left_of_a_reason_is_not_forgotten(app: App) -> None:
    with app.change("add", because="she wrote"):
        ana = a_person(app)
    erasure.erase(app, [ana.id])
    service.mend(days_later(app, 1000))
    assert changes.verify(app).problems == ()


@pytest.mark.connections
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_what_a_kill_left_behind_is_told_of_and_removed(app: App, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    left = [tmp_path / "backups" / ".copying-17.db", tmp_path / "test.db.restoring"]
    for path in left:
        path.write_text("a copy")
        os.utime(path, (0, 0))
    running = tmp_path / "backups" / ".copying-18.db"
    running.write_text("another one at work")
    os.utime(running, (app.clock.now().timestamp(), app.clock.now().timestamp()))
    assert ".copying-17.db" in found(app, "copies")[0].sentence
    service.mend(app)
    assert [path.exists() for path in [*left, running]] == [False, False, True]
    assert found(app, "copies") == []
