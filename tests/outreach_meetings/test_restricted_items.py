"""What is said, decided and taken on about a case of a circle is told to the members of that circle only."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.groups import service as groups
from outreach_crm.model import Ref
from outreach_crm.tasks import service as tasks
from outreach_crm.timeline import service as timeline
from outreach_meetings import service
from outreach_meetings.model.duties import DutyDraft
from outreach_meetings.model.minutes import DecisionDraft
from outreach_meetings.model.packs import Pack
from outreach_meetings.model.plans import ObjectiveEdit
from outreach_meetings.model.series import Meeting
from outreach_mutuality import service as requests
from outreach_mutuality.model.assessing import Verdict
from tests.builders import a_person, acting
from tests.meeting import hide
from tests.outreach_cases.builders import a_case
from tests.outreach_cases.restricted import CIRCLE, kept
from tests.outreach_meetings.builders import a_meeting
from tests.outreach_meetings.test_minutes import held, with_items
from tests.outreach_mutuality.builders import a_request, decided
from tests.outreach_mutuality.test_for_meetings import dockers, unionists
from tests.web.office import Desk, words


@pytest.fixture
def meeting(app: App) -> Meeting:
    """A meeting that talks about a case of a circle in which the actor is and Olga is not, and nothing else."""
    accounts.add_account(app, "Olga")
    accounts.add_circle(app, CIRCLE)
    made = held(app)
    (item,) = with_items(app, made, "Sanaa")
    case = kept(app, a_case(app))
    with app.change("test: about the case"):
        app.store.update("meeting_items", item, {"ref_kind": "cases", "ref_id": case.id})
    return made


def the_lawyer(app: App) -> int:
    """The contact who was added last: of whom something was said."""
    return int(app.store.value("select max(id) as id from contacts"))


_YEARS = date(2020, 1, 1), date(2030, 1, 1)
SEEN: dict[str, Callable[[App, Meeting], object]] = {
    "calendar": lambda app, _: app.plugins.calendar_events(app, *_YEARS),
    "card": lambda app, meeting: app.plugins.contact_panels(app, meeting.group_id),
    "duties": lambda app, meeting: service.duties(app, meeting.group_id),
    "history of somebody": lambda app, _: timeline.history(app, the_lawyer(app)),
    "history of the group": lambda app, meeting: timeline.history(app, meeting.group_id),
    "reminders": lambda app, _: [one.sentence for one in app.plugins.reminders(app, date(2026, 4, 1))],
    "tasks": lambda app, _: tasks.list_tasks(app, everybody=True),
}


@pytest.mark.parametrize("what", SEEN)
def test_nobody_else_is_told_of_what_came_of_it(app: App, meeting: Meeting, what: str) -> None:
    read, lawyer = SEEN[what], a_person(app, "Lea Law")
    service.note(app, meeting, "We met")
    with acting(app, "Olga") as olga:
        before = read(olga, meeting)
    with app.change("test: what came of it"):
        service.note(app, meeting, "She speaks for Sanaa", item="1", about=str(lawyer.id))
        service.decide(app, meeting, DecisionDraft(text="We ring Sanaa's lawyer", item="1"))
        service.take_on(app, meeting, DutyDraft(title="Ring her lawyer", owner="Ana Ruiz", due="2026-03-20", item="1"))
    with acting(app, "Olga") as olga:
        assert read(olga, meeting) == before
    assert read(app, meeting) != before


def test_minutes_that_leave_tell_nothing_of_it_whoever_sends_them(app: App, meeting: Meeting) -> None:
    service.note(app, meeting, "We met")
    service.note(app, meeting, "They moved her", item="1")
    service.decide(app, meeting, DecisionDraft(text="We ring Sanaa's lawyer", item="1"))
    with app.change("test: letters"):
        (case,) = app.store.rows("select id from cases")
        about = {"ref_kind": "cases", "ref_id": case["id"], "title": "Sanaa Rezaiy", "letters": 7}
        app.store.insert("meeting_letters", {"sitting_id": service.sitting(app, meeting), **about})
    there = service.minutes(app, meeting)
    assert ([one.title for one in there.points], [one.letters for one in there.letters]) == (["", "Sanaa"], [7])
    told = service.text_of(app, meeting)
    assert "We met" in told
    assert [word for word in ("Sanaa", "moved her", "lawyer", "Letters") if word in told] == []


@pytest.fixture
def planned(app: App) -> Meeting:
    """A meeting that talks about letters, a case of a circle with a paper, and money; the case is in the plan, too."""
    made = held(app)
    _, item, _ = with_items(app, made, "Letters", "Sanaa", "Money")
    case = kept_case(app)
    attachments.attach(app, Ref("meeting_items", item), "sanaa.txt", "text/plain", b"what happened")
    objective = service.intend(app, made.group_id, made.starts.year, ObjectiveEdit(fields={"title": "Free Sanaa"}))
    with app.change("test: about the case"):
        app.store.update("meeting_items", item, {"ref_kind": "cases", "ref_id": case})
        app.store.update("meeting_objectives", objective.id, {"ref_kind": "cases", "ref_id": case})
    return made


def kept_case(app: App) -> int:
    """A case of a circle in which the actor is and Olga is not."""
    accounts.add_account(app, "Olga")
    accounts.add_circle(app, CIRCLE)
    return kept(app, a_case(app)).id


def _points(pack: Pack) -> list[tuple[str, str]]:
    return [(one.number, one.title) for one in pack.points]


def test_a_pack_for_all_has_nothing_of_a_circle_whoever_makes_it(app: App, planned: Meeting, tmp_path: Path) -> None:
    made = service.pack(app, planned)
    files = service.write_folder(app, planned, tmp_path / "pack")
    with acting(app, "Olga") as olga:
        by_olga = service.pack(olga, planned)
    assert _points(made) == [("1", "Letters"), ("2", "Money")]
    assert [one.name for one in files] == ["pack.pdf"]
    assert (evolve(made, left_out=0), made.left_out, by_olga.left_out) == (by_olga, 2, 0)
    assert "Sanaa" not in f"{service.told(app, planned)} {made}"


def test_members_of_the_circle_may_make_one_for_themselves_that_says_so(
    app: App, planned: Meeting, tmp_path: Path
) -> None:
    made = service.pack(app, planned, circle=True)
    files = service.write_folder(app, planned, tmp_path / "pack", circle=True)
    with acting(app, "Olga") as olga:
        assert service.pack(olga, planned, circle=True) == service.pack(olga, planned)
    assert _points(made) == [("1", "Letters"), ("2", "Sanaa"), ("3", "Money")]
    assert [one.name for one in files] == ["pack.pdf", "02 sanaa.txt"]
    assert ("Restricted", "Seen by a circle only: 2. Hand this to its members only.") in made.facts
    assert "Free Sanaa" in str(made.chapters)


def test_a_paper_of_a_circle_keeps_its_item_out_of_what_leaves(app: App) -> None:
    made = held(app)
    (item,) = with_items(app, made, "Sanaa")
    with app.change("test: its paper"):
        app.store.update("meeting_items", item, {"paper_kind": "cases", "paper_id": kept_case(app)})
    service.note(app, made, "They moved her", item="1")
    assert service.pack(app, made).points == ()
    assert "moved" not in service.text_of(app, made)


@pytest.mark.connections
def test_the_page_says_what_was_left_out_and_gives_it_to_the_circle(desk: Desk) -> None:
    made = held(desk.app)
    (item,) = with_items(desk.app, made, "Sanaa")
    accounts.add_circle(desk.app, CIRCLE)
    case = kept(desk.app, a_case(desk.app))
    with desk.app.change("test: about the case"):
        desk.app.store.update("meeting_items", item, {"ref_kind": "cases", "ref_id": case.id})
    home = f"/meetings/{made.series.id}/{made.key}/pack"
    told = words(desk.read(home))
    assert "Sanaa" not in told
    assert "Left out because only a circle sees it: 1. The pack for the circle" in told
    assert "Sanaa" in words(desk.read(f"{home}?circle=1"))
    assert "pack.pdf?circle=1" in desk.read(f"{home}?circle=1")


def test_a_matter_of_a_hidden_contact_is_on_no_agenda_but_of_a_group_of_the_circle(app: App) -> None:
    group, union = unionists(app), dockers(app)
    decided(app, a_request(app, union), promises=(("Sign the letter", "today"),))
    requests.assess(app, a_request(app, union).id, {"mandate": Verdict.UNCLEAR}, ask="Maria")
    meeting = a_meeting(app, groups.get(app, group))
    hide(app, union)

    built = service.build(app, meeting)
    assert "Dockers" not in str(built.items)
    assert [(str(one.heading), str(one.title)) for one in built.unnamed] == [
        ("Talked about in a circle only", "2 more")
    ]
    hide(app, group)
    assert len([one for one in service.build(app, meeting).items if "Dockers" in str(one.title)]) == 2
