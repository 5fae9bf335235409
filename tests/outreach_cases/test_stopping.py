"""A stop for somebody's safety or wish stops at once everywhere, and no undo takes it back."""

import pytest
from attrs import evolve

from outreach_cases import service
from outreach_cases.model.cases import Case, Consent
from outreach_cases.model.levels import Level, Reason, Stance
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import State as Far
from outreach_crm.errors import ConflictError, InvalidInputError, RefusedError
from outreach_crm.groups.model import Group
from outreach_crm.model import Ref
from outreach_crm.tasks import service as tasks
from outreach_meetings import service as meetings
from outreach_meetings.model.series import Meeting
from outreach_urgent_actions.model.sending import Order
from outreach_urgent_actions.service import distributing, finding
from outreach_urgent_actions.service import stopping as stopping_urgent_actions
from tests.builders import acting
from tests.outreach_cases.builders import a_case, days_ago, level, work
from tests.outreach_meetings.builders import a_doctors_group, a_meeting
from tests.urgent_actions.builders import add_issue, add_sign_up
from tests.urgent_actions.outgoing import REF, a_member


@pytest.fixture(name="case")
def worked_on(app: App) -> Case:
    """A case on which our section works, to which an Urgent Action belongs."""
    add_issue(app, "nurses", ref=REF, deadline_on="2026-05-01", languages=("en",))
    case = a_case(app)
    work(app, case)
    service.point(app, case.id, REF)
    return service.get(app, case.id)


def _signed_up(app: App) -> Group:
    group = a_doctors_group(app)
    add_sign_up(app, group.contact_id, "nurses")
    return group


def _planned(app: App, group: Group) -> Meeting:
    meeting = a_meeting(app, group)
    meetings.build(app, meeting)
    return meeting


def _on_agenda(app: App, meeting: Meeting) -> list[Ref | None]:
    return [one.ref for one in meetings.agenda(app, meeting).items if one.ref and one.ref.kind == "ua_cases"]


def test_a_stop_ends_our_work_and_says_that_whoever_works_on_it_is_to_be_told(app: App, case: Case) -> None:
    made = service.stop(app, case.id, Reason.WISH, note="Her sister rang: it makes things worse")

    now = service.get(app, case.id)
    assert (now.stance, now.stopped, now.consent) == (Stance.NOT, Reason.WISH, Consent.AGAINST)
    assert now.level is Level.ACTIVE
    (task,) = tasks.list_tasks(app, everybody=True)
    assert task.title == "Tell whoever works on Sanaa Rezaiy: we do not work on it: their wish"
    with pytest.raises(RefusedError):
        journal.undo(app, made.change_id)


def test_a_stop_stops_urgent_actions_that_have_not_left(app: App, case: Case) -> None:
    a_member(app, "Ana Ruiz", "nurses")
    issue = finding.issues_of(app, finding.find_case(app, REF).id)[0]
    handed = distributing.send(app, issue.id, Order())

    service.stop(app, case.id, Reason.SAFETY, note="Arrests after letters came")

    stopped = finding.find_case(app, REF)
    assert (stopped.state.value, stopped.state_because) == ("stopped", "Arrests after letters came")
    assert dispatch.get(app, handed.dispatch.id).state is Far.DONE
    assert [one.ref for one in app.plugins.news(app, "medical", app.clock.today())] == []


def test_a_stop_takes_what_belongs_to_it_off_agendas_that_are_to_come(app: App, case: Case) -> None:
    meeting = _planned(app, _signed_up(app))
    assert len(_on_agenda(app, meeting)) == 1

    service.stop(app, case.id, Reason.SAFETY, note="Arrests")

    assert _on_agenda(app, meeting) == []


def test_an_urgent_action_that_is_stopped_by_itself_is_talked_about_nowhere_either(app: App, case: Case) -> None:
    meeting = _planned(app, _signed_up(app))

    stopping_urgent_actions.stop(app, REF, Order(because="she asked us to"))

    assert _on_agenda(app, meeting) == []
    assert service.get(app, case.id).stopped is None


def test_what_the_secretariat_closes_for_their_safety_stops_here_from_today_on(app: App, case: Case) -> None:
    level(app, case, Level.CLOSED, Reason.SAFETY, decided_on=days_ago(app, 5))

    now = service.get(app, case.id)
    assert (now.level_on, now.stance, now.stance_on) == (days_ago(app, 5), Stance.NOT, app.clock.today().isoformat())
    assert finding.find_case(app, REF).state.value == "stopped"
    assert len(tasks.list_tasks(app, everybody=True)) == 1


def test_what_is_closed_for_another_reason_stops_nothing_else(app: App, case: Case) -> None:
    level(app, case, Level.CLOSED, Reason.CAPACITY)

    assert service.get(app, case.id).stopped is None
    assert finding.find_case(app, REF).state.value == "open"


def test_a_case_we_do_not_work_on_is_stopped_too_and_only_once(app: App) -> None:
    case = a_case(app)
    work(app, case, Stance.NOT, reason=Reason.CAPACITY)

    service.stop(app, case.id, Reason.SAFETY, note="Arrests")

    assert service.get(app, case.id).stopped is Reason.SAFETY
    with pytest.raises(ConflictError, match="already"):
        service.stop(app, case.id, Reason.SAFETY, note="Arrests")


def test_a_stop_has_one_of_two_reasons_and_says_in_words_what_happened(app: App, case: Case) -> None:
    with pytest.raises(InvalidInputError, match="what happened"):
        service.stop(app, case.id, Reason.WISH, note=" ")
    with pytest.raises(InvalidInputError, match="else decide"):
        service.stop(app, case.id, Reason.CAPACITY, note="No hands")
    assert service.get(app, case.id).stance is Stance.WORK


def test_work_is_taken_up_again_only_where_they_want_it_and_with_a_word_why(app: App, case: Case) -> None:
    service.stop(app, case.id, Reason.SAFETY, note="Arrests")

    with pytest.raises(InvalidInputError, match="taken up again"):
        work(app, case, note="")
    assert work(app, case, note="The family asks for it").state == "work"
    service.stop(app, case.id, Reason.WISH, note="They changed their minds")
    with pytest.raises(ConflictError, match="want no work"):
        work(app, case)


def test_nothing_new_belongs_to_a_case_on_which_all_work_rests(app: App, case: Case) -> None:
    add_issue(app, "nurses", ref="UA 7/2002")
    service.stop(app, case.id, Reason.SAFETY, note="Arrests")

    with pytest.raises(ConflictError, match="stop UA 7/2002 instead"):
        service.point(app, case.id, "UA 7/2002")


def test_an_urgent_action_that_is_gone_keeps_no_stop_from_happening(app: App, case: Case) -> None:
    with app.change("test: belongs to what is gone"):
        values = {"case_id": case.id, "ref_kind": "ua_cases", "ref_id": 999_999, "called": "UA 1/1"}
        app.store.insert("case_pointers", values)

    service.stop(app, case.id, Reason.SAFETY, note="Arrests")

    assert finding.find_case(app, REF).state.value == "stopped"


def test_a_stop_reaches_the_agendas_of_groups_that_whoever_stops_may_not_see(app: App, case: Case) -> None:
    group = _signed_up(app)
    meeting = _planned(app, group)
    accounts.add_circle(app, "Inner circle")
    contacts.edit(app, group.contact_id, contacts.Edit(circle="Inner circle"))

    with acting(app, "Bea") as bea:
        service.stop(bea, case.id, Reason.SAFETY, note="Arrests")

    assert _on_agenda(app, meeting) == []


def test_nobody_writes_down_that_they_want_no_work_and_goes_on_working(app: App, case: Case) -> None:
    draft = evolve(service.draft_of(case), consent=Consent.AGAINST.value)

    with pytest.raises(InvalidInputError, match=f"outreach cases stop {case.id} wish") as refused:
        service.edit(app, case.id, draft)

    assert refused.value.problems[0].field == "consent"
    work(app, case, Stance.NOT, reason=Reason.CAPACITY)
    assert service.edit(app, case.id, draft).consent is Consent.AGAINST
