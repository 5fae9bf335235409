"""Handing letters to the post: what must not go is named by its sheet, and nobody is posted to twice."""

from collections.abc import Callable

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.service import Edit
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import State
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.privacy.model import State as Said
from outreach_post.service import handing, making
from tests.builders import acting
from tests.dispatch.letters import later
from tests.post.mailings import a_mailing, a_reader, contact_of, jobs_of, printed, states, texts_of


def objects(app: App, contact_id: int) -> None:
    privacy.record(app, contact_id, ConsentDraft(state=Said.OBJECTED, channel="post", source="letter"))


def moves(app: App, contact_id: int) -> None:
    contacts.edit(app, contact_id, Edit(addresses=("Neue Straße 9; 20095 Hamburg",), prefer=("Neue Straße",)))


AGAINST: dict[str, tuple[Callable[[App, int], object], str]] = {
    "objection": (objects, "said no on"),
    "new address": (moves, "has another address now"),
    "wrong address": (lambda app, one: contacts.edit(app, one, Edit(wrong=("Lange Straße",))), "no longer right"),
    "trash": (contacts.trash, "in the trash"),
    "erasure": (lambda app, one: privacy.erase(app, [one], because="asked"), "no longer among the contacts"),
}


def test_what_was_handed_over_is_sent_and_the_mailing_is_done(app: App) -> None:
    sent, job = printed(app, "Bar", "Owl")
    over = handing.handed(app, job.id)
    assert (over.posted, over.left, over.pull) == (2, 0, ())
    assert set(states(app, sent).values()) == {"sent"}
    assert dispatch.get(app, sent.id).state is State.DONE
    with pytest.raises(ConflictError, match="Nothing of job"):
        handing.handed(app, job.id)


def test_some_sheets_can_wait(app: App) -> None:
    sent, job = printed(app, "Bar", "Cat", "Owl")
    over = handing.handed(app, job.id, except_="1, 3")
    assert (over.posted, over.left) == (1, 2)
    assert states(app, sent) == {"Bar": "in_hand", "Cat": "sent", "Owl": "in_hand"}
    assert handing.handed(app, job.id).posted == 2


@pytest.mark.parametrize("text", ["4", "0", "x", "1-", "1;2"])
def test_a_sheet_that_there_is_not_is_told(app: App, text: str) -> None:
    _, job = printed(app, "Bar")
    with pytest.raises(InvalidInputError):
        handing.handed(app, job.id, except_=text)


@pytest.mark.parametrize("against", AGAINST)
def test_what_must_not_go_any_more_is_named_by_its_sheet_and_the_others_go(app: App, against: str) -> None:
    _, job = printed(app, "Bar", "Owl")
    say, why = AGAINST[against]
    say(app, contact_of(app, job.id))
    assert [(one.sheet, why in one.sentence) for one in handing.pull_list(app)] == [(f"{job.id}-1", True)]
    over = handing.handed(app, job.id)
    assert over.posted == 1
    ((pulled),) = over.pull
    assert (pulled.sheet, pulled.name) == (f"{job.id}-1", "" if against == "erasure" else "Bar")
    assert why in pulled.sentence


@pytest.mark.parametrize("against", AGAINST)
def test_what_is_out_of_the_pile_is_off_the_list_and_posted_by_nobody(app: App, against: str) -> None:
    sent, job = printed(app, "Bar", "Owl")
    AGAINST[against][0](app, contact_of(app, job.id))
    assert len(handing.pulled(app, because="taken out").pulled) == 1
    assert handing.pull_list(app) == []
    assert handing.handed(app, job.id).posted == 1
    made = making.print_mailing(app, str(sent.id)).jobs
    assert [one.copies for one in made] == ([1] if against == "new address" else [])
    assert [text for one in made for text in texts_of(one) if "Hamburg" not in text] == []


def test_a_stop_holds_everything_back_until_it_goes_on(app: App) -> None:
    sent, job = printed(app, "Bar")
    dispatch.stop(app, sent.id, because="the date is wrong")
    over = handing.handed(app, job.id)
    assert (over.posted, over.left) == (0, 1)
    assert [one.sentence for one in over.pull] == ["was stopped: the date is wrong"]
    dispatch.resume(app, sent.id)
    assert handing.pull_list(app) == []
    assert handing.handed(app, job.id).posted == 1


def test_after_a_stop_for_good_all_sheets_are_to_be_pulled(app: App) -> None:
    sent, job = printed(app, "Bar", "Owl")
    dispatch.stop(app, sent.id, because="she is free", for_good=True)
    told = handing.pull_list(app, str(sent.id))
    assert [(one.sheet, one.sentence) for one in told] == [
        (f"{job.id}-{number}", "was stopped: she is free") for number in (1, 2)
    ]
    assert [one.sheet for one in handing.handed(app, job.id).pull] == [one.sheet for one in told]
    assert dispatch.get(app, sent.id).state is State.STOPPED
    assert len(handing.pulled(app).pulled) == 2
    assert handing.pull_list(app) == []
    assert set(states(app, sent).values()) == {"cancelled"}
    assert dispatch.get(app, sent.id).state is State.DONE
    with pytest.raises(ConflictError, match="Nothing of job"):
        handing.handed(app, job.id)


def test_what_was_in_the_letter_box_when_it_was_stopped_for_good_is_sent(app: App) -> None:
    sent, job = printed(app, "Bar", "Owl")
    dispatch.stop(app, sent.id, because="she is free", for_good=True)
    over = handing.handed(app, job.id, except_="2", already=True)
    assert (over.posted, [one.sheet for one in over.gone], over.pull) == (1, [f"{job.id}-1"], ())
    assert states(app, sent) == {"Bar": "sent", "Owl": "in_hand"}
    assert [one.sheet for one in handing.pulled(app).pulled] == [f"{job.id}-2"]
    assert dispatch.get(app, sent.id).state is State.DONE


def test_a_way_out_that_is_blocked_for_others_keeps_no_letter_from_the_post(app: App) -> None:
    sent, job = printed(app, "Bar")
    dispatch.pause(app, sent.id, because="the mail server is down")
    assert handing.pull_list(app) == []
    assert handing.handed(app, job.id).posted == 1
    assert dispatch.get(app, sent.id).state is State.DONE


def test_a_letter_whose_last_day_has_passed_is_pulled(app: App) -> None:
    sent, job = printed(app, "Bar", until_on=app.clock.today())
    late = later(app, 86_400)
    assert "its last day was" in handing.handed(late, job.id).pull[0].sentence
    assert len(handing.pulled(late).pulled) == 1
    assert dispatch.get(app, sent.id).state is State.DONE


def test_what_lies_in_the_letter_box_already_is_posted_and_what_stood_against_it_is_told(app: App) -> None:
    sent, job = printed(app, "Bar", "Owl")
    objects(app, contact_of(app, job.id))
    over = handing.handed(app, job.id, already=True)
    assert (over.posted, over.pull) == (2, ())
    assert [one.sheet for one in over.gone] == [f"{job.id}-1"]
    assert set(states(app, sent).values()) == {"sent"}
    assert handing.pull_list(app) == []


def test_after_a_jam_sheets_are_printed_again_as_copies_and_the_first_ones_are_pulled(app: App) -> None:
    sent, first = printed(app, "Bar", "Owl")
    assert handing.again(app, first.id, only="2", because="jam") == 1
    (second,) = making.print_mailing(app, str(sent.id)).jobs
    (text,) = texts_of(second)
    assert "C O P Y" in text
    assert "Owl" in text
    assert [(one.sheet, one.sentence) for one in handing.pull_list(app)] == [(f"{first.id}-2", "was made again since")]
    assert handing.handed(app, first.id).posted == 1
    assert handing.handed(app, second.id).posted == 1
    assert dispatch.get(app, sent.id).state is State.DONE
    assert [one.sheet for one in handing.pull_list(app)] == [f"{first.id}-2"]


def test_between_a_jam_and_the_second_print_the_first_sheet_cannot_be_handed_over(app: App) -> None:
    _, job = printed(app, "Bar", "Owl")
    handing.again(app, job.id, only="1")
    assert handing.handed(app, job.id).posted == 1
    assert [one.sentence for one in handing.pull_list(app)] == ["waits to be made again"]
    with pytest.raises(ConflictError, match="in hand"):
        handing.again(app, job.id)


def test_jobs_are_listed_the_latest_first(app: App) -> None:
    sent, job = printed(app, "Bar")
    other = a_mailing(app, "Second letter")
    dispatch.send(app, other.id)
    assert [one.dispatch for one in handing.list_jobs(app)] == ["Second letter", "Spring letter"]
    assert handing.list_jobs(app, str(sent.id)) == [job]
    assert jobs_of(app, sent) == [job]
    with pytest.raises(NotFoundError, match="There is no job 999"):
        handing.get(app, 999)


def test_of_what_another_circle_sees_there_is_the_number_of_the_sheet(app: App) -> None:
    accounts.add_circle(app, "Board")
    _, job = printed(app, "Bar", "Owl")
    objects(app, contact_of(app, job.id))
    contacts.edit(app, contact_of(app, job.id), Edit(circle="Board"))
    with acting(app, "Bo") as other:
        assert [(one.sheet, one.name) for one in handing.pull_list(other)] == [(f"{job.id}-1", "")]


def test_a_file_with_somebody_of_another_circle_is_not_handed_out(app: App) -> None:
    accounts.add_circle(app, "Board")
    accounts.join_circle(app, "Board", app.actor.name)
    _, job = printed(app, "Bar", "Owl")
    contacts.edit(app, contact_of(app, job.id), Edit(circle="Board"))
    assert handing.content(app, job.id)[1].startswith(b"%PDF")
    with acting(app, "Bo") as other, pytest.raises(RefusedError, match="Somebody of their circle prints this"):
        handing.content(other, job.id)


def test_a_list_of_calls_is_not_handed_to_the_post(app: App) -> None:
    a_reader(app, "Bar", phone="+49 30 901820")
    sent = a_mailing(app, channel="phone")
    dispatch.send(app, sent.id)
    with pytest.raises(InvalidInputError, match="list of calls"):
        handing.handed(app, jobs_of(app, sent)[0].id)
