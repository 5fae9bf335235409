"""What goes wrong in a month of a group is told so that people know what to do next."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_meetings import service
from tests.outreach_meetings.builders import a_doctors_group, a_meeting

Cli = Callable[..., Result]


@pytest.fixture(name="doctors")
def doctors_of(cli: Cli) -> Cli:
    cli("groups", "add", "Doctors", "--structure", "specialist")
    cli("contacts", "add", "Ana Ruiz")
    return cli


def test_a_year_without_letters_and_decisions_has_statistics(doctors: Cli) -> None:
    told = doctors("meetings", "statistics", "Doctors", "--year", "2031").stdout

    assert "Doctors, 2031: 0 meetings, 0 decisions, 0 letters" in told
    assert "Decision " not in told


def test_nobody_was_both_there_and_absent(doctors: Cli) -> None:
    doctors("meetings", "plan", "Doctors", "2026-01-08 19:30")

    wrong = doctors("meetings", "attend", "Doctors", "Ana Ruiz", "--absent", "ruiz", code=1).stderr

    assert "Ana Ruiz cannot be both: present, and absent. Say one of them." in wrong


def test_minutes_mark_what_is_for_the_office_only_and_put_votes_in_brackets(doctors: Cli) -> None:
    doctors("groups", "join", "Doctors", "Ana Ruiz", "--since", "2026-01-01")
    doctors("meetings", "plan", "Doctors", "2026-01-08 19:30")
    doctors("meetings", "agenda", "Doctors", "--on", "2026-01-08", "--add", "A complaint", "--restricted")
    doctors("meetings", "attend", "Doctors", "Ana Ruiz")
    doctors("meetings", "decide", "Doctors", "We write", "--votes", "1:0:0", "--item", "R1")

    told = doctors("meetings", "minutes", "Doctors").stdout

    assert "R1. A complaint (office only)" in told
    assert "Decision 2026/1: We write (1 for, 0 against, 0 abstained)" in told


def test_an_objective_that_is_not_there_names_the_command_that_shows_them(doctors: Cli) -> None:
    wrong = doctors("meetings", "progress", "Doctors", "nothing", "Well", code=1).stderr

    assert "No objective fits 'nothing'; outreach meetings work-plan GROUP shows them." in wrong


def test_an_evening_that_nobody_comes_to_says_who_is_lacking_and_not_what(doctors: Cli) -> None:
    doctors("meetings", "plan", "Doctors", "tomorrow 19:30")

    told = doctors("meetings", "agenda", "Doctors", "--evening").stdout

    assert "Nobody is expected: name guests" in " ".join(told.split())


def test_a_calendar_file_is_told_without_seconds_and_offsets(doctors: Cli, tmp_path: Path) -> None:
    doctors("meetings", "plan", "Doctors", "2099-12-03 19:30")
    doctors("calendar", "export", "--group", "Doctors", "--until", "2100-01-01", str(tmp_path / "doctors.ics"))

    assert (
        "From 2099-12-03 19:30 to 2099-12-03 21:30 (UTC)"
        in doctors("meetings", "read", str(tmp_path / "doctors.ics")).stdout
    )


def test_a_title_that_names_the_group_is_not_followed_by_it(doctors: Cli) -> None:
    doctors("meetings", "plan", "Doctors", "tomorrow 19:30")
    assert doctors("meetings", "show", "Doctors").stdout.startswith("Meeting of Doctors\n")


def test_before_its_first_meeting_a_group_means_the_one_of_today_and_else_the_next_is_named(doctors: Cli) -> None:
    doctors("meetings", "plan", "Doctors", "tomorrow 23:30")
    on = (date.today() + timedelta(days=1)).isoformat()
    assert f"name the meeting you mean: --on {on}" in doctors("meetings", "minutes", "Doctors", code=1).stderr

    doctors("meetings", "plan", "Doctors", "today 23:58")

    assert f"Minutes of Doctors, {date.today()}" in doctors("meetings", "minutes", "Doctors").stdout


def test_ones_own_calendar_is_meant_by_the_same_word_everywhere(doctors: Cli) -> None:
    assert "--mine" in doctors("meetings", "feed", code=2).stderr
    mine, me = (doctors("meetings", "feed", option, "--json").stdout for option in ("--mine", "--me"))
    assert json.loads(mine)["address"] == json.loads(me)["address"]


def test_a_quorum_of_more_than_the_group_has_is_told_to_be_that(app: App) -> None:
    meeting = a_meeting(app, a_doctors_group(app, "Ana Ruiz", "Tom Bell"), quorum=9)

    assert str(service.attendance(app, meeting).told) == "0 of 2 members there: a quorum of 9 is more than all of them"
