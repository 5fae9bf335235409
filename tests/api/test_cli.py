"""Tokens at the command line."""

import json
from collections.abc import Callable

from click.testing import Result

Cli = Callable[..., Result]


def made(cli: Cli, *more: str) -> str:
    """Make a token and return its text."""
    cli("accounts", "add", "Rosa")
    told = cli("api", "token", "add", "--for", "Rosa", "--name", "website", "--only", "look,write", *more)
    return str(told.output.split()[-1])


def test_a_token_is_shown_once_and_listed_without_its_text(cli: Cli) -> None:
    text = made(cli, "--days", "30")
    listed = cli("api", "token", "list").output
    assert (text in listed, text[:16] in listed, "look, write" in listed, "website" in listed) == (
        False,
        True,
        True,
        True,
    )


def test_a_token_is_taken_back_by_its_number(cli: Cli) -> None:
    made(cli)
    number = json.loads(cli("api", "token", "list", "--json").output)[0]["id"]
    assert "good for nothing now" in cli("api", "token", "revoke", str(number)).output
    again = cli("api", "token", "revoke", str(number), code=1)
    assert "taken back before" in again.stderr


def test_what_a_token_cannot_leave_is_refused_by_name(cli: Cli) -> None:
    cli("accounts", "add", "Rosa")
    wrong = cli("api", "token", "add", "--for", "Rosa", "--name", "x", "--only", "look,fly", code=2)
    assert "'fly' is not one of look, write" in wrong.stderr


def test_json_has_the_text_for_machines(cli: Cli) -> None:
    cli("accounts", "add", "Rosa")
    told = cli("api", "token", "add", "--for", "Rosa", "--name", "x", "--only", "look", "--json")
    found = json.loads(told.output)
    assert (found["text"].startswith(found["token"]["prefix"]), found["token"]["only"]) == (True, ["look"])
