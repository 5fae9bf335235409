"""Accounts and circles from the command line."""

import json
from collections.abc import Callable

from click.testing import Result

Cli = Callable[..., Result]


def test_an_account_is_made_listed_and_retired(cli: Cli) -> None:
    assert cli("accounts", "list").stdout == "Nobody yet; the first change makes an account.\n"
    assert cli("accounts", "add", "Ana").stdout == "Ana has an account.\n"
    cli("accounts", "retire", "ana", "--because", "moved away")
    listed = {one["name"]: one["retired_on"] for one in json.loads(cli("accounts", "list", "--json").stdout)}
    assert listed["maria"] is None
    assert listed["Ana"]
    assert "moved away" in cli("history").stdout


def test_every_command_answers_in_json(cli: Cli) -> None:
    assert json.loads(cli("accounts", "add", "Ana", "--json").stdout)["name"] == "Ana"
    assert json.loads(cli("circles", "add", "Board", "--json").stdout)["members"] == ["maria"]
    assert json.loads(cli("circles", "join", "Board", "Ana", "--json").stdout)["members"] == ["Ana", "maria"]
    assert json.loads(cli("circles", "leave", "Board", "Ana", "--json").stdout)["members"] == ["maria"]
    assert json.loads(cli("circles", "list", "--json").stdout)[0]["name"] == "Board"
    assert json.loads(cli("accounts", "retire", "Ana", "--json").stdout)["retired_on"]


def test_an_error_is_one_sentence_on_standard_error(cli: Cli) -> None:
    result = cli("accounts", "retire", "nobody", "--json", code=1)
    assert result.stdout == ""
    assert result.stderr == "Error: Nobody here is called 'nobody'; see outreach accounts list.\n"


def test_a_circle_is_closed_to_whoever_comes_from_outside(cli: Cli) -> None:
    cli("circles", "add", "Board")
    cli("accounts", "add", "Zed")
    assert "Only members of Board" in cli("--as", "Zed", "circles", "join", "Board", "Zed", code=1).stderr
    assert "Board" in cli("circles", "list").stdout


def test_blanks_around_a_name_make_no_second_account(cli: Cli) -> None:
    cli("--as", "  Ana   Ruiz ", "contacts", "add", "Paul")
    cli("--as", "ana ruiz", "contacts", "add", "Berta")
    cli("--as", "   ", "contacts", "add", "Karl")
    names = [one["name"] for one in json.loads(cli("accounts", "list", "--json").stdout)]
    assert sorted(names) == ["Ana Ruiz", "maria"]


def test_a_slip_in_a_name_given_with_as_makes_no_account(cli: Cli) -> None:
    cli("accounts", "add", "Berta")
    said = cli("--as", "Betra", "contacts", "add", "Ana Ruiz", code=1).stderr
    assert "Nobody here is called 'Betra' (did you mean 'Berta'?)" in said
    assert "outreach accounts add 'Betra'" in said
    assert "Betra" not in cli("accounts", "list").stdout


def test_nothing_is_written_in_the_name_of_somebody_retired(cli: Cli) -> None:
    cli("accounts", "add", "Jonas")
    cli("accounts", "retire", "Jonas")
    assert "Jonas retired on" in cli("--as", "Jonas", "contacts", "add", "Ana Ruiz", code=1).stderr
    assert cli("--as", "Jonas", "contacts", "list").stdout


def test_somebody_is_let_into_the_pages_from_the_command_line(cli: Cli) -> None:
    cli("accounts", "add", "Ana", "--role", "administrator", "--email", "ana@example.org")
    told = cli("accounts", "invite", "Ana").stdout
    assert "http://127.0.0.1:8080/account/link/accounts-" in told
    assert "good once, until" in told
    assert "only administrator" in cli("accounts", "role", "Ana", "reader", code=1).stderr
    cli("accounts", "add", "Tom")
    assert "Tom is here as administrator." in cli("accounts", "role", "Tom", "administrator").stdout
    assert "Ana is retired" in cli("accounts", "retire", "Ana").stdout
    assert "Ana is back." in cli("accounts", "reinstate", "Ana").stdout
