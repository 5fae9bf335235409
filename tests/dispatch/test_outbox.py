"""The outbox: claims, the write before the last step, what becomes of messages, and what is taken back."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from outreach_crm.app import App
from outreach_crm.change import this_process
from outreach_crm.clock import timestamp
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.service import Edit
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import DeliveryState, Dispatch, Outcome
from outreach_crm.dispatch.service import Batch
from outreach_crm.errors import ConstraintError
from tests.dispatch.letters import an_addressee, later, states, under_way, with_rules

ME, OTHER = "elsewhere/1#a", "elsewhere/2#b"


@pytest.fixture(name="app")
def with_wire(app: App) -> App:
    return with_rules(app)


def claimed(app: App, owner: str = ME, **more: int) -> Batch:
    batch = service.claim(app, "wire", owner, **more)
    assert batch is not None
    return batch


def ids(batch: Batch) -> list[int]:
    return [one.id for one in batch.messages]


def three(app: App) -> Dispatch:
    for name in ("Bar", "Guild", "Owl"):
        an_addressee(app, name)
    return under_way(app)


def outcome(number: int, state: DeliveryState) -> Outcome:
    return Outcome(id=number, state=state, code="250")


def test_two_senders_never_hold_one_message(app: App) -> None:
    three(app)
    mine, theirs = claimed(app, limit=2), claimed(app, OTHER)
    assert len(ids(mine)) == 2
    assert len(ids(theirs)) == 1
    assert not {*ids(mine)} & {*ids(theirs)}
    assert service.claim(app, "wire", OTHER) is None
    assert service.claim(app, "folder", OTHER) is None


def test_a_message_holds_what_is_to_leave(app: App) -> None:
    bar = an_addressee(app, "Bar", "Desk@Example.org")
    under_way(app)
    (message,) = claimed(app).messages
    assert (message.contact_id, message.name, message.address) == (bar.id, "Bar", "Desk@example.org")
    assert (message.subject, message.body) == ("News for Bar", "Dear Bar,\n\nthe law is out.")


def test_a_message_id_is_the_same_at_each_attempt_and_says_nothing(app: App) -> None:
    three(app)
    first = claimed(app)
    service.release(app, ME)
    again = claimed(app, OTHER)
    assert [one.message_id for one in first.messages] == [one.message_id for one in again.messages]
    assert len({one.message_id for one in first.messages}) == 3
    assert all("bar" not in one.message_id.lower() for one in first.messages)


def test_nothing_is_claimed_of_what_is_not_being_sent(app: App) -> None:
    sent = three(app)
    service.stop(app, sent.id, because="the date is wrong")
    assert service.claim(app, "wire", ME) is None
    service.resume(app, sent.id)
    assert len(ids(claimed(app))) == 3


def test_what_is_committed_is_settled_by_its_owner_only(app: App) -> None:
    sent = three(app)
    batch = claimed(app)
    go = service.commit_to_send(app, batch, ids(batch)[:2])
    assert go == {*ids(batch)[:2]}
    assert service.settle(app, OTHER, [outcome(ids(batch)[0], DeliveryState.SENT)]) == 0
    assert service.settle(app, ME, [outcome(one, DeliveryState.SENT) for one in ids(batch)]) == 2
    assert sorted(states(app, sent).values()) == ["claimed", "sent", "sent"]
    assert service.commit_to_send(app, batch, ids(batch)[:2]) == frozenset()


def edit(change: Callable[[App, int], object]) -> Callable[[App, Dispatch, int], object]:
    return lambda app, _, contact_id: change(app, contact_id)


AGAINST = {
    "stop": lambda app, sent, _: service.stop(app, sent.id, because="the date is wrong"),
    "stop for good": lambda app, sent, _: service.stop(app, sent.id, because="wrong", for_good=True),
    "pause": lambda app, sent, _: service.pause(app, sent.id, because="no line"),
    "objection": edit(lambda app, one: contacts.edit(app, one, Edit(fields={"country": "AQ"}))),
    "wrong address": edit(lambda app, one: contacts.edit(app, one, Edit(wrong=("bar@example.org",)))),
    "trash": edit(contacts.trash),
}


@pytest.mark.parametrize("against", AGAINST)
def test_what_is_said_after_the_claim_keeps_a_message_from_leaving(app: App, against: str) -> None:
    bar = an_addressee(app, "Bar")
    sent = under_way(app)
    batch = claimed(app)
    AGAINST[against](app, sent, bar.id)
    assert service.commit_to_send(app, batch, ids(batch)) == frozenset()
    assert states(app, sent)["Bar"] == ("claimed" if against in {"stop", "pause"} else "cancelled")


def test_what_is_said_before_the_claim_cancels_with_the_reason(app: App) -> None:
    bar = an_addressee(app, "Bar")
    an_addressee(app, "Owl")
    sent = under_way(app)
    contacts.edit(app, bar.id, Edit(fields={"country": "AQ"}))
    assert [one.name for one in claimed(app).messages] == ["Owl"]
    told = {one.name: one.left_out for one in service.show(app, sent.id, state="cancelled").deliveries}
    assert told == {"Bar": "lives where it is too cold (AQ)"}


def test_a_claim_whose_messages_must_all_stay_goes_on_to_the_next(app: App) -> None:
    for number in range(4):
        one = an_addressee(app, f"Bar {number}")
    sent = under_way(app)
    for number in range(1, 4):
        contacts.edit(app, one.id - number, Edit(fields={"country": "AQ"}))
    assert [message.name for message in claimed(app, limit=1).messages] == ["Bar 3"]
    assert list(states(app, sent).values()).count("cancelled") == 3


def test_what_lasted_until_yesterday_does_not_leave_though_nothing_was_written(app: App) -> None:
    an_addressee(app, "Bar", membership_to=app.clock.today().isoformat())
    an_addressee(app, "Owl")
    under_way(app)
    batch = claimed(app, lease=200_000)
    go = service.commit_to_send(later(app, 86_400), batch, ids(batch))
    assert [one.name for one in batch.messages if one.id in go] == ["Owl"]


def test_a_lease_that_has_passed_lets_nothing_leave_and_others_claim(app: App) -> None:
    sent = three(app)
    batch = claimed(app, lease=60)
    evening = later(app, 61)
    assert service.commit_to_send(evening, batch, ids(batch)) == frozenset()
    assert len(ids(claimed(evening, OTHER))) == 3
    assert set(states(evening, sent).values()) == {"claimed"}


def test_what_was_in_its_last_step_when_the_lease_passed_is_in_doubt(app: App) -> None:
    sent = three(app)
    batch = claimed(app)
    service.commit_to_send(app, batch, ids(batch)[:1])
    night = later(app, 3600)
    assert service.expire(night) == (2, 1)
    assert sorted(states(night, sent).values()) == ["in_doubt", "queued", "queued"]
    # Whoever had it may still know.
    assert service.settle(night, ME, [outcome(ids(batch)[0], DeliveryState.SENT)]) == 1


def test_what_programs_held_that_have_ended_is_taken_back_at_once(app: App) -> None:
    sent = three(app)
    batch = claimed(app, f"{this_process().rpartition('/')[0]}/{2**22 + 1}#x")  # beyond what a process can be
    service.commit_to_send(app, batch, ids(batch)[:1])
    claimed(app, f"{this_process()}#alive", limit=1)
    assert sorted(states(app, sent).values()) == ["claimed", "in_doubt", "queued"]


def test_what_is_deferred_waits_longer_each_time_and_fails_at_last(app: App) -> None:
    an_addressee(app, "Bar")
    sent = under_way(app)
    waits = []
    for _ in range(20):
        batch = service.claim(app, "wire", ME)
        if batch is None:
            break
        service.settle(app, ME, [Outcome(id=ids(batch)[0], state=DeliveryState.DEFERRED, code="450")])
        if next_try := service.show(app, sent.id).next_try:
            waits.append(next_try)
            assert service.claim(app, "wire", ME) is None
            app = later(app, 86_400)
    assert states(app, sent) == {"Bar": "failed"}
    assert len(waits) == 9
    assert waits[0] == timestamp(app.clock.now() - timedelta(seconds=9 * 86_400 - 900))


def test_a_channel_may_say_how_long_to_wait(app: App) -> None:
    an_addressee(app, "Bar")
    sent = under_way(app)
    batch = claimed(app)
    service.commit_to_send(app, batch, ids(batch))
    service.settle(app, ME, [Outcome(id=ids(batch)[0], state=DeliveryState.DEFERRED, code="421", wait=60)])
    assert service.show(app, sent.id).next_try == timestamp(app.clock.now() + timedelta(seconds=60))


def test_the_database_itself_refuses_to_send_twice_or_without_a_word(app: App) -> None:
    three(app)
    batch = claimed(app)
    for statement in (
        "update deliveries set state = 'sent', code = '250'",
        "update deliveries set state = 'inflight', owner = ''",
    ):
        with pytest.raises(ConstraintError), app.store.write():
            app.store.execute(statement)
    service.commit_to_send(app, batch, ids(batch))
    with pytest.raises(ConstraintError), app.store.write():
        app.store.execute("update deliveries set state = 'sent'")
    service.settle(app, ME, [outcome(one, DeliveryState.SENT) for one in ids(batch)])
    with pytest.raises(ConstraintError), app.store.write():
        app.store.execute("update deliveries set state = 'queued'")


def test_a_claim_reads_the_index_made_for_it(app: App) -> None:
    if app.store.engine != "sqlite":
        pytest.skip("the planner of SQLite says what it does")
    from outreach_crm.dispatch.queries import outbox

    plan = app.store.rows(
        f"explain query plan {outbox._CLAIM}", dispatch_id=1, channel="wire", owner=ME, until="", limit=5
    )
    assert any("deliveries_due" in row["detail"] for row in plan)
    assert not any("SCAN" in row["detail"] for row in plan)
