"""The command ``cases goals``: tables that people can read, one document for machines, and what may leave the house."""

import json
from collections.abc import Callable
from datetime import date

from click.testing import Result

Cli = Callable[..., Result]


def cases(cli: Cli, *rows: tuple[str, ...]) -> None:
    for name, level, *more in rows:
        cli("cases", "add", name, "--level", level, "--since", "2025-02-01", *more)


def test_goals_are_told_with_what_came_and_went_and_whom_to_call(cli: Cli) -> None:
    cases(
        cli,
        ("Sanaa Rezaiy", "active", "--country", "Iran", "--poc"),
        ("Reza Amini", "active", "--country", "Iran", "--poc"),
        ("Weavers", "draft", "--whom", "community"),
    )
    cli("cases", "level", "2", "closed", "--reason", "capacity-or-strategy", "--note", "Nobody left")

    said = cli("cases", "goals").stdout

    assert "Goal: 500 cases (active), a goal of the movement" in said
    assert "There are: 1 case, 499 are missing" in said
    assert "From active to closed: 1" in said
    assert "1 case of a number nobody knows" in said
    assert "capacity or strategy" in said
    assert "Where prisoners of conscience were left while others stayed" in said


def test_a_year_is_told_as_it_ended(cli: Cli) -> None:
    cases(cli, ("Sanaa Rezaiy", "active"))

    said = json.loads(cli("cases", "goals", "--year", "2025", "--json").stdout)

    assert (said["portfolio"]["first"], said["portfolio"]["until"]) == ("2025-01-01", "2025-12-31")
    assert said["portfolio"]["levels"]["active"] == {
        "start": 0,
        "new": 1,
        "moved": 0,
        "reopened": 0,
        "left": 0,
        "end": 1,
    }
    assert said["goals"]["forecast"]["progress"] == {"now": 1, "target": 500}
    wrong = cli("cases", "goals", "--year", str(date.today().year + 1), code=1)
    assert "give an earlier year" in wrong.stderr


def test_what_goes_outside_names_nobody_and_withholds_small_numbers(cli: Cli) -> None:
    cases(cli, *((f"Case {number}", "active", "--country", "Iran") for number in range(6)), ("Alone", "dormant"))

    said = cli("cases", "goals", "--outside").stdout

    assert "Case 0" not in said
    assert "Alone" not in said
    assert "Numbers below 5 stand with others in one" in said
    assert json.loads(cli("cases", "goals", "--outside", "--json").stdout)["by_level"]["told"] == {}
