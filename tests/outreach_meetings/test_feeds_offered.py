"""Calendars at secret addresses: for whatever program, without an account, until they are revoked."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask.testing import FlaskClient

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.service import Edit
from outreach_crm.errors import NotFoundError, RefusedError
from outreach_crm.web.site import make_site
from outreach_meetings import ical, service
from outreach_meetings.model.drafts import MeetingEdit
from outreach_meetings.model.feeds import Feed, Whose
from outreach_meetings.model.series import Meeting
from tests.builders import acting
from tests.outreach_meetings.builders import DOCTORS, a_meeting
from tests.web.conftest import ADDRESS, reachable
from tests.web.office import Desk

pytestmark = pytest.mark.connections


def offered(app: App) -> tuple[App, Meeting, Feed, str]:
    """A site that others reach, a meeting, the calendar of its group, and the path of that."""
    own, meeting = reachable(app), a_meeting(app)
    feed = service.offer(own, Whose(group_id=meeting.group_id))
    return own, meeting, feed, service.address_of(own, feed).removeprefix(ADDRESS)


def client_of(app: App) -> FlaskClient:
    return make_site(app, public_only=True).test_client(use_cookies=False)


def test_a_program_reads_it_without_an_account_and_asks_each_time_whether_it_still_holds(app: App) -> None:
    own, meeting, _, path = offered(app)
    client = client_of(own)
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    assert (answer.headers["Cache-Control"], "Set-Cookie" in answer.headers) == ("private, no-cache", False)
    (told,) = ical.read(answer.data)
    assert (told.uid, told.url) == (meeting.series.uid, f"{ADDRESS}/meetings/{meeting.series.id}/{meeting.key}")
    tag = answer.headers["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    service.alter(app, meeting, MeetingEdit(fields={"place": "Town hall"}))
    changed = client.get(path, headers={"If-None-Match": tag})
    assert (changed.status_code, changed.headers["ETag"] == tag) == (200, False)


def test_the_head_of_it_says_the_same_without_it(app: App) -> None:
    own, _, _, path = offered(app)
    client = client_of(own)
    whole, head = client.get(path), client.head(path)
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", whole.headers["ETag"])
    assert head.headers["Content-Length"] == str(len(whole.data))


def test_a_revoked_address_leads_nowhere_and_another_one_does(app: App) -> None:
    own, _, feed, path = offered(app)
    client = client_of(own)
    new = service.renew(own, feed)
    assert client.get(path).status_code == 404
    assert client.get(service.address_of(own, new).removeprefix(ADDRESS)).status_code == 200
    gone = service.revoke(own, new)
    assert service.feeds(own) == []
    journal.undo(own, gone.change_id)
    assert client.get(service.address_of(own, new).removeprefix(ADDRESS)).status_code == 200


def another_end(path: str) -> str:
    return f"{path[:-5]}{'q' if path[-5] == 'a' else 'a'}.ics"


@pytest.mark.parametrize("change", [another_end, lambda path: path.replace("feeds", "contacts")])
def test_nobody_guesses_an_address(app: App, change: Callable[[str], str]) -> None:
    own, _, _, path = offered(app)
    assert client_of(own).get(change(path)).status_code == 404


def test_a_group_of_a_circle_has_no_address(app: App) -> None:
    meeting = a_meeting(app)
    accounts.add_circle(app, "Board")
    accounts.join_circle(app, "Board", app.actor.name)
    contacts.edit(app, meeting.group_id, Edit(circle="Board"))
    with pytest.raises(RefusedError, match="of a circle"):
        service.offer(app, Whose(group_id=meeting.group_id))


def test_a_group_that_came_into_a_circle_since_leaves_by_no_address(app: App) -> None:
    own, meeting, _, path = offered(app)
    accounts.add_circle(app, "Board")
    accounts.join_circle(app, "Board", app.actor.name)
    contacts.edit(app, meeting.group_id, Edit(circle="Board"))
    assert client_of(own).get(path).status_code == 404


def test_the_calendar_of_one_of_us_is_for_nobody_else_to_see_or_revoke(app: App) -> None:
    a_meeting(app)
    mine = service.offer(app, service.my_calendar(app))
    accounts.add_account(app, "Tom")
    with acting(app, "Tom") as tom:
        assert service.feeds(tom) == []
        with pytest.raises(NotFoundError):
            service.get_feed(tom, mine.id)


def test_the_page_makes_shows_renews_and_revokes_addresses(desk: Desk) -> None:
    meeting = a_meeting(desk.app)
    assert 'href="/meetings/feeds"' in desk.read("/meetings")
    desk.send("/meetings/feeds/make", {"group": str(meeting.group_id)}, seen="/meetings/feeds")
    (feed,) = service.feeds(desk.app)
    shown = desk.read("/meetings/feeds")
    address = service.address_of(desk.app, feed)
    assert address in shown
    desk.send(f"/meetings/feeds/{feed.id}/renew", seen="/meetings/feeds")
    assert address not in desk.read("/meetings/feeds")
    (new,) = service.feeds(desk.app)
    desk.send(f"/meetings/feeds/{new.id}/revoke", seen="/meetings/feeds")
    assert "No calendar has an address yet." in desk.read("/meetings/feeds")


def test_the_command_shows_the_same_address_until_it_is_renewed(cli: Callable[..., Result]) -> None:
    cli("groups", "add", DOCTORS, "--structure", "specialist")
    one, same = (cli("meetings", "feed", DOCTORS, "--json").stdout for _ in range(2))
    assert one == same
    assert cli("meetings", "feed", DOCTORS, "--renew", "--json").stdout != one
    assert "leads nowhere now" in cli("meetings", "feed", DOCTORS, "--revoke").stdout
    assert "no address" in cli("meetings", "feed", DOCTORS, "--revoke").stdout


def test_a_calendar_is_written_to_a_file_and_kept_in_step_with_a_folder(
    cli: Callable[..., Result], tmp_path: Path
) -> None:
    cli("groups", "add", DOCTORS, "--structure", "specialist")
    cli("tasks", "add", "Write to the ministry", "--by", "tomorrow")
    file, folder = tmp_path / "mine.ics", tmp_path / "calendar"
    assert f"): 1 entry in {file}." in cli("calendar", "export", str(file)).stdout
    assert b"SUMMARY:Write to the ministry\r\n" in file.read_bytes()
    assert "--replace" in cli("calendar", "export", str(file), code=1).stderr
    assert "Written." in cli("calendar", "sync", str(folder)).stdout
    told = json.loads(cli("calendar", "sync", str(folder), "--json").stdout)
    assert (told["entries"], told["lines"]) == (1, [])
    told_to_people = cli("calendar", "sync", str(folder)).stdout
    assert told_to_people.startswith("Your own calendar (")
    assert f"({told['of']}): 1 entry in step." in told_to_people
    assert "another calendar" in cli("calendar", "sync", str(folder), "--group", DOCTORS, code=1).stderr


def test_an_empty_calendar_of_ones_own_says_whose_it_is_and_what_names_that_of_a_group(
    cli: Callable[..., Result], tmp_path: Path
) -> None:
    cli("groups", "add", DOCTORS, "--structure", "specialist")
    cli("meetings", "plan", DOCTORS, "tomorrow 19:30")
    for verb, place in (("sync", tmp_path / "our days"), ("export", tmp_path / "our days.ics")):
        mine = " ".join(cli("calendar", verb, str(place)).stdout.split())
        assert mine.startswith("Your own calendar (")
        assert "): 0 entries in" in mine
        named = mine.partition("the calendar of a group: outreach ")[2].replace("NAME", f'"{DOCTORS}"')

        told = cli(*shlex.split(named), *(("--replace",) if verb == "export" else ()))

        assert f"Calendar of {DOCTORS}: 1 entry in" in told.stdout
