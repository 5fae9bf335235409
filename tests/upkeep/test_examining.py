"""What a look at the installation finds."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from outreach_crm.app import App
from outreach_crm.hooks import hookimpl
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import Kept, MigrationSet, Store, migrate
from outreach_crm.upkeep import service
from outreach_crm.upkeep.model import Finding
from tests.builders import a_person, with_settings

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
    assert "things (1 rows)" in finding.sentence
