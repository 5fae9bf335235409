"""The command line on PostgreSQL: every command answers there as it does on SQLite."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from outreach_crm.cli import main
from tests.conftest import make_database

Cli = Callable[..., Result]

# One line a command; each is run after the ones above it.
DAY: tuple[tuple[str, ...], ...] = (
    ("accounts", "add", "Jonas"),
    ("circles", "add", "Casework"),
    ("circles", "join", "Casework", "Jonas"),
    ("contacts", "add", "Colegio de Abogados", "--organisation", "--country", "Chile", "--sector", "legal"),
    ("contacts", "add", "Ana Ruiz", "--role", "President", "--at", "Colegio de Abogados", "--email", "ana@example.org"),
    ("contacts", "edit", "ruiz", "--set", "rhythm_days=30", "--holder", "maria", "--interest", "lawyers"),
    ("contacts", "relate", "ruiz", "knows", "Colegio de Abogados"),
    ("contacts", "trash", "ruiz"),
    ("contacts", "restore", "ruiz"),
    ("groups", "add", "Lawyers' Network", "--structure", "network", "--purpose", "To write as lawyers"),
    ("groups", "join", "Lawyers' Network", "ruiz"),
    ("campaigns", "add", "Judges under fire", "--country", "Chile", "--theme", "lawyers"),
    ("log", "ruiz", "called, will sign", "--campaign", "Judges under fire", "--follow-up", "today"),
    ("tasks", "add", "Send the draft", "--by", "today", "--contact", "ruiz"),
)
READS: tuple[tuple[str, ...], ...] = (
    ("accounts", "list"),
    ("campaigns", "list"),
    ("campaigns", "show", "Judges under fire"),
    ("circles", "list"),
    ("contacts", "fields"),
    ("contacts", "kinds"),
    ("contacts", "list"),
    ("contacts", "path", "--country", "Chile", "--sector", "legal"),
    ("contacts", "show", "ruiz"),
    ("doctor",),
    ("find", "ru"),
    ("groups", "list"),
    ("groups", "show", "Lawyers' Network"),
    ("history",),
    ("history", "ruiz"),
    ("history", "verify"),
    ("keywords", "check"),
    ("keywords", "expand", "legal-professionals"),
    ("keywords", "find", "torture"),
    ("keywords", "show", "lawyers"),
    ("plugins", "list"),
    ("sectors", "list"),
    ("tasks", "list"),
    ("timeline", "ruiz"),
    ("today",),
)


@pytest.fixture
def on_postgresql(postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run a command line on an empty PostgreSQL database, in an empty home."""
    database = make_database(postgres_url, f"cli_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}")
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    monkeypatch.setenv("LOGNAME", "maria")

    def run(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(main, ["--database", database, *arguments])
        assert result.exit_code == code, f"{arguments}: {result.output}{result.exception!r}"
        return result

    return run


def test_a_day_of_work_is_done_on_postgresql(on_postgresql: Cli) -> None:
    for line in DAY:
        on_postgresql(*line)
    for line in READS:
        json.loads(on_postgresql(*line, "--json").stdout)
        assert on_postgresql(*line).stdout
    last = json.loads(on_postgresql("history", "--json").stdout)[0]
    assert last["what"] == "add task"
    on_postgresql("undo", str(last["id"]))
    assert json.loads(on_postgresql("tasks", "list", "--json").stdout) == []
    on_postgresql("tasks", "done", "99", code=1)
