"""What is planned of a meeting is changed at the command line as on its page."""

import json
import shlex
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from click.testing import Result

Cli = Callable[..., Result]
GROUP = "Doctors' group"
FIRST, SECOND = (str(date.today() + timedelta(days=n)) for n in (7, 14))


@pytest.fixture
def series(cli: Cli) -> Cli:
    """A group of one member that meets each week, with a guest each time."""
    cli("groups", "add", GROUP, "--structure", "local")
    for name in ("Ana Ruiz", "Li Wei", "Eva Stein"):
        cli("contacts", "add", name)
    cli("groups", "join", GROUP, "Ana Ruiz")
    cli("meetings", "plan", GROUP, f"{FIRST} 19:30", "--every", "week", "--guest", "Li Wei")
    return cli


def shown(cli: Cli, on: str) -> tuple[str, int, list[str]]:
    """The title of a meeting, its quorum and its guests."""
    found = json.loads(cli("meetings", "show", GROUP, "--on", on, "--json").stdout)
    return found["title"], found["quorum"], sorted(found["guests"])


def test_title_and_quorum_of_a_series_are_changed_for_all_of_it(series: Cli) -> None:
    told = series("meetings", "edit", GROUP, "--on", SECOND, "--all", "--quorum", "1", "--title", "Doctors meet").stdout

    assert "Now: Doctors meet" in told
    assert "Quorum: 1" in told
    assert shown(series, FIRST)[:2] == shown(series, SECOND)[:2] == ("Doctors meet", 1)


def test_what_all_meetings_have_in_common_is_not_changed_of_one_of_them_by_the_way(series: Cli) -> None:
    answer = series("meetings", "edit", GROUP, "--on", SECOND, "--quorum", "1", code=2)

    assert "say --all or --then-on" in answer.stderr
    assert shown(series, SECOND)[1] == 0


def test_a_guest_is_invited_to_one_meeting_and_another_to_none_of_the_series_any_more(series: Cli) -> None:
    series("meetings", "edit", GROUP, "--on", SECOND, "--guest", "Eva Stein")
    assert (shown(series, FIRST)[2], shown(series, SECOND)[2]) == (["Li Wei"], ["Eva Stein", "Li Wei"])

    series("meetings", "edit", GROUP, "--on", SECOND, "--all", "--no-guest", "Li Wei")
    assert (shown(series, FIRST)[2], shown(series, SECOND)[2]) == ([], ["Eva Stein"])

    answer = series("meetings", "edit", GROUP, "--all", "--no-guest", "Li Wei", code=1)
    assert "Li Wei is no guest of" in answer.stderr


def test_a_quorum_that_cannot_be_reached_is_told_with_the_command_that_lowers_it(series: Cli) -> None:
    series("meetings", "edit", GROUP, "--all", "--quorum", "9")
    told = " ".join(series("meetings", "show", GROUP, "--on", SECOND).stdout.split())
    named = told.partition("A quorum of 9 cannot be reached")[2].partition("outreach ")[2].partition(" N --all")[0]

    series(*shlex.split(named), "1", "--all")

    assert shown(series, SECOND)[1] == 1


def test_nothing_said_is_no_change(series: Cli) -> None:
    assert "nothing was altered" in series("meetings", "edit", GROUP, "--on", SECOND, code=1).stderr
