"""Sectors as an installation has them: what is shipped, what plugins and the section's own folder add."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.hooks import hookimpl
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.sectors import service
from outreach_crm.settings import Settings
from outreach_crm.storage import Store
from tests.builders import a_person, with_settings


def bakers(folder: Path, name: str = "Bakers", more: str = "") -> Path:
    path = folder / "bakers.toml"
    path.write_text(f'key = "bakers"\nname = "{name}"\nabout = "They bake."\n{more}', encoding="utf-8")
    return path


def own(app: App, folder: Path) -> App:
    return with_settings(app, sectors={"folder": str(folder)})


def test_the_sectors_of_the_manual_are_there_without_a_setting(app: App) -> None:
    assert {"legal", "medical", "unions", "youth", "religious"} <= set(service.all_sectors(app).keys)


def test_a_sector_is_meant_whatever_the_case(app: App) -> None:
    assert service.get(app, " Legal ").key == "legal"
    with pytest.raises(NotFoundError, match="did you mean 'legal'"):
        service.get(app, "lega")


def test_the_section_s_own_folder_adds_and_replaces(app: App, tmp_path: Path) -> None:
    bakers(tmp_path)
    here = own(app, tmp_path)
    assert service.get(here, "bakers").name == "Bakers"
    bakers(tmp_path, name="Bakers and millers")
    assert service.get(here, "bakers").name == "Bakers and millers"
    with pytest.raises(NotFoundError):
        service.get(app, "bakers")


def test_a_typing_error_in_a_sector_file_is_told_and_no_contact_is_half_written(app: App, tmp_path: Path) -> None:
    bakers(tmp_path, more='titel = "x"\n')
    here = own(app, tmp_path)
    with pytest.raises(InvalidInputError, match=r"bakers.toml: 'titel' is not known here; known are key, name, about"):
        contacts.add(here, ContactDraft(name="Ana Ruiz", sectors=("legal",)))
    assert contacts.list_contacts(app) == []
    bakers(tmp_path)
    assert contacts.add(here, ContactDraft(name="Ana Ruiz", sectors=("bakers",))).name == "Ana Ruiz"


def test_a_contact_keeps_a_sector_whose_file_is_gone_and_can_leave_it(app: App, tmp_path: Path) -> None:
    bakers(tmp_path)
    ana = contacts.add(own(app, tmp_path), ContactDraft(name="Ana", sectors=("bakers",)))
    assert contacts.show(app, ana.id).sectors == ("bakers",)
    contacts.edit(app, ana.id, contacts.Edit(no_sectors=("bakers",)))
    assert contacts.show(app, ana.id).sectors == ()


def test_a_folder_that_is_not_there_is_named(app: App, tmp_path: Path) -> None:
    a_person(app)
    with pytest.raises(NotFoundError, match="There is no folder"):
        service.all_sectors(own(app, tmp_path / "nowhere"))


def test_a_plugin_offers_sectors_and_a_file_it_lacks_is_one_sentence(store: Store, tmp_path: Path) -> None:
    @hookimpl
    def sectors() -> list[Path]:
        return [tmp_path / "bakers.toml"]

    plugins = Plugins.load(extra={"bread": SimpleNamespace(sectors=sectors)})
    app = App.on(store, plugins, Settings({}), Keyring(lambda: b"k" * 32), Actor(name="Maria"))
    with pytest.raises(InvalidInputError, match=r"bakers.toml: cannot be read"):
        service.all_sectors(app)
    bakers(tmp_path)
    assert "bakers" in service.all_sectors(app).keys
