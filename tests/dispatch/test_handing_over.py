"""What is in somebody's hand: it leaves when they say so, and what must not leave any more is named first."""

from collections.abc import Callable

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.service import Edit
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Delivery, DeliveryState, Dispatch, Letter, Outcome, State
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.privacy import service as privacy
from tests.dispatch.letters import a_letter, an_addressee, later, states, under_way, with_rules

ME = "elsewhere/1#a"


@pytest.fixture(name="app")
def with_wire(app: App) -> App:
    return with_rules(app)


def printed(app: App, *names: str) -> tuple[Dispatch, dict[str, int]]:
    """Let a dispatch be printed for some, and return it with the delivery of each."""
    for name in names:
        an_addressee(app, name)
    sent = under_way(app)
    batch = service.claim(app, "wire", ME)
    assert batch is not None
    sheets = enumerate(batch.messages, 1)
    service.settle(app, ME, [_made(one.id, f"sheet {number}") for number, one in sheets])
    return sent, {one.name: one.id for one in service.in_hand(app, sent.id)}


def _made(number: int, where: str) -> Outcome:
    return Outcome(id=number, state=DeliveryState.IN_HAND, code="printed", reply=where)


def test_what_is_in_hand_waits_until_somebody_says_that_it_has_left(app: App) -> None:
    sent, made = printed(app, "Bar", "Owl")
    assert service.claim(app, "wire", ME) is None
    assert service.send(app, sent.id).in_hand == 2
    assert service.get(app, sent.id).state is State.SENDING
    assert [(one.name, one.made) for one in service.in_hand(app, sent.id)] == [("Bar", "sheet 1"), ("Owl", "sheet 2")]
    over = service.hand_over(app, sent.id, [made["Bar"]])
    assert (over.sent, over.held) == ((made["Bar"],), ())
    assert states(app, sent) == {"Bar": "sent", "Owl": "in_hand"}
    service.hand_over(app, sent.id, made.values())
    assert service.get(app, sent.id).state is State.DONE


def test_handing_over_twice_hands_over_once(app: App) -> None:
    sent, made = printed(app, "Bar")
    assert service.hand_over(app, sent.id, made.values()).sent == (made["Bar"],)
    assert service.hand_over(app, sent.id, made.values()).sent == ()


AGAINST: dict[str, tuple[Callable[[App, int], object], str]] = {
    "objection": (lambda app, one: contacts.edit(app, one, Edit(fields={"country": "AQ"})), "too cold"),
    "wrong address": (lambda app, one: contacts.edit(app, one, Edit(wrong=("bar@example.org",))), "no longer right"),
    "trash": (contacts.trash, "in the trash"),
}


@pytest.mark.parametrize("against", AGAINST)
def test_what_must_not_leave_any_more_is_named_with_its_sheet_until_it_is_pulled(app: App, against: str) -> None:
    sent, made = printed(app, "Bar", "Owl")
    say, because = AGAINST[against]
    say(app, service.show(app, sent.id).deliveries[0].contact_id)
    over = service.hand_over(app, sent.id, made.values())
    assert over.sent == (made["Owl"],)
    ((held),) = over.held
    assert (held.id, held.made) == (made["Bar"], "sheet 1")
    assert because in held.sentence
    assert states(app, sent)["Owl"] == "sent"
    assert service.in_hand(app, sent.id) == [held]
    assert service.pulled(app, sent.id, [held.id]) == 1
    (told,) = service.show(app, sent.id, state="cancelled").deliveries or service.show(app, sent.id).left_out
    assert because in (told.left_out if isinstance(told, Delivery) else told.sentence)
    assert service.get(app, sent.id).state is State.DONE


def test_what_was_stopped_stays_in_hand_until_it_goes_on(app: App) -> None:
    sent, made = printed(app, "Bar")
    service.stop(app, sent.id, because="the date is wrong")
    over = service.hand_over(app, sent.id, made.values())
    assert over.sent == ()
    assert [one.sentence for one in over.held] == ["was stopped: the date is wrong"]
    service.resume(app, sent.id)
    assert service.hand_over(app, sent.id, made.values()).sent == (made["Bar"],)


def test_a_stop_for_good_leaves_in_hand_what_only_a_person_knows_of(app: App) -> None:
    sent, made = printed(app, "Bar", "Owl")
    service.stop(app, sent.id, because="the date is wrong", for_good=True)
    assert set(states(app, sent).values()) == {"in_hand"}
    assert [one.sentence for one in service.in_hand(app, sent.id)] == ["was stopped: the date is wrong"] * 2
    assert service.hand_over(app, sent.id, made.values()).sent == ()
    with pytest.raises(ConflictError, match="for good"):
        service.resume(app, sent.id)
    assert service.get(app, sent.id).state is State.STOPPED
    assert service.hand_over(app, sent.id, [made["Bar"]], already=True).sent == (made["Bar"],)
    assert service.pulled(app, sent.id, made.values(), because="out of the pile") == 1
    assert states(app, sent) == {"Bar": "sent", "Owl": "cancelled"}
    assert [one.sentence for one in service.show(app, sent.id).left_out] == ["was stopped: …"]
    assert service.get(app, sent.id).state is State.DONE


def test_what_was_pulled_though_nothing_was_against_it_says_so(app: App) -> None:
    sent, made = printed(app, "Bar")
    assert service.pulled(app, sent.id, made.values()) == 1
    assert [one.sentence for one in service.show(app, sent.id).left_out] == ["was pulled before it left"]


def test_where_it_lies_is_known_of_who_was_erased_since_and_nothing_else(app: App) -> None:
    sent, made = printed(app, "Bar", "Owl")
    privacy.erase(app, [service.show(app, sent.id).deliveries[0].contact_id], because="asked")
    (bar, owl) = service.in_hand(app, sent.id)
    assert (bar.made, bar.name, bar.contact_id) == ("sheet 1", "", None)
    assert bar.sentence == "is no longer among the contacts"
    assert service.hand_over(app, sent.id, made.values()).held == (bar,)
    assert service.hand_over(app, sent.id, [bar.id], already=True).sent == (bar.id,)
    assert owl.sentence == ""


def test_a_way_out_that_is_blocked_stops_nothing_that_is_in_hand(app: App) -> None:
    sent, made = printed(app, "Bar")
    service.pause(app, sent.id, because="no connection")
    assert service.hand_over(app, sent.id, made.values()).sent == (made["Bar"],)


def test_what_is_in_the_letter_box_already_counts_as_sent_whatever_was_said(app: App) -> None:
    sent, made = printed(app, "Bar")
    service.stop(app, sent.id, because="the date is wrong")
    assert service.hand_over(app, sent.id, made.values(), already=True).sent == (made["Bar"],)
    assert states(app, sent) == {"Bar": "sent"}


def test_somebody_says_what_became_of_each(app: App) -> None:
    sent, made = printed(app, "Bar", "Guild", "Owl")
    told = {"Bar": DeliveryState.SENT, "Guild": DeliveryState.FAILED, "Owl": DeliveryState.DEFERRED}
    outcomes = [Outcome(id=made[name], state=state, code="called", wait=86_400) for name, state in told.items()]
    assert service.settle_in_hand(app, sent.id, outcomes) == 3
    assert states(app, sent) == {"Bar": "sent", "Guild": "failed", "Owl": "deferred"}
    assert service.claim(app, "wire", ME) is None
    batch = service.claim(later(app, 86_401), "wire", ME)
    assert batch is not None
    assert [one.name for one in batch.messages] == ["Owl"]


def test_why_messages_failed_is_counted_by_what_was_replied_whoever_it_was_said_of(app: App) -> None:
    sent, made = printed(app, "Bar", "Guild", "Owl")
    said = {"Bar": "550 <bar@example.org>: unknown", "Guild": "550 <guild@example.org>:\nunknown", "Owl": ""}
    outcomes = [Outcome(id=made[one], state=DeliveryState.FAILED, code="closed", reply=said[one]) for one in said]
    service.settle_in_hand(app, sent.id, outcomes)
    assert [(one.n, one.sentence) for one in service.show(app, sent.id).left_out] == [
        (2, "did not get through: 550 <…>: unknown"),
        (1, "did not get through: closed"),
    ]


def test_what_is_in_hand_can_be_made_again(app: App) -> None:
    sent, made = printed(app, "Bar", "Owl")
    assert service.take_back(app, [made["Bar"]]) == 1
    batch = service.claim(app, "wire", ME)
    assert batch is not None
    assert [one.name for one in batch.messages] == ["Bar"]
    assert service.hand_over(app, sent.id, [made["Bar"]]).sent == ()


def test_what_was_not_tried_waits_and_counts_as_no_attempt(app: App) -> None:
    an_addressee(app, "Bar")
    sent = under_way(app)
    batch = service.claim(app, "wire", ME)
    assert batch is not None
    (message,) = batch.messages
    service.settle(app, ME, [Outcome(id=message.id, state=DeliveryState.QUEUED, wait=40)])
    assert service.claim(app, "wire", ME) is None
    again = service.claim(later(app, 41), "wire", ME)
    assert again is not None
    assert [one.attempts for one in again.messages] == [0]
    assert service.get(app, sent.id).state is State.SENDING


def test_letters_to_send_on_stay_with_their_mailing_and_with_what_follows_it(app: App) -> None:
    an_addressee(app, "Bar")
    minister = Letter(language="es", name="The Minister", address="Palace", body="I, {name}, write.", copies="Embassy")
    consul = Letter(language="en", name="The Consul")
    made = a_letter(app, letters=(minister, consul))
    assert service.letters(app, made.id) == [minister, consul]
    assert service.letters(app, made.id, "en") == [consul]


def test_a_letter_cannot_name_a_field_that_there_is_not(app: App) -> None:
    with pytest.raises(InvalidInputError, match="nickname"):
        a_letter(app, letters=(Letter(language="en", name="The Minister", body="I, {nickname}"),))
