"""A new plugin: whatever it is called it works, and nothing that is there is written over."""

import errno
import json
import tomllib
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, StorageError
from outreach_crm.sectors.model import Sector
from outreach_crm.upkeep import service
from outreach_crm.upkeep.service.skeletons import files_of
from tests.builders import a_person
from tests.upkeep.begun import begun

_NAMES = st.from_regex(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", fullmatch=True).filter(lambda name: len(name) <= 30)


@given(_NAMES)
def test_whatever_it_is_called_its_files_are_whole(name: str) -> None:
    files = files_of(name)
    for place, text in files.items():
        assert "$" not in place + text
        if place.endswith(".py"):
            compile(text, place, "exec")
    package = f"outreach_{name.replace('-', '_')}"
    project = tomllib.loads(files["pyproject.toml"])
    assert project["tool"]["setuptools"]["packages"] == [package]
    assert project["project"]["entry-points"]["outreach_crm"] == {package: f"{package}.plugin"}
    sector = tomllib.loads(files[f"{package}/{name}.toml"])
    del sector["asks"]
    assert Sector(**sector).key == name


@pytest.fixture
def plugin(app: App, tmp_path: Path) -> Iterator[tuple[App, Any]]:
    """An App with a plugin whose name is as long as can be, and its service."""
    with begun(app, "readers-in-small-town-halls-99", tmp_path) as found:
        yield found


def test_with_the_longest_name_a_promise_is_noted_due_kept_and_undone(plugin: tuple[App, Any]) -> None:
    office, promises = plugin
    ana, today = a_person(office, "Ana Ruiz"), office.clock.today()
    made = promises.add(office, ana.id, "  Show our exhibition ", today)
    promises.add(office, ana.id, "Lend us a room", today + timedelta(days=1))

    (due,) = office.plugins.reminders(office, today)
    assert (due.sentence, due.group) == ("Ana Ruiz promised: Show our exhibition", "Readers in small town halls 99")
    kept = promises.done(office, made.id)
    assert [one.what for one in promises.promises(office)] == ["Lend us a room"]
    with pytest.raises(ConflictError, match="already"):
        promises.done(office, made.id)

    changes.undo(office, kept.change_id)
    assert [one.what for one in promises.promises(office)] == ["Show our exhibition", "Lend us a room"]
    assert office.plugins.failed == []


def test_a_promise_needs_words_and_somebody_who_made_it(plugin: tuple[App, Any]) -> None:
    office, promises = plugin
    ana, today = a_person(office, "Ana Ruiz"), office.clock.today()
    with pytest.raises(InvalidInputError, match="what they promised"):
        promises.add(office, ana.id, " ", today)
    with pytest.raises(NotFoundError):
        promises.add(office, ana.id + 1, "Lend us a room", today)
    assert promises.promises(office) == []


@pytest.mark.parametrize("name", ["", "Book clubs", "book_clubs", "9-lives", "-x", "x-", "a--b", "a" * 31, "../x", "é"])
def test_a_name_that_cannot_be_one_is_refused(app: App, tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInputError, match="letters, digits and hyphens"):
        service.new_plugin(app, name, tmp_path)
    assert list(tmp_path.glob("outreach-*")) == []


@pytest.mark.parametrize("name", ["asks", "mail", "today", "legal", "requests", "urgent-actions", "crm", "Outreach-UA"])
def test_a_name_that_is_in_use_is_refused(app: App, tmp_path: Path, name: str) -> None:
    """By a feature, a plugin, a command, a sector, a page, a plugin of two words, the program itself."""
    with pytest.raises(ConflictError, match="choose another name"):
        service.new_plugin(app, name, tmp_path)
    assert list(tmp_path.glob("outreach-*")) == []


def test_a_folder_that_is_there_is_left_as_it_is(app: App, tmp_path: Path) -> None:
    mine = tmp_path / "outreach-librarians" / "pyproject.toml"
    mine.parent.mkdir()
    mine.write_text("mine", "utf-8")
    with pytest.raises(ConflictError, match="left as it is"):
        service.new_plugin(app, "librarians", tmp_path)
    assert [(one.name, one.read_text("utf-8")) for one in mine.parent.iterdir()] == [("pyproject.toml", "mine")]


def test_a_disk_that_fills_up_leaves_nothing_half_written(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_text

    def full(path: Path, *given: Any) -> int:
        if path.name == "service.py":
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, *given)

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(StorageError, match="No space left"):
        service.new_plugin(app, "librarians", tmp_path)
    assert not (tmp_path / "outreach-librarians").exists()


def test_the_command_says_what_was_written_and_what_to_type_next(cli: Callable[..., Result], tmp_path: Path) -> None:
    folder = tmp_path / "two words"
    folder.mkdir()
    made = json.loads(cli("plugins", "new", "outreach-Book-Clubs", "--to", str(folder), "--json").stdout)
    place = folder / "outreach-book-clubs"
    assert (made["name"], made["folder"]) == ("book-clubs", str(place))
    written = {str(one.relative_to(place)) for one in place.rglob("*") if one.is_file()}
    assert written == set(made["files"])
    assert made["following"][0] == f"pip install -e '{place}'"
    said = cli("plugins", "new", "librarians", "--to", str(folder)).stdout
    assert "outreach_librarians/plugin.py\n" in said
    assert said.endswith("outreach plugins list\n  outreach librarians list\n")
