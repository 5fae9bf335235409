"""The history from the command line."""

import json
from collections.abc import Callable

from click.testing import Result

Cli = Callable[..., Result]


def test_one_line_writes_down_a_call_and_when_to_come_back(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    said = cli("log", "ruiz", "called, will sign", "--follow-up", "2w").output
    assert "call with Ana Ruiz" in said
    assert "in 2 weeks" in said


def test_the_history_is_an_array_for_machines(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    cli("log", "ruiz", "wrote to ask for a signature", "--from-them", "--on", "yesterday")
    entries = json.loads(cli("timeline", "ruiz", "--json").stdout)
    assert [(one["kind"], one["side"]) for one in entries] == [("letter", "they")]


def test_a_day_that_does_not_exist_is_one_sentence(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    result = cli("log", "ruiz", "called", "--on", "2026-02-30", code=1)
    assert result.stderr.startswith("Error: '2026-02-30' is not a day")
    assert result.stdout == ""
