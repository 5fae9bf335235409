"""What is to be known of a meeting is said and stays visible, and hinders nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.groups import service as groups
from outreach_meetings import service
from outreach_meetings.model.attendance import Presence, Standing
from outreach_meetings.model.drafts import MeetingEdit
from outreach_meetings.model.polls import PollDraft
from outreach_meetings.model.series import Meeting
from tests.builders import a_person
from tests.outreach_meetings.builders import a_doctors_group, a_meeting, a_series
from tests.web.office import Desk, words

Cli = Callable[..., Result]
PAST, PAST_STARTS = date(2026, 2, 5), "2026-02-05 19:30"


def said(app: App, meeting: Meeting) -> list[str]:
    now = service.meeting(app, meeting.series.id, meeting.key)
    return [one.told for one in service.remarks(app, now)]


@pytest.fixture(name="doctors")
def doctors_of(cli: Cli) -> Cli:
    cli("groups", "add", "Doctors", "--structure", "specialist")
    for name in ("Ana Ruiz", "Tom Bell"):
        cli("contacts", "add", name)
        cli("groups", "join", "Doctors", name)
    return cli


def test_a_meeting_planned_for_a_day_that_has_passed_is_kept_and_said_to_be_that(app: App) -> None:
    meeting = a_meeting(app, starts=PAST_STARTS)

    (told,) = said(app, meeting)

    assert told.startswith("2026-02-05 has passed")
    assert told.endswith(f'outreach meetings move "Doctors\' group" --on "{PAST_STARTS}" --to DAY')


def test_a_meeting_that_is_moved_to_a_day_that_has_passed_is_said_to_be_that_until_it_is_moved_on(app: App) -> None:
    meeting = a_meeting(app)
    assert said(app, meeting) == []

    service.edit(app, meeting, MeetingEdit(fields={"starts": PAST_STARTS}))
    assert "has passed" in said(app, meeting)[0]

    moved = service.meeting(app, meeting.series.id, meeting.key)
    service.edit(app, moved, MeetingEdit(fields={"starts": "2026-04-09 19:30"}))
    assert said(app, meeting) == []


def test_once_it_is_written_down_who_was_there_the_day_needs_no_remark(app: App) -> None:
    group = a_doctors_group(app, "Ana Ruiz")
    meeting = a_meeting(app, group, starts=PAST_STARTS)
    service.attend(app, meeting, {}, rest=Presence.PRESENT)
    assert said(app, meeting) == []


def test_the_earlier_days_of_a_series_that_were_held_need_no_remark(app: App) -> None:
    series = a_series(app, starts="2026-01-01 19:30")
    first, second = service.between(app, date(2026, 1, 1), PAST, group_id=series.group_id)
    assert "has passed" in said(app, first)[0]
    assert said(app, second) == []


def test_a_quorum_that_all_members_together_do_not_reach_is_kept_and_said_to_be_that(app: App) -> None:
    group = a_doctors_group(app, "Ana Ruiz", "Tom Bell")
    meeting = a_meeting(app, group, quorum=3)
    (told,) = said(app, meeting)
    assert told.startswith("A quorum of 3 cannot be reached: the group has 2 members then: outreach meetings edit")
    assert meeting.series.quorum == 3
    assert said(app, a_meeting(app, group, "2026-04-09 19:30", quorum=2)) == []

    dates = ("2026-04-14 19:30", "2026-04-16 19:30")
    poll = service.open_poll(app, PollDraft(group=str(group.contact_id), dates=dates, quorum=3))
    assert str(poll.unreachable) == "A quorum of 3 cannot be reached: the group has 2 members then."


def test_who_joined_since_is_said_to_count_as_a_guest_and_the_command_that_is_named_makes_them_a_member(
    app: App,
) -> None:
    group = a_doctors_group(app, "Ana Ruiz")
    newcomer, visitor = a_person(app, "Tom Bell"), a_person(app, "Li Wei")
    groups.join(app, group.contact_id, newcomer.id, role="treasurer")
    meeting = a_meeting(app, group, starts=PAST_STARTS)

    service.attend(app, meeting, {newcomer.id: Presence.PRESENT, visitor.id: Presence.PRESENT})

    (told,) = said(app, meeting)
    assert told.startswith("Tom Bell is in the group now, but was not yet on 2026-02-05")
    assert told.endswith(f'outreach groups join "Doctors\' group" "Tom Bell" --since {PAST} --as "treasurer"')
    groups.join(app, group.contact_id, newcomer.id, role="treasurer", since=PAST)
    now = service.attendance(app, service.meeting(app, meeting.series.id, meeting.key))
    assert {one.name: one.standing for one in now.people} == {
        "Ana Ruiz": Standing.MEMBER,
        "Tom Bell": Standing.MEMBER,
        "Li Wei": Standing.GUEST,
    }
    assert said(app, meeting) == []


def test_commands_say_them(doctors: Cli) -> None:
    ago = date.today() - timedelta(days=9)
    told = doctors("meetings", "plan", "Doctors", f"{ago} 19:30", "--quorum", "5").stdout
    assert "has passed" in told
    assert "A quorum of 5 cannot be reached" in told
    joined = " ".join(doctors("meetings", "attend", "Doctors", "Ana Ruiz").stdout.split())
    assert f'outreach groups join "Doctors" "Ana Ruiz" --since {ago}' in joined
    days = [f"{date.today() + timedelta(days=n)} 19:30" for n in (7, 9)]
    assert "A quorum of 4 cannot be reached" in doctors("meetings", "poll", "Doctors", *days, "--quorum", "4").stdout
    moved = doctors("meetings", "plan", "Doctors", days[0]).stdout
    assert "has passed" not in moved
    assert "has passed" in doctors("meetings", "move", "Doctors", "--to", f"{ago} 18:00").stdout


def test_votes_and_minutes_of_nobody_name_what_makes_people_members_of_that_day(doctors: Cli, tmp_path: Path) -> None:
    (tmp_path / "outreach.toml").write_text(
        f'[mail]\nsender = "Section <a@example.org>"\nfolder = "{tmp_path / "sent"}"\n', "utf-8"
    )
    ago = date.today() - timedelta(days=9)
    doctors("meetings", "plan", "Doctors", f"{ago} 19:30")
    doctors("meetings", "note", "Doctors", "Ten letters are left")
    join = f'outreach groups join "Doctors" NAME --since {ago}'
    votes = doctors("meetings", "decide", "Doctors", "We march", "--votes", "2:0:0", code=1).stderr
    assert join in " ".join(votes.split())
    doctors("meetings", "finish", "Doctors")
    wrong = doctors("meetings", "send-minutes", "Doctors", code=1).stderr
    assert join in " ".join(wrong.split())


@pytest.mark.connections
def test_the_page_of_a_meeting_says_it_as_long_as_it_is_so(desk: Desk) -> None:
    group = a_doctors_group(desk.app, "Ana Ruiz")
    sent = {"group": str(group.contact_id), "day": str(PAST), "starts": "19:30", "often": "once", "quorum": "2"}
    planned = words(desk.follow(desk.send("/meetings/add", {**sent, "zone": "UTC"})))
    meeting = service.last_of(desk.app, group.contact_id)
    assert meeting is not None
    for seen in (planned, words(desk.read(meeting.path)), words(desk.read(f"{meeting.path}/attendance"))):
        assert "5 February 2026 has passed" in seen
        assert "A quorum of 2 cannot be reached: the group has 1 member then." in seen
        assert "outreach meetings" not in seen
