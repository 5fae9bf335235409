"""An ask is planned, put to somebody, answered, done, told of and thanked for, and each step stands in the history."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.model import AskDraft, ResultKind, State, StepDraft
from outreach_crm.attachments import service as attachments
from outreach_crm.campaigns import service as campaigns
from outreach_crm.campaigns.model import CampaignDraft
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.model import Ref, Side
from outreach_crm.privacy import service as privacy
from outreach_crm.segments import service as segments
from outreach_crm.timeline import service as timeline
from tests.asks.builders import SENTENCE, an_ask, moved
from tests.builders import a_group, a_person, acting, an_organisation


def test_an_ask_needs_whom_what_why_and_by_when_and_nothing_else(app: App) -> None:
    bar = an_organisation(app, "Bar of Vigo")

    ask = service.plan(app, AskDraft(contact_id=bar.id, sentence=SENTENCE, why="They know him", due_on="3w"))

    assert (ask.contact, ask.sentence, ask.state, ask.person) == ("Bar of Vigo", SENTENCE, State.PLANNED, None)
    assert ask.due_on == (app.clock.today() + timedelta(weeks=3)).isoformat()
    assert ask.owner == app.actor.name


def test_all_that_is_missing_is_told_at_once(app: App) -> None:
    bar = an_organisation(app, "Bar of Vigo")

    with pytest.raises(InvalidInputError) as refused:
        service.plan(app, AskDraft(contact_id=bar.id, sentence=" ", why="", due_on="", kind="glory"))

    assert [one.field for one in refused.value.problems] == ["sentence", "why", "due_on", "kind"]
    assert service.listed(app) == []


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        ({"due_on": "2020-01-01"}, "has passed"),
        ({"kind": "educaton"}, "education"),
        ({"person_because": "chairs it"}, "no person is named"),
        ({"country": "Atlantis"}, "Atlantis"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(app: App, draft: dict[str, Any], sentence: str) -> None:
    with pytest.raises((InvalidInputError, NotFoundError), match=sentence):
        an_ask(app, **draft)


def test_a_group_of_ours_is_given_tasks_and_asked_nothing(app: App) -> None:
    with pytest.raises(InvalidInputError, match="task"):
        an_ask(app, a_group(app, "Lawyers' Network").contact_id)


def test_somebody_in_the_trash_is_not_asked(app: App) -> None:
    bar = an_organisation(app, "Bar of Vigo")
    contacts.trash(app, bar.id)

    with pytest.raises(ConflictError, match="trash"):
        an_ask(app, bar.id)


def test_an_ask_knows_the_right_person_and_the_group_that_puts_it(app: App) -> None:
    ana, group = a_person(app, "Ana Ruiz"), a_group(app, "Lawyers' Network")

    ask = an_ask(app, person="Ana Ruiz", person_because="chairs its committee", group="Lawyers' Network")

    assert ask.person
    assert (ask.person.contact_id, ask.person.because) == (ana.id, "chairs its committee")
    assert [one.contact_id for one in ask.groups] == [group.contact_id]
    draft = AskDraft(contact_id=0, sentence="Sign", why=ask.why, due_on=ask.due_on, version=ask.change_id)
    again = service.edit(app, ask.id, draft)
    assert (again.sentence, again.person, again.groups) == ("Sign", None, ())


def test_an_ask_that_somebody_else_changed_meanwhile_is_not_written_over(app: App) -> None:
    ask = an_ask(app)
    draft = AskDraft(contact_id=0, sentence="Sign", why="They can", due_on="3w", version=ask.change_id)
    service.edit(app, ask.id, draft)

    with pytest.raises(ConflictError, match="look again"):
        service.edit(app, ask.id, draft)


def test_every_step_is_an_entry_in_the_history_with_them(app: App) -> None:
    ask = an_ask(app, person="Ana Ruiz") if a_person(app, "Ana Ruiz") else None
    assert ask

    service.move(app, ask.id, StepDraft(to=State.MADE, note="called, will bring it before the council"))
    service.move(app, ask.id, StepDraft(to=State.AGREED, note="will sign", follow_up_on=date(2999, 1, 1)))
    done = service.move(app, ask.id, StepDraft(to=State.DONE))

    told = [(entry.title, entry.kind, entry.side) for entry in timeline.history(app, ask.contact_id)]
    assert told[::-1] == [
        ("called, will bring it before the council", "call", Side.OURS),
        ("will sign", "note", Side.THEIRS),
        (f"did it: {SENTENCE}", "note", Side.THEIRS),
    ]
    assert [state for state, _ in service.history(app, done)] == [State.MADE, State.AGREED, State.DONE]
    assert len(timeline.history(app, contacts.resolve(app, "Ana Ruiz").id)) == 3
    assert done.made_on == done.answered_on == done.done_on == app.clock.today().isoformat()


def test_who_declines_or_is_given_up_has_a_reason(app: App) -> None:
    ask = an_ask(app)

    with pytest.raises(InvalidInputError, match="Say why"):
        service.move(app, ask.id, StepDraft(to=State.DECLINED))

    declined = service.move(app, ask.id, StepDraft(to=State.DECLINED, note="no time before the congress"))
    assert (declined.reason, declined.made_on) == ("no time before the congress", app.clock.today().isoformat())


def test_steps_without_a_word_do_not_look_alike_in_the_history(app: App) -> None:
    ask = an_ask(app)
    for to in (State.MADE, State.AGREED, State.DONE, State.THANKED):
        service.move(app, ask.id, StepDraft(to=to))

    told = [entry.title for entry in timeline.history(app, ask.contact_id)][::-1]

    said = ("put to them", "agreed", "did it", "thanked for")
    assert told == [f"{one}: {SENTENCE}" for one in said]


def test_what_was_done_is_not_done_again_and_who_declined_and_was_thanked_may_do_it_still(app: App) -> None:
    done = moved(app, an_ask(app), State.DONE, State.THANKED)
    declined = moved(app, an_ask(app, done.contact_id), State.DECLINED, State.THANKED)

    assert done.ways == (State.REPORTED,)
    with pytest.raises(ConflictError, match="stands at 'thanked'; it can go on to reported back"):
        moved(app, done, State.DONE)
    assert State.REPORTED not in declined.ways
    late = moved(app, declined, State.DONE)
    assert (late.state, late.thanked_on) == (State.DONE, None)


def test_why_not_is_over_once_they_agree_after_all(app: App) -> None:
    ask = service.move(app, an_ask(app).id, StepDraft(to=State.DECLINED, reason="no time"))
    assert ask.reason == "no time"
    assert moved(app, ask, State.THANKED).reason == "no time"

    again = service.move(app, an_ask(app, ask.contact_id).id, StepDraft(to=State.DECLINED, reason="no time"))

    assert moved(app, again, State.AGREED).reason == ""


def test_who_is_given_up_is_not_followed_up(app: App) -> None:
    step = StepDraft(to=State.GIVEN_UP, reason="no answer", follow_up_on=date(2999, 1, 1))

    with pytest.raises(InvalidInputError, match="tasks add"):
        service.move(app, an_ask(app).id, step)


def test_what_came_of_it_is_told_and_what_it_brought(app: App) -> None:
    ask = moved(app, an_ask(app, kind="action"), State.MADE, State.DONE)

    told = service.move(app, ask.id, StepDraft(to=State.REPORTED, result="He was freed", kind=ResultKind.PUBLICITY))

    assert (told.result, told.kind, told.state) == ("He was freed", ResultKind.PUBLICITY, State.REPORTED)


def test_days_of_steps_do_not_run_backwards(app: App) -> None:
    ask, today = an_ask(app), app.clock.today()
    moved(app, ask, State.MADE)

    with pytest.raises(InvalidInputError, match="is before"):
        service.move(app, ask.id, StepDraft(to=State.DONE, note="did", on=today - timedelta(days=1)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(State), max_size=6))
def test_an_ask_goes_only_where_it_may(app: App, wanted: list[State]) -> None:
    ask = an_ask(app)
    for to in wanted:
        if to in ask.ways:
            ask = service.move(app, ask.id, StepDraft(to=to, note="said so"))
            assert ask.state is to
            assert ask.made_on or to in {State.GIVEN_UP, State.PLANNED}
        else:
            with pytest.raises(ConflictError, match="can go on to"):
                service.move(app, ask.id, StepDraft(to=to, note="said so"))


def test_a_whole_segment_is_asked_at_once_or_nobody(app: App) -> None:
    for name in ("Bar of Vigo", "Bar of Lugo"):
        contacts.edit(app, an_organisation(app, name).id, contacts.Edit(fields={"country": "ES"}))
    network = a_group(app, "Lawyers' Network")
    contacts.edit(app, network.contact_id, contacts.Edit(fields={"country": "ES"}))
    segments.add(app, "Everybody", ["country=Spain"])
    draft = AskDraft(contact_id=0, sentence=SENTENCE, why="All together", due_on="2w")

    found = service.plan_for(app, "Everybody", draft)

    assert [one.contact for one in found] == ["Bar of Lugo", "Bar of Vigo"]
    assert len(service.listed(app, batch=found[0].batch)) == 2
    journal.undo(app, found[0].change_id)
    assert service.listed(app) == []


def test_an_ask_belongs_to_its_campaign_and_so_do_its_steps(app: App) -> None:
    campaign = campaigns.add(app, CampaignDraft(name="Free them"))

    moved(app, an_ask(app, campaign="Free them"), State.MADE)

    kinds = [one.ref.kind for one in campaigns.show(app, campaign.id).links]
    assert sorted(kinds) == ["asks", "timeline_entries"]


def test_an_ask_of_somebody_hidden_is_hidden(app: App) -> None:
    ask = an_ask(app)
    moved(app, ask, State.MADE)
    accounts.add_circle(app, "Board")
    contacts.edit(app, ask.contact_id, contacts.Edit(circle="Board"))

    with acting(app, "Bea") as bea:
        assert service.listed(bea) == []
        with pytest.raises(NotFoundError):
            service.get(bea, ask.id)


def test_the_right_person_may_be_erased_and_the_ask_stays(app: App) -> None:
    a_person(app, "Ana Ruiz")
    ask = an_ask(app, person="Ana Ruiz", why="Ana Ruiz knows the minister")
    assert ask.person

    privacy.erase(app, [ask.person.contact_id], because="asked for it")

    now = service.get(app, ask.id)
    assert (now.taking, now.why) == ((), "████ knows the minister")


def test_steps_can_be_undone_and_the_history_with_them(app: App) -> None:
    ask = moved(app, an_ask(app), State.MADE)

    journal.undo(app, ask.change_id)

    assert service.get(app, ask.id).state is State.PLANNED
    assert timeline.history(app, ask.contact_id) == []


def test_files_belong_to_an_ask(app: App) -> None:
    ask = an_ask(app)
    attachments.attach(app, Ref("asks", ask.id), "reply.txt", "text/plain", b"Dear Sirs")

    assert [one.name for one in attachments.of(app, Ref("asks", ask.id))] == ["reply.txt"]
