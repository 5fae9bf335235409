"""Decisions numbered by group and year, responsibilities that become tasks, letters that count elsewhere."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.hooks import hookimpl
from outreach_crm.model import Actor, Hit, Ref
from outreach_crm.tasks import service as tasks
from outreach_meetings import service
from outreach_meetings.model.attendance import Presence
from outreach_meetings.model.duties import DutyDraft, Progress
from outreach_meetings.model.minutes import DecisionDraft, Votes
from outreach_meetings.model.series import Meeting
from tests.builders import a_person
from tests.outreach_meetings.builders import a_doctors_group, a_meeting
from tests.outreach_meetings.test_minutes import LAST, NEXT, held, last_change

_RIVALS = 4


def decided(app: App, meeting: Meeting, text: str = "We write") -> str:
    """Decide something, and return how it is cited."""
    return service.decide(app, meeting, DecisionDraft(text=text)).name


def test_decisions_are_numbered_by_group_and_year(app: App) -> None:
    meeting = held(app)
    group = groups.get(app, meeting.group_id)
    before = a_meeting(app, group, "2025-12-04 19:30")
    other = a_meeting(app, a_doctors_group(app, name="Nurses"), LAST)

    names = [decided(app, one) for one in (meeting, meeting, before, other, meeting)]

    assert names == ["2026/1", "2026/2", "2025/1", "2026/1", "2026/3"]
    assert [one.name for one in service.decisions(app, group.contact_id)] == ["2026/3", "2026/2", "2026/1", "2025/1"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.booleans(), max_size=8))
def test_numbers_only_rise_and_what_is_taken_back_leaves_a_hole(app: App, steps: list[bool]) -> None:
    name = f"Group {app.store.value('select count(*) as n from contacts')}"
    meeting = a_meeting(app, a_doctors_group(app, name=name), LAST)
    kept = []
    for given_out, stays in enumerate(steps, 1):
        kept.append(decided(app, meeting))
        assert kept[-1] == f"2026/{given_out}"
        if not stays:
            journal.undo(app, last_change(app.store))
            kept.pop()

    assert [
        one.name for one in service.minutes(app, service.meeting(app, meeting.series.id, meeting.key)).decisions
    ] == (kept)


def test_a_decision_that_is_taken_back_and_brought_again_has_its_number(app: App) -> None:
    meeting = held(app)
    service.note(app, meeting, "We talked.")
    decided(app, meeting)
    back = journal.undo(app, last_change(app.store))
    decided(app, meeting, "Another")
    journal.undo(app, back.change.id)

    assert [(one.number, one.text) for one in service.minutes(app, meeting).decisions] == [
        (1, "We write"),
        (2, "Another"),
    ]


@pytest.mark.connections
def test_of_several_who_decide_at_once_each_has_a_number_of_its_own(app: App) -> None:
    meeting, barrier = held(app), Barrier(_RIVALS)

    def decide(n: int) -> str:
        mine = app.as_actor(Actor(name=f"Rival {n}"))
        try:
            barrier.wait()
            return decided(mine, meeting, f"By {n}")
        finally:
            mine.close()

    with ThreadPoolExecutor(_RIVALS) as pool:
        names = list(pool.map(decide, range(_RIVALS)))

    assert sorted(names) == [f"2026/{n}" for n in range(1, _RIVALS + 1)]


def test_merged_groups_keep_the_numbers_that_were_cited_and_go_on_with_one_count(app: App) -> None:
    meeting = held(app)
    other = a_meeting(app, a_doctors_group(app, name="Nurses"), LAST)
    decided(app, meeting)
    decided(app, other)

    contacts.merge(app, meeting.group_id, other.group_id)

    assert [one.name for one in service.decisions(app, meeting.group_id)] == ["2026/1", "2026/1"]
    assert decided(app, service.meeting(app, other.series.id, other.key)) == "2026/2"
    journal.undo(app, last_change(app.store))


def test_a_vote_is_kept_and_a_missing_quorum_told(app: App) -> None:
    meeting = held(app, "Ana Ruiz", "Tom Bell", "Bo Li", quorum=5)

    made = service.decide(app, meeting, DecisionDraft(text="We march", votes=Votes.read("2:1")))

    assert str(made.facts) == "2 for, 1 against, 0 abstained, decided without a quorum"
    with pytest.raises(InvalidInputError, match="4 votes, and 3 members were there"):
        service.decide(app, meeting, DecisionDraft(text="We march", votes=Votes(4)))
    for wrong in ("", "a", "1:2:3:4", "-1", "1:", "²"):
        with pytest.raises(InvalidInputError, match="7:1:2"):
            Votes.read(wrong)


def test_what_somebody_with_an_account_takes_on_is_a_task_of_theirs_about_the_group(app: App) -> None:
    meeting = held(app)
    tom = contacts.resolve(app, "Tom Bell")
    accounts.add_account(app, "Tom Bell")
    name = decided(app, meeting)

    draft = DutyDraft(title="Bring the banner", owner="tom bell", due="2026-03-12", decision=name)
    made = service.take_on(app, meeting, draft)

    assert made.task_id is not None
    task = tasks.get(app, made.task_id)
    assert (task.owner, task.contact_id, task.due_on) == ("Tom Bell", meeting.group_id, "2026-03-12")
    assert (made.contact_id, made.owner, made.progress) == (tom.id, "Tom Bell", Progress.OPEN)
    tasks.finish(app, task.id)
    assert service.duty(app, made.id).progress is Progress.IN_TIME
    assert service.duties(app, meeting.group_id, open_only=True) == []


def test_whoever_has_no_account_stands_in_the_task_by_name(app: App) -> None:
    meeting = held(app)

    known = service.take_on(app, meeting, DutyDraft(title="Call the ministry", owner="Ana Ruiz"))
    unknown = service.take_on(app, meeting, DutyDraft(title="Bring a lamp", owner="The caretaker"))

    assert known.task_id is not None
    assert unknown.task_id is not None
    assert tasks.get(app, known.task_id).contact == "Ana Ruiz"
    assert tasks.get(app, unknown.task_id).title == "The caretaker: Bring a lamp"
    assert [one.owner for one in service.duties(app, meeting.group_id)] == ["Ana Ruiz", "The caretaker"]


def test_what_is_taken_on_is_checked(app: App) -> None:
    meeting = held(app)
    for draft, what in (
        (DutyDraft(title=" ", owner="Ana Ruiz"), "what is to be done"),
        (DutyDraft(title="Call", owner=""), "who does it"),
        (DutyDraft(title="Call", owner="Ana Ruiz", due="2026-03-01"), "before the meeting"),
    ):
        with pytest.raises(InvalidInputError, match=what):
            service.take_on(app, meeting, draft)
    with pytest.raises(NotFoundError, match="2026/7"):
        service.take_on(app, meeting, DutyDraft(title="Call", owner="Ana Ruiz", decision="2026/7"))
    assert service.duties(app, meeting.group_id) == []


class Counting:
    """A feature that has cases of its own and counts what is written on them."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int, date, int]] = []
        self.fails = False

    @hookimpl
    def hits(self) -> list[Hit]:
        """Find both cases whatever is asked for: a search by beginnings of words may."""
        names = {1: "UA 205/01: Ines", 2: "UA 205/02: Omar"}
        return [Hit(ref=Ref("letters", n), title=name) for n, name in names.items()]

    @hookimpl
    def acted(self, ref: Ref, group_id: int, on: date, letters: int) -> None:
        """Count."""
        if self.fails:
            raise ValueError
        self.told.append((str(ref), group_id, on, letters))


@contextmanager
def counting(app: App) -> Iterator[Counting]:
    """Let a plugin count letters."""
    plugin = Counting()
    app.plugins.manager.register(plugin, "counting")
    try:
        yield plugin
    finally:
        app.plugins.manager.unregister(plugin)


def test_letters_are_told_once_and_another_number_corrects_what_was_counted(app: App) -> None:
    meeting = held(app)
    with counting(app) as plugin:
        service.letters(app, meeting, {"UA 205/01": 14, "UA 205/02": 6})
        service.letters(app, meeting, {"UA 205/01": 12})
        service.letters(app, meeting, {"UA 205/01": 12})
        with pytest.raises(InvalidInputError, match="Several are found"):
            service.letters(app, meeting, {"UA 205": 1})
        with pytest.raises(NotFoundError, match="Nothing is found"):
            service.letters(app, meeting, {"UA 9/99": 1})

    on = date(2026, 3, 5)
    group = meeting.group_id
    assert plugin.told == [("letters:1", group, on, 14), ("letters:2", group, on, 6), ("letters:1", group, on, -2)]
    assert [(one.title, one.letters) for one in service.minutes(app, meeting).letters] == [
        ("UA 205/01: Ines", 12),
        ("UA 205/02: Omar", 6),
    ]


@pytest.mark.parametrize("named", ["UA 20/01", "UA 5/01", "UA 205/11", "UA 01"])
def test_letters_never_count_on_a_case_whose_number_only_resembles_the_one_named(app: App, named: str) -> None:
    meeting = held(app)
    with counting(app) as plugin:
        with pytest.raises(NotFoundError, match="Nothing is found"):
            service.letters(app, meeting, {named: 3})
        service.letters(app, meeting, {"ua 205/2001": 15})

    assert [letters for _, _, _, letters in plugin.told] == [15]


def test_letters_corrected_to_none_leave_no_line_in_the_minutes(app: App) -> None:
    meeting = held(app)
    with counting(app):
        service.letters(app, meeting, {"UA 205/01": 14})
        service.letters(app, meeting, {"UA 205/01": 0})
    assert service.minutes(app, meeting).letters == ()


def test_where_what_was_written_on_cannot_count_nothing_is_written_down(app: App) -> None:
    meeting = held(app)
    with counting(app) as plugin:
        plugin.fails = True
        with pytest.raises(ConflictError):
            service.letters(app, meeting, {"UA 205/01": 14})

    assert service.minutes(app, meeting).letters == ()


def test_finished_minutes_keep_their_number_of_letters_beside_the_right_one(app: App) -> None:
    meeting = held(app)
    with counting(app):
        service.letters(app, meeting, {"UA 205/01": 14})
        service.finish(app, meeting)
        service.letters(app, meeting, {"UA 205/01": 15})

    (found,) = service.minutes(app, meeting).letters
    assert str(found.told) == "15 letters on UA 205/01: Ines (the minutes had 14)"


def test_the_year_in_figures_counts_each_meeting_member_decision_duty_and_letter(app: App) -> None:
    meeting = held(app, "Ana Ruiz", "Tom Bell", quorum=2)
    second = a_meeting(app, groups.get(app, meeting.group_id), NEXT, quorum=2)
    ana, eva = contacts.resolve(app, "Ana Ruiz").id, a_person(app, "Eva Stein").id
    service.attend(app, second, {ana: Presence.LATE, eva: Presence.PRESENT}, rest=Presence.APOLOGIES)
    decided(app, meeting)
    late = service.take_on(app, meeting, DutyDraft(title="Call", owner="Ana Ruiz", due="2026-03-06"))
    service.take_on(app, meeting, DutyDraft(title="Bring a lamp", owner="Tom Bell", due="2026-03-20"))
    with counting(app):
        service.letters(app, meeting, {"UA 205/01": 14})
        service.letters(app, second, {"UA 205/01": 6})
    service.finish_duty(app, late.id)

    found = service.statistics(app, meeting.group_id, 2026)

    assert [(one.present, one.members, one.guests, one.quorate) for one in found.held] == [
        (2, 2, 0, True),
        (1, 2, 1, False),
    ]
    assert [(one.name, one.there, one.invited) for one in found.members] == [
        ("Ana Ruiz", 2, 2),
        ("Tom Bell", 1, 2),
        ("Eva Stein", 1, 1),
    ]
    assert {one.value: n for one, n in found.by_progress.items() if n} == {"open": 1, "done late": 1}
    assert [(one.title, one.letters, one.meetings) for one in found.letters] == [("UA 205/01: Ines", 20, 2)]
    assert str(found.told) == "2 meetings, 1 decision, 20 letters"
    assert service.statistics(app, meeting.group_id, 2025).held == ()


def test_a_meeting_of_this_evening_counts_once_somebody_wrote_down_who_was_there(app: App) -> None:
    tonight = a_meeting(app, a_doctors_group(app, "Ana Ruiz"), "2026-03-09 19:30")
    assert service.statistics(app, tonight.group_id, 2026).held == ()

    service.attend(app, tonight, {contacts.resolve(app, "Ana Ruiz").id: Presence.PRESENT})

    assert [one.present for one in service.statistics(app, tonight.group_id, 2026).held] == [1]
