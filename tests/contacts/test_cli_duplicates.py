"""Commands on contacts that are in the book twice."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

Cli = Callable[..., Result]


@pytest.fixture
def ana(cli: Cli) -> str:
    """The number of Ana Ruiz."""
    return str(data(cli("contacts", "add", "Ana Ruiz", "--email", "office: ana@example.org", "--json"))["id"])


def data(result: Result) -> Any:
    return json.loads(result.stdout)


def test_a_duplicate_is_listed_shown_told_apart_and_merged(cli: Cli, ana: str) -> None:
    other = str(data(cli("contacts", "add", "RUIZ, Anna", "--email", "ana@example.org", "--json"))["id"])
    (pair,) = data(cli("duplicates", "list", "--json"))
    assert {str(pair["one"]["id"]), str(pair["other"]["id"])} == {ana, other}
    assert "same e-mail" in pair["reasons"]
    assert "same e-mail" in cli("duplicates", "list").stdout
    assert "probably one: " in cli("duplicates", "show", ana, other).stdout
    planned = data(cli("duplicates", "merge", ana, other, "--dry-run", "--json"))
    assert planned["dropped"]["merged_into"] is None
    done = cli("duplicates", "merge", ana, other, "--take", f"name={other}", "--because", "one").stdout
    assert "as told" in done
    assert cli("contacts", "show", other).stdout.startswith("Anna RUIZ")
    assert data(cli("duplicates", "list", "--json")) == []
    change = done.rpartition("outreach undo ")[2].strip()
    cli("undo", change)
    cli("duplicates", "not-same", ana, other, "--because", "sisters")
    assert "Nobody" in cli("duplicates", "list").stdout
    assert "told apart already" in cli("duplicates", "not-same", other, ana, code=1).stderr


def test_add_names_whom_it_may_be_to_machines_too(cli: Cli, ana: str) -> None:
    answer = data(cli("contacts", "add", "Ana Ruiz", "--email", "ana@example.org", "--json"))
    assert [str(one["contact_id"]) for one in answer["duplicates"]] == [ana]
    assert answer["duplicates"][0]["reasons"][0] == "same e-mail"


def test_a_choice_that_is_no_field_and_number_is_refused(cli: Cli, ana: str) -> None:
    assert "write field=number" in cli("duplicates", "merge", ana, ana, "--take", "name", code=1).stderr
