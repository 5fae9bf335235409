"""What people decide of a dispatch, and what nobody can take back."""

from collections.abc import Callable

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import State
from outreach_crm.errors import ConflictError, InvalidInputError, RefusedError
from outreach_crm.model import Actor
from tests.builders import acting, with_settings
from tests.dispatch.letters import a_letter, an_addressee, frozen, states, under_way, with_rules


@pytest.fixture(name="app")
def with_wire(app: App) -> App:
    app = with_rules(app)
    an_addressee(app, "Bar")
    return app


def test_only_what_is_frozen_is_approved_and_only_what_is_approved_starts(app: App) -> None:
    made = a_letter(app)
    with pytest.raises(ConflictError, match="not frozen"):
        service.approve(app, made.id)
    frozen(app, made)
    with pytest.raises(ConflictError, match="is a draft"):
        service.start(app, made.id)
    approved = service.approve(app, made.id)
    assert (approved.state, approved.approved_by, approved.approved_at) == (
        State.APPROVED,
        "Maria",
        "2026-03-09T08:00:00Z",
    )
    with pytest.raises(ConflictError, match="approved and not started"):
        service.approve(app, made.id)
    assert service.start(app, made.id).state is State.SENDING


def test_what_is_frozen_for_one_way_out_goes_no_other(app: App) -> None:
    made = frozen(app, a_letter(app))
    with pytest.raises(RefusedError, match="frozen for wire"):
        service.begin(app, made.id, channel="folder", place="/tmp")
    assert service.begin(app, made.id).state is State.SENDING
    with pytest.raises(ConflictError, match="is being sent"):
        service.begin(app, made.id)


def test_a_stop_says_why_and_by_whom(app: App) -> None:
    sent = under_way(app)
    with pytest.raises(InvalidInputError, match="Say why"):
        service.stop(app, sent.id, because=" ")
    done = service.stop(app, sent.id, because="the date is wrong")
    assert (done.state, done.halted_by, done.halted_because) == (State.STOPPED, "Maria", "the date is wrong")
    assert service.resume(app, sent.id).state is State.SENDING
    with pytest.raises(ConflictError, match="is being sent"):
        service.resume(app, sent.id)


def test_a_draft_is_not_stopped(app: App) -> None:
    with pytest.raises(ConflictError, match="nothing of it leaves"):
        service.stop(app, a_letter(app).id, because="wrong")


def test_a_stop_for_good_cancels_the_rest_and_tells_why(app: App) -> None:
    sent = under_way(app)
    assert service.stop(app, sent.id, because="the date is wrong", for_good=True).state is State.DONE
    (delivery,) = service.show(app, sent.id).deliveries
    assert (delivery.state, delivery.left_out) == ("cancelled", "was stopped: the date is wrong")
    with pytest.raises(ConflictError, match="is finished"):
        service.resume(app, sent.id)


def test_where_the_section_wants_it_another_person_resumes(app: App) -> None:
    strict = with_settings(app, mailings={"resume_by_another": True})
    sent = under_way(strict)
    service.stop(strict, sent.id, because="the date is wrong")
    with pytest.raises(RefusedError, match="somebody else"):
        service.resume(strict, sent.id)
    with acting(strict, "Jonas") as jonas:
        assert service.resume(jonas, sent.id).state is State.SENDING


def test_a_pause_anybody_ends(app: App) -> None:
    strict = with_settings(app, mailings={"resume_by_another": True})
    sent = under_way(strict)
    service.pause(strict, sent.id, because="no line")
    assert service.resume(strict, sent.id).state is State.SENDING


FINAL: dict[str, Callable[[App], object]] = {
    "approve mailing": lambda app: service.approve(app, frozen(app, a_letter(app)).id),
    "start mailing": under_way,
    "stop mailing": lambda app: service.stop(app, under_way(app).id, because="wrong"),
}


@pytest.mark.parametrize("what", FINAL)
def test_undo_refuses_what_was_sent_approved_or_stopped(app: App, what: str) -> None:
    FINAL[what](app)
    entry = next(one for one in changes.latest(app) if one.what == what)
    with pytest.raises(RefusedError):
        changes.undo(app, entry.id)


def test_a_draft_can_be_taken_back_until_it_is_frozen(app: App) -> None:
    made = a_letter(app)
    for change in changes.latest(app, 2):  # that its texts are right, and the draft itself
        changes.undo(app, change.id)
    assert made.id not in [one.id for one in service.list_dispatches(app, everything=True)]
    sent = under_way(app)
    drafted = next(one for one in changes.latest(app) if one.what == "draft mailing")
    with pytest.raises(ConflictError, match="used since"):
        changes.undo(app, drafted.id)
    assert states(app, sent) == {"Bar": "queued"}


def test_whoever_only_sends_needs_no_sight_of_whom_it_goes_to(app: App) -> None:
    from outreach_crm.accounts import service as accounts
    from outreach_crm.contacts import service as contacts
    from outreach_crm.contacts.model import ContactDraft, Kind

    accounts.add_circle(app, "Two of us")
    draft = ContactDraft(name="Hidden", kind=Kind.ORGANISATION, emails=("hidden@example.org",), circle="Two of us")
    contacts.add(app, draft)
    sent = under_way(app)
    program = App.on(app.store, app.plugins, app.settings, app.keyring, Actor(name="Night"))
    batch = service.claim(program, "wire", "elsewhere/1")
    assert batch is not None
    assert [one.name for one in batch.messages] == ["Bar", "Hidden"]
    assert [one.name for one in service.show(program, sent.id).deliveries] == ["Bar"]


def test_a_list_that_nobody_approved_can_be_given_up(app: App) -> None:
    made = frozen(app, a_letter(app))
    with pytest.raises(ConflictError, match="nothing of it leaves"):
        service.stop(app, made.id, because="the date is wrong")
    given_up = service.stop(app, made.id, because="the date is wrong", for_good=True)
    assert (given_up.state, states(app, made)) == (State.DONE, {"Bar": "cancelled"})


def test_of_several_who_find_the_way_blocked_the_first_one_says_so(app: App) -> None:
    sent = under_way(app)
    assert service.pause(app, sent.id, because="no relay").state is State.PAUSED
    assert service.pause(app, sent.id, because="no way").halted_because == "no relay"
    service.resume(app, sent.id)
    service.stop(app, sent.id, because="the date is wrong")
    assert service.pause(app, sent.id, because="no way").state is State.STOPPED
