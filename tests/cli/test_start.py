"""What stands before a command: the settings file, and commands that cannot be loaded."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import pytest
from click.testing import Result

from outreach_crm.cli import main, output
from outreach_crm.plugins import Plugins

Cli = Callable[..., Result]


def test_a_settings_file_given_before_the_command_switches_plugins_off(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Sequence[str]] = []
    load = Plugins.load

    def noted(*, off: Sequence[str] = ()) -> Plugins:
        seen.append(off)
        return load(off=off)

    monkeypatch.setattr(Plugins, "load", noted)
    (tmp_path / "other.toml").write_text('[plugins]\noff = ["garden"]\n')
    cli("--settings", str(tmp_path / "other.toml"), "plugins", "list")
    assert [list(off) for off in seen] == [["garden"]]


def test_a_settings_file_that_is_not_there_is_told(cli: Cli, tmp_path: Path) -> None:
    assert "does not exist" in cli("--settings", str(tmp_path / "none.toml"), "plugins", "list", code=2).stderr


def test_the_database_of_another_program_is_left_as_it_is(cli: Cli, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as conn:
        conn.execute("create table bookmarks (url text)")
    conn.close()
    assert "another program" in cli("--database", str(other), "contacts", "list", code=1).stderr
    with sqlite3.connect(other) as conn:
        assert conn.execute("select name from sqlite_master").fetchall() == [("bookmarks",)]
    conn.close()


def test_a_column_without_heading_and_content_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    with click.Context(main, terminal_width=80):
        output.table(["No.", "", "Kind"], [[1, "", "person"], [2, None, "person"]])
    assert capsys.readouterr().out.splitlines()[0].split() == ["No.", "Kind"]


def test_prose_is_as_wide_as_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with click.Context(main, terminal_width=30):
        output.prose("  Judges, advocates, prosecutors and law teachers", indent="    ")
    assert capsys.readouterr().out.splitlines() == ["  Judges, advocates,", "    prosecutors and law", "    teachers"]


def test_a_sector_is_shown_no_wider_than_the_terminal(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert max(len(line) for line in cli("sectors", "show", "legal").stdout.splitlines()) <= 100


def test_a_limit_of_nothing_is_refused(cli: Cli) -> None:
    assert "0 is not in the range" in cli("keywords", "find", "torture", "--limit", "0", code=2).stderr


@pytest.mark.parametrize("arguments", [(), ("--help",), ("today",)])
def test_broken_settings_are_one_sentence_whatever_is_asked(
    cli: Cli, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "outreach.toml").write_text("[section\n")
    assert "outreach.toml" in cli(*arguments, code=1).stderr


def test_a_database_that_was_not_there_is_told(cli: Callable[..., Result], tmp_path: Path) -> None:
    place = tmp_path / "typing eror.db"
    assert f"A new database was made: {place}" in cli("--database", str(place), "contacts", "list").stderr
    assert "was made" not in cli("--database", str(place), "contacts", "list").stderr
