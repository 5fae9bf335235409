"""Command ``outreach demo``: a page to read, a database to go on with, and nobody else's file touched."""

import json
import shlex
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from outreach_crm.cli import main
from outreach_crm.demo import scenes
from outreach_crm.plugins import Plugins


def run(folder: Path, *arguments: str, code: int = 0) -> Result:
    environ = {
        "OUTREACH_DATABASE": str(folder / "mine.db"),
        "OUTREACH_SETTINGS": str(folder / "outreach.toml"),
        "OUTREACH_KEY": None,
        "COLUMNS": "100",
    }
    result = CliRunner().invoke(main, list(arguments), env=environ)
    assert result.exit_code == code, result.output + result.stderr + repr(result.exception)
    return result


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    """The page of a demo in ``demo.db``, which the tests below read and work on."""
    return run(folder, "demo", "--file", str(folder / "demo.db")).stdout


def test_the_page_tells_the_whole_day_in_a_hundred_columns(page: str) -> None:
    places = [page.index(f"\n{title}\n") for title in (scenes.TITLE, *(one.title for one in scenes.SCENES))]
    assert places == sorted(places)
    assert page.endswith("\n")
    assert [line for line in page.splitlines() if len(line) > 100] == []
    assert "broke off" not in page
    assert "\x1b" not in page


def test_the_page_keeps_its_promises_of_the_morning(page: str) -> None:
    morning, _, rest = page.partition("\nA card from a congress\n")
    assert "Lena Åkerblom: Has the board decided on the letter to the WMA? (today)" in morning
    assert "Łukasz Nowak" in rest
    assert "Ignacio Fuentealba (CL)" in rest
    assert "all as they were written" in rest


def test_nothing_is_written_but_the_demo_its_key_and_its_messages(folder: Path, page: str) -> None:
    assert page
    assert {path.name.partition("-")[0] for path in folder.iterdir()} == {"demo.db", "demo.db.key", "demo.mailings"}
    assert {path.suffix for path in (folder / "demo.mailings").iterdir()} == {".csv", ".eml", ".txt"}
    assert (folder / "demo.db").stat().st_mode & 0o777 == 0o600


def test_the_commands_at_the_end_work_as_they_are_printed(folder: Path, page: str) -> None:
    end = page.partition("\nWhat to try next\n")[2].replace("\\\n", " ")
    commands = [shlex.split(line)[2:] for line in end.splitlines() if line.startswith("  $ outreach ")]
    assert len(commands) == len(scenes.NEXT)
    for command in commands:
        assert command[:2] == ["--database", str(folder / "demo.db")]
        assert run(folder, *command).stdout


def test_the_demo_is_made_anew_as_often_as_one_likes(tmp_path: Path) -> None:
    file = str(tmp_path / "again.db")
    run(tmp_path, "demo", "--file", file)
    run(tmp_path, "--database", file, "contacts", "add", "Ana Ruiz")
    again = run(tmp_path, "demo", "--file", file)
    assert "Added: " in again.stdout
    run(tmp_path, "--database", file, "contacts", "show", "Ana Ruiz", code=1)
    run(tmp_path, "--database", file, "doctor")


def test_json_is_one_document_with_counts_scenes_and_the_file(tmp_path: Path, plugins: Plugins) -> None:
    result = run(tmp_path, "demo", "--file", str(tmp_path / "new folder" / "demo.db"), "--json")
    said = json.loads(result.stdout)
    assert set(said) == {"counts", "scenes", "file"}
    assert said["file"] == str(tmp_path / "new folder" / "demo.db")
    assert said["counts"]["people"] > 150
    assert [one["title"] for one in said["scenes"]] == [one.title for one in plugins.scenes()]
    assert all(one["lines"] for one in said["scenes"])
    assert result.stderr == ""


def a_database(path: Path, folder: Path) -> None:
    run(folder, "--database", str(path), "contacts", "add", "Ana Ruiz")


def a_database_of_others(path: Path, _: Path) -> None:
    conn = sqlite3.connect(path)
    conn.execute("create table bookmarks (url text)")
    conn.commit()
    conn.close()


def a_text(path: Path, _: Path) -> None:
    path.write_text("Dear Ana\n")


def contents(folder: Path) -> dict[str, bytes]:
    """What the files of a folder hold; SQLite makes and drops empty ones beside its own even to read."""
    found = {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")}
    return {name: content for name, content in found.items() if content}


@pytest.mark.parametrize("make", [a_database, a_database_of_others, a_text])
def test_a_file_that_is_no_demo_is_left_as_it_is(tmp_path: Path, make: Callable[[Path, Path], None]) -> None:
    path = tmp_path / "thing.db"
    make(path, tmp_path)
    before = contents(tmp_path)
    refused = run(tmp_path, "demo", "--file", str(path), code=1)
    assert "is not a demo, so it is left as it is; give the demo a file of its own with --file." in refused.stderr
    assert contents(tmp_path) == before


def test_a_folder_is_no_place_for_the_demo(tmp_path: Path) -> None:
    assert "is a folder" in run(tmp_path, "demo", "--file", str(tmp_path), code=1).stderr


def test_a_key_that_lies_where_the_demo_goes_is_not_thrown_away(tmp_path: Path) -> None:
    key = tmp_path / "demo.db.key"
    key.write_text("somebody else's\n")
    run(tmp_path, "demo", "--file", str(tmp_path / "demo.db"))
    run(tmp_path, "demo", "--file", str(tmp_path / "demo.db"))
    assert key.read_text() == "somebody else's\n"


def test_a_database_that_is_named_is_not_taken_for_the_demo(tmp_path: Path) -> None:
    refused = run(tmp_path, "--database", str(tmp_path / "mine.db"), "demo", code=2)
    assert "say where with --file" in refused.stderr
    assert list(tmp_path.iterdir()) == []
