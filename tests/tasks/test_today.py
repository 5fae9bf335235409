"""The page of the day."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.hooks import hookimpl
from outreach_crm.model import Ref, Reminder, Step
from outreach_crm.plugins import Plugins
from outreach_crm.policy import Role
from outreach_crm.tasks import service
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft
from tests.builders import a_person
from tests.conftest import CLOCK
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections

TODAY = CLOCK.today()


class Ending:
    """A plugin that tells ten days late of what ends in three weeks."""

    @hookimpl
    def reminders(self, app: App, today: date) -> Iterable[Reminder]:
        """Offer it."""
        due_on, ends_on = today - timedelta(days=10), today + timedelta(days=21)
        return [Reminder(due_on=due_on, ends_on=ends_on, sentence="The lease", command="outreach", group="Leases")]


class Alarms:
    """A plugin with seven things of one group to look at, one of which cannot wait."""

    @hookimpl
    def reminders(self, app: App, today: date) -> Iterable[Reminder]:
        """Offer them."""
        return [
            Reminder(
                due_on=today,
                sentence=f"<i>Case {number}</i>",
                command="outreach",
                group="Cases",
                summary="{n} cases to look at",
                ref=Ref("cases", number),
                step=Step(label="To the case", path=f"/cases/{number}"),
                alarm=number == 7,
            )
            for number in range(1, 8)
        ]


def late(app: App, title: str, days: int = 1) -> int:
    """Add a task that was due some days ago."""
    return service.add(app, title, due_on=TODAY - timedelta(days=days)).id


def a_follow_up(app: App) -> tuple[int, int]:
    """Write down a call with Ana Ruiz that is to be followed up today; return her number and that of the entry."""
    ana = a_person(app, "Ana Ruiz")
    draft = LogDraft(
        contact_ids=(ana.id,),
        summary="called",
        on=TODAY - timedelta(days=3),
        follow_up="Send it",
        follow_up_on=TODAY,
    )
    return ana.id, timeline.log(app, draft).id


def test_an_empty_day_says_what_would_stand_there_and_how_to_begin(desk: Desk) -> None:
    page = desk.read("/today")
    assert "Nothing is due" in words(page)
    assert {"/import", "/contacts/add", "/log", "/tasks/add"} <= {*re.findall(r'href="([^"]+)"', page)}


def test_the_office_begins_with_the_day(desk: Desk) -> None:
    assert desk.get("/").headers["Location"] == "/today"


def test_a_task_is_done_where_it_stands_and_undone_by_the_toast(desk: Desk) -> None:
    number = late(desk.app, "Ring the bar")
    page = desk.follow(desk.send(f"/tasks/{number}/finish", {"next": "/today"}, seen="/today"))
    assert "Done: Ring the bar." in words(page)
    assert "Nothing is due" in words(page)
    undo = re.search(r"/history/\d+/undo", page)
    assert undo
    assert "Ring the bar" in words(desk.follow(desk.send(undo[0], {"next": "/today"}, seen="/tasks/add")))
    assert service.get(desk.app, number).done_on is None


@pytest.mark.parametrize(("until", "days"), [("tomorrow", 1), ("week", 7), ("day", 30)])
def test_a_task_is_put_off(desk: Desk, until: str, days: int) -> None:
    number, day = late(desk.app, "Ring the bar"), (TODAY + timedelta(days=days)).isoformat()
    sent = {"ref": f"tasks:{number}", "until": until, "day": day, "next": "/today"}
    assert "Later, " in words(desk.follow(desk.send("/today/settle", sent, seen="/today")))
    assert service.get(desk.app, number).due_on == day


def test_a_follow_up_leads_to_the_log_and_can_be_settled(desk: Desk) -> None:
    contact_id, entry_id = a_follow_up(desk.app)
    page = desk.read("/today")
    assert "Ana Ruiz: Send it" in words(page)
    assert f'href="/log?contact={contact_id}&amp;next=/today"' in page
    sent = {"ref": f"timeline_entries:{entry_id}", "next": "/today"}
    assert "Done: Ana Ruiz: Send it." in words(desk.follow(desk.send("/today/settle", sent, seen="/today")))
    assert service.due(desk.app) == []


def test_what_is_settled_comes_back_when_it_is_undone(desk: Desk) -> None:
    _, entry_id = a_follow_up(desk.app)
    answered = service.answer(desk.app, Ref("timeline_entries", entry_id))
    assert service.due(desk.app) == []
    page = desk.follow(desk.send(f"/history/{answered.change_id}/undo", {"next": "/today"}, seen="/history"))
    assert "Undone" in words(page)
    assert len(service.due(desk.app)) == 1


def test_the_day_has_twelve_lines_and_a_page_with_every_one(desk: Desk) -> None:
    for number in range(15):
        late(desk.app, f"Task {number}")
    page = words(desk.read("/today"))
    assert page.count("Later") == 11
    assert "Everything that is due (and 4 more)" in " ".join(page.split())
    assert words(desk.read("/today?everything")).count("Later") == 15


def test_a_group_that_is_summed_up_opens_to_all_its_lines_and_alarms_stand_on_top(app: App) -> None:
    plugins = Plugins.load(extra={"alarms": Alarms()})
    desk = at_desk(App.on(app.store, plugins, app.settings, app.keyring, app.actor))
    late(desk.app, "An old task", days=100)
    page = desk.read("/today")
    assert words(page).index("Cases") < words(page).index("An old task")
    assert "7 cases to look at" in words(page)
    assert page.count("To the case") == 7
    assert "<i>Case" not in page
    assert 'class="panel alarm"' in page


def test_what_is_not_there_any_more_is_said(desk: Desk) -> None:
    late(desk.app, "Ring the bar")
    for ref, status in (("contacts:99", 404), ("nonsense", 422), ("", 422)):
        assert desk.send("/today/settle", {"ref": ref}, seen="/today").status_code == status
    wrong = {"ref": "contacts:99", "until": "day", "day": "someday"}
    assert "Say until which day." in words(desk.send("/today/settle", wrong, seen="/today").text)


def test_whoever_only_reads_settles_nothing(app: App) -> None:
    service.add(app, "Ring the bar", due_on=TODAY)
    desk = at_desk(app, "Rosa", Role.READER)
    assert "Mark as done" not in words(desk.read("/today"))
    assert desk.client.post("/today/settle").status_code == 403


def test_a_long_group_is_shown_in_parts(desk: Desk) -> None:
    for number in range(103):
        service.add(desk.app, f"Task {number:03}", due_on=TODAY)
    page = desk.read("/today?everything")
    assert words(page).count("Later") == 20
    assert "And 83 more" in words(page)
    page = desk.read("/today?group=Tasks")
    assert words(page).count("Later") == 100
    assert 'href="/today?group=Tasks&amp;from=100" rel="next"' in page
    assert words(desk.read("/today?group=Tasks&from=100")).count("Later") == 3
    assert "Nothing is due" in words(desk.read("/today?group=Nothing"))


def test_what_ends_in_some_weeks_is_said_to_be_ahead(app: App) -> None:
    desk = at_desk(evolve(app, plugins=Plugins.load(extra={"ending": Ending()})))
    assert "The lease in 3 weeks" in words(desk.read("/today"))
