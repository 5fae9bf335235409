"""What is said of what was just written down: who is unknown, what is there twice, what is no link, what is next."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import InvalidInputError
from outreach_meetings import service
from outreach_meetings.model.drafts import MeetingEdit
from outreach_meetings.model.duties import Duty, DutyDraft
from outreach_meetings.model.plans import ObjectiveEdit
from outreach_meetings.model.series import Meeting
from tests.outreach_meetings.builders import a_doctors_group, a_meeting
from tests.web.office import Desk, words

Cli = Callable[..., Result]
LAST = "2026-03-05 19:30"
AGO = date.today() - timedelta(days=9)


@pytest.fixture(name="doctors")
def doctors_of(cli: Cli) -> Cli:
    cli("groups", "add", "Doctors", "--structure", "specialist")
    cli("contacts", "add", "Ana Ruiz")
    cli("groups", "join", "Doctors", "Ana Ruiz", "--since", "2026-01-01")
    cli("meetings", "plan", "Doctors", f"{AGO} 19:30")
    return cli


def flat(answer: Result) -> str:
    return " ".join(answer.stdout.split())


def taken_on(app: App, meeting: Meeting, who: str) -> tuple[Duty, str]:
    made = service.take_on(app, meeting, DutyDraft(title="Bring a lamp", owner=who))
    remark = service.unknown_owner(app, meeting, made)
    return made, remark.told if remark else ""


def test_an_owner_whom_nobody_knows_is_kept_in_words_and_said_to_be_unknown(app: App) -> None:
    meeting = a_meeting(app, a_doctors_group(app, "Ana Ruiz"), LAST)

    made, told = taken_on(app, meeting, "Our caretaker")

    assert made.owner == "Our caretaker"
    assert told.startswith("Nobody called Our caretaker is known: it stands there by that name alone")
    assert told.endswith('outreach contacts add "Our caretaker"')


def test_a_name_that_is_misspelt_names_whom_it_resembles_and_what_takes_it_back(app: App) -> None:
    meeting = a_meeting(app, a_doctors_group(app, "Ana Ruiz"), LAST)

    made, told = taken_on(app, meeting, "Anna Riuz")

    assert "If Ana Ruiz is meant, take it back and name Ana Ruiz" in told
    journal.undo(app, int(told.rpartition("undo ")[2]))
    assert service.duties(app, meeting.group_id) == []
    assert made.owner == "Anna Riuz"


def test_of_a_contact_and_of_one_of_us_nothing_is_said(app: App) -> None:
    meeting = a_meeting(app, a_doctors_group(app, "Ana Ruiz"), LAST)
    accounts.add_account(app, "Tom Bell")
    assert [taken_on(app, meeting, who)[1] for who in ("ruiz", "Tom Bell")] == ["", ""]


def test_a_link_is_a_web_address_with_a_host_and_what_is_none_is_not_kept(app: App) -> None:
    meeting = a_meeting(app, link="Meet.example.org/Room")
    assert meeting.link == "https://meet.example.org/Room"
    nurses = a_doctors_group(app, name="Nurses")
    for wrong in ("nonsense", "ftp://meet.example.org", "javascript://example.org", "https://", "meet example.org"):
        with pytest.raises(InvalidInputError, match="is not a web address; write it as https://") as told:
            service.edit(app, meeting, MeetingEdit(fields={"link": wrong}))
        assert [one.field for one in told.value.problems] == ["link"]
        with pytest.raises(InvalidInputError, match="is not a web address"):
            a_meeting(app, nurses, link=wrong)
    gone = service.edit(app, meeting, MeetingEdit(fields={"link": ""}))
    assert gone.link == ""


def test_an_objective_in_the_words_of_another_one_of_its_year_names_that_one(app: App) -> None:
    group = a_doctors_group(app).contact_id

    def planned(title: str, year: int = 2026) -> str:
        remark = service.twin(app, service.intend(app, group, year, ObjectiveEdit(fields={"title": title})))
        return remark.told if remark else ""

    assert planned("A talk at both schools") == ""
    (first,) = service.work_plan(app, group, 2026).objectives
    assert f"A talk at both schools (objective {first.id})" in planned("a Talk, at both Schools")
    assert planned("A talk at both schools", 2027) == ""
    assert planned("At both schools a talk") == ""


def test_commands_say_what_is_next_and_what_they_name_can_be_typed(doctors: Cli) -> None:
    decided = flat(doctors("meetings", "decide", "Doctors", "We write to the college"))
    next_one = f'outreach meetings take-on "Doctors" --on "{AGO} 19:30" PERSON WHAT --decision {AGO.year}/1'
    assert next_one in decided
    typed = ["meetings", "take-on", "Doctors", "--on", str(AGO), "Nobody Known", "Draft it", "--decision"]
    assert "Nobody called Nobody Known is known" in flat(doctors(*typed, f"{AGO.year}/1"))
    finished = flat(doctors("meetings", "finish", "Doctors"))
    assert f'outreach meetings send-minutes "Doctors" --on "{AGO} 19:30" --dry-run' in finished
    assert f'outreach meetings approve "Doctors" --on "{AGO} 19:30" --at DAY' in finished
    assert (
        "We write to the college"
        in doctors("meetings", "send-minutes", "Doctors", "--on", str(AGO), "--dry-run").stdout
    )


def test_machines_are_told_no_next_step(doctors: Cli) -> None:
    doctors("meetings", "note", "Doctors", "Two answers came")
    found = doctors("meetings", "finish", "Doctors", "--json")
    assert json.loads(found.stdout)["state"] == "for approval"
    assert found.stderr == ""


def test_a_link_and_an_objective_are_checked_on_the_command_line_too(doctors: Cli) -> None:
    wrong = doctors("meetings", "move", "Doctors", "--on", str(AGO), "--link", "nonsense", code=1).stderr
    assert "'nonsense' is not a web address" in wrong
    doctors("meetings", "objective", "Doctors", "A talk")
    assert "(objective 1)" in flat(doctors("meetings", "objective", "Doctors", "a talk"))


def test_answers_that_change_nothing_are_counted_and_not_repeated(doctors: Cli, tmp_path: Path) -> None:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}@example.org\r\nDTSTART:2030010{n}T100000Z\r\nSUMMARY:Lunch\r\nEND:VEVENT\r\n"
        for n in range(1, 4)
    )
    told = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:PUBLISH\r\n{events}END:VCALENDAR\r\n"
    (tmp_path / "lunches.ics").write_text(told, "utf-8", newline="")

    said = doctors("meetings", "replies", str(tmp_path / "lunches.ics")).stdout

    assert said.splitlines() == [
        "lunches.ics, not kept: It only tells of a meeting, and answers nothing. (3 times)",
    ]


@pytest.mark.parametrize(
    ("file", "command", "advice"),
    [
        ("days.ics", "holidays", "take a calendar of public holidays (.ics), or a table of day and name (.csv)."),
        ("days.xlsx", "holidays", "a table of day and name (CSV UTF-8), or take a calendar of public holidays (.ics)."),
        ("yes.ics", "replies", "save the invitation or the answer as an .ics file, or its mail as an .eml file"),
        ("yes.eml", "replies", "take the one that brought the invitation or answer."),
    ],
)
def test_a_wrong_file_is_told_what_the_command_takes(
    doctors: Cli, tmp_path: Path, file: str, command: str, advice: str
) -> None:
    (tmp_path / file).write_bytes(b"\x89\x00\xff no such thing")
    wrong = doctors("meetings", command, str(tmp_path / file), code=1).stderr
    assert advice in " ".join(wrong.split())


@pytest.mark.connections
def test_pages_say_the_same(desk: Desk) -> None:
    group = a_doctors_group(desk.app, "Ana Ruiz")
    meeting = a_meeting(desk.app, group, LAST)
    at = meeting.path
    sent = {"day": "2026-03-05", "starts": "19:30", "minutes": "120", "title": meeting.title, "link": "nonsense"}
    answer = desk.send(f"{at}/edit", sent)
    assert answer.status_code == 422
    assert "is not a web address" in words(answer.text)
    kept = desk.follow(desk.send(f"{at}/minutes/keep", {"task-0": "Bring a lamp", "other-0": "Our caretaker"}))
    assert "Nobody called Our caretaker is known" in words(kept)
    done = desk.follow(desk.send(f"{at}/minutes/keep", {"finish": "yes"}))
    assert "Next: send them to the members, and let the next meeting approve them." in words(done)
    for _ in range(2):
        planned = desk.follow(desk.send(f"/meetings/groups/{group.contact_id}/plan/add", {"title": "A talk"}))
    assert "has it in these words already: A talk (objective " in words(planned)
