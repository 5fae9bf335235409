"""Commands say what is so: of spans in which nobody meets, of what was called off, of how often, of nothing changed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from click.testing import Result

Cli = Callable[..., Result]
TODAY = date.today()


def day(days: int) -> str:
    return str(TODAY + timedelta(days=days))


@pytest.fixture(name="doctors")
def the_doctors_at_a_terminal(cli: Cli) -> Cli:
    cli("groups", "add", "Doctors", "--structure", "specialist")
    return cli


def listed(cli: Cli, *options: str) -> str:
    return " ".join(cli("meetings", "list", "Doctors", *options).stdout.split())


def test_meetings_that_were_held_are_listed_from_a_day_long_past_and_until_one_that_is_past(doctors: Cli) -> None:
    doctors("meetings", "plan", "Doctors", f"{day(-20)} 19:30")

    assert day(-20) in listed(doctors, "--from", day(-200))
    assert day(-20) in listed(doctors, "--until", day(-1))
    assert "Nothing is planned from" in listed(doctors)
    assert f"Nobody met from {day(-9)} to {day(-1)}." in listed(doctors, "--from", day(-9), "--until", day(-1))
    assert "is before" in doctors("meetings", "list", "--from", day(2), "--until", day(1), code=1).stderr


def test_of_a_meeting_that_was_called_off_nobody_is_said_to_have_answered(doctors: Cli) -> None:
    doctors("meetings", "plan", "Doctors", f"{day(9)} 19:30")
    doctors("meetings", "call-off", "Doctors", "--on", day(9))

    assert "was called off; nobody is reminded" in doctors("meetings", "remind", "Doctors", "--on", day(9)).stdout


def test_an_item_is_not_said_to_be_changed_where_nothing_was_to_change(doctors: Cli) -> None:
    doctors("meetings", "plan", "Doctors", f"{day(9)} 19:30")
    doctors("meetings", "agenda", "Doctors", "--add", "Letters")

    assert "Say what changes: --title" in doctors("meetings", "agenda", "Doctors", "--set", "1", code=2).stderr


@pytest.mark.parametrize("often", ["2 weeks", "every 2 weeks"])
def test_how_often_is_written_with_the_word_every_or_without_it(doctors: Cli, often: str) -> None:
    told = doctors("meetings", "plan", "Doctors", f"{day(9)} 19:30", "--every", often).stdout
    assert "How often: every 2 weeks on" in told


def test_a_rule_that_nobody_understands_is_quoted_as_it_was_written(doctors: Cli) -> None:
    wrong = "monthly on the fist tuesday"
    told = doctors("meetings", "plan", "Doctors", f"{day(9)} 19:30", "--every", wrong, code=1).stderr
    assert f"'{wrong}' does not say how often" in " ".join(told.split())


def test_a_series_that_begins_later_than_asked_says_so(doctors: Cli) -> None:
    often = "monthly on the first wednesday"
    told = doctors("meetings", "plan", "Doctors", "2099-01-06 19:30", "--every", often).stdout
    assert "2099-01-06 is none of these days; the first meeting is on 2099-01-07." in " ".join(told.split())


def test_what_those_invited_are_told_of_a_change_stands_with_the_meeting(doctors: Cli) -> None:
    doctors("meetings", "plan", "Doctors", f"{day(9)} 19:30")
    doctors("meetings", "move", "Doctors", "--to", f"{day(8)} 19:30", "--tell", "The library is closed.")
    assert "Told to those invited: The library is closed." in doctors("meetings", "show", "Doctors").stdout

    doctors("meetings", "call-off", "Doctors", "--tell", "We meet in May.", "--because", "Too few")

    told = doctors("meetings", "show", "Doctors", "--on", day(8)).stdout
    assert "Told to those invited: We meet in May." in told
    assert "Too few" not in told
