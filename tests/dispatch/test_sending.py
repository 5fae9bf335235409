"""Sending a dispatch: from the list to whoever carries it, with what goes wrong on the way."""

from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import PointKind
from outreach_crm.contacts.service import Edit
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import DeliveryState, Outcome, Policy, State
from outreach_crm.dispatch.service import outbox
from outreach_crm.errors import ConflictError, DeliveryError, InvalidInputError, StorageError
from tests.dispatch.letters import Wire, a_letter, a_segment, an_addressee, frozen, later, states, under_way, with_rules


@pytest.fixture(name="app")
def with_wire(app: App) -> App:
    return with_rules(app)


def test_everybody_gets_it_once_and_then_it_is_done(app: App, wire: Wire) -> None:
    for number in range(250):
        an_addressee(app, f"Bar {number}")
    told: list[int] = []
    sent = service.send(app, under_way(app).id, progress=told.append)
    assert (sent.sent, sent.dispatch.state, sum(told)) == (250, State.DONE, 250)
    assert len(wire.got) == 250
    assert {len(copies) for copies in wire.got.values()} == {1}


def test_sending_again_sends_nothing(app: App, wire: Wire) -> None:
    an_addressee(app, "Bar")
    sent = under_way(app)
    assert [service.send(app, sent.id).sent for _ in range(3)] == [1, 0, 0]
    assert wire.got == {"bar@example.org": ["News for Bar"]}


def test_whoever_was_to_get_it_another_way_and_missed_it_gets_it_that_way(app: App, wire: Wire) -> None:
    for name in ("Bar", "Owl"):
        an_addressee(app, name)
    wire.answers = {"bar@example.org": DeliveryState.FAILED}
    letter = a_letter(app, channel="folder")
    with app.store.selection() as chosen:
        chosen.fill("select c.id as contact_id, 'wire' as channel from v_contacts c", columns=("contact_id", "channel"))
        service.freeze(app, letter.id, chosen)
    service.send(app, service.begin(app, letter.id).id)
    second = service.begin(app, service.follow(app, letter.id).id)
    assert [(one.name, one.channel) for one in service.show(app, second.id).deliveries] == [("Bar", "wire")]


@pytest.mark.usefixtures("wire")
def test_what_somebody_has_in_hand_is_shown_with_the_command_that_goes_on(app: App) -> None:
    an_addressee(app, "Bar")
    sent = under_way(app)
    batch = service.claim(app, "wire", "here/1")
    assert batch is not None
    service.settle(app, "here/1", [Outcome(id=batch.messages[0].id, state=DeliveryState.IN_HAND)])
    assert "1 made and waiting for somebody to go on with." in service.send(app, sent.id).told
    assert f"To go on with what is made: outreach wire list {sent.id}" in service.show(app, sent.id).ways_on


def test_what_is_deferred_keeps_it_open_until_the_next_attempt(app: App, wire: Wire) -> None:
    an_addressee(app, "Bar")
    an_addressee(app, "Owl")
    wire.answers = {"bar@example.org": DeliveryState.DEFERRED}
    run = service.send(app, under_way(app).id)
    assert (run.sent, run.dispatch.state, run.next_try) == (1, State.SENDING, "2026-03-09T08:15:00Z")
    wire.answers = {}
    assert service.send(app, run.dispatch.id).sent == 0
    assert service.send(later(app, 900), run.dispatch.id).dispatch.state is State.DONE


def test_a_way_out_that_is_blocked_pauses_it_and_loses_nobody(app: App, wire: Wire) -> None:
    def blocked(_: object) -> None:
        raise DeliveryError("The server does not answer.")

    an_addressee(app, "Bar")
    sent, wire.before = under_way(app), blocked
    run = service.send(app, sent.id)
    assert (run.halted, run.dispatch.state) == ("The server does not answer.", State.PAUSED)
    assert states(app, sent) == {"Bar": "queued"}
    wire.before = lambda _: None
    service.resume(app, sent.id)
    assert service.send(app, sent.id).sent == 1


def test_what_a_channel_never_lets_leave_pauses_it_instead_of_going_round(app: App, wire: Wire) -> None:
    an_addressee(app, "Bar")
    sent = under_way(app)
    behind = evolve(app, clock=FixedClock(app.clock.now() - timedelta(hours=1)))
    run = service.send(behind, sent.id)  # by the clock of the store each claim has ended as it begins
    assert (run.sent, run.dispatch.state) == (0, State.PAUSED)
    assert "1 come back unsent by wire" in run.halted
    assert states(app, sent) == {"Bar": "queued"}
    service.resume(app, sent.id)
    assert service.send(app, sent.id).sent == 1


def test_an_error_of_a_channel_gives_back_what_had_not_left(app: App, wire: Wire) -> None:
    def breaks(_: object) -> None:
        raise ZeroDivisionError

    an_addressee(app, "Bar")
    sent, wire.before = under_way(app), breaks
    with pytest.raises(ZeroDivisionError):
        service.send(app, sent.id)
    assert states(app, sent) == {"Bar": "queued"}


@pytest.mark.parametrize(
    ("policy", "evidence", "copies", "state"),
    [
        (Policy.HOLD, None, 1, "in_doubt"),
        (Policy.HOLD, True, 1, "sent"),
        (Policy.HOLD, False, 2, "in_doubt"),
        (Policy.RESEND, None, 2, "in_doubt"),
        (Policy.RESEND, True, 1, "sent"),
    ],
)
def test_what_is_in_doubt_is_settled_by_evidence_then_by_policy_and_never_sent_a_third_time(
    app: App, wire: Wire, policy: Policy, evidence: bool | None, copies: int, state: str
) -> None:
    an_addressee(app, "Bar")
    sent = under_way(app, policy=policy)
    wire.answers = {"bar@example.org": DeliveryState.IN_DOUBT}
    service.send(app, sent.id)
    number = service.show(app, sent.id).deliveries[0].id
    wire.evidence = {} if evidence is None else {number: evidence}
    service.send(app, sent.id)
    if evidence is None:
        service.send(app, sent.id)
        service.send(app, sent.id)
    assert len(wire.got["bar@example.org"]) == copies
    assert states(app, sent) == {"Bar": state}


def test_a_person_decides_what_stays_in_doubt(app: App, wire: Wire) -> None:
    an_addressee(app, "Bar")
    wire.answers = {"bar@example.org": DeliveryState.IN_DOUBT}
    sent = under_way(app)
    assert service.send(app, sent.id).dispatch.state is State.SENDING
    done = service.settle_doubts(app, sent.id, DeliveryState.SENT, because="she rang to thank us")
    assert (done.state, states(app, sent)) == (State.DONE, {"Bar": "sent"})
    with pytest.raises(ConflictError, match="Nothing of Spring letter is in doubt"):
        service.settle_doubts(app, sent.id, DeliveryState.CANCELLED)


def test_the_missed_ones_get_it_later_and_nobody_else(app: App, wire: Wire) -> None:
    for name, more in (("Bar", {}), ("Guild", {"country": "AQ"}), ("Owl", {}), ("Owlet", {"email": "owl@example.org"})):
        an_addressee(app, name, **more)
    wire.answers = {"owl@example.org": DeliveryState.FAILED}
    first = under_way(app)
    with pytest.raises(ConflictError, match="not finished"):
        service.follow(app, first.id)
    service.send(app, first.id)
    an_addressee(app, "Late")
    contacts.edit(app, guild(app), Edit(fields={"country": "SE"}))
    second = service.follow(app, first.id)
    assert service.follow(app, first.id) == second  # not a second draft
    assert service.preview(app, second.id).recipients == 2
    service.begin(app, second.id)
    wire.answers = {}
    service.send(app, second.id)
    assert states(app, second) == {"Guild": "sent", "Owl": "sent", "Owlet": "refused"}
    there = service.list_dispatches(app, everything=True)
    with pytest.raises(InvalidInputError, match="Nobody is left to send Spring letter to"):
        service.follow(app, second.id)
    assert service.list_dispatches(app, everything=True) == there  # no empty draft


def guild(app: App) -> int:
    return contacts.resolve(app, "Guild").id


def test_files_leave_through_the_folder(app: App, tmp_path: Path) -> None:
    for name in ("Bar", "Owl"):
        an_addressee(app, name)
    a_segment(app)
    made = a_letter(app, segment="organisations", channel="folder")
    begun = service.begin(app, made.id, place=str(tmp_path / "out"))
    assert service.send(app, begun.id).sent == 2
    assert sorted(path.name.split(" ")[0] for path in (tmp_path / "out").iterdir()) == ["bar", "owl"]


def test_what_was_killed_between_the_last_step_and_its_answer_is_found_in_the_folder(app: App, tmp_path: Path) -> None:
    from outreach_crm.dispatch.folder import Folder

    for name in ("Bar", "Owl"):
        an_addressee(app, name)
    sent = frozen(app, a_letter(app, channel="folder", place=str(tmp_path)))
    service.approve(app, sent.id)
    service.start(app, sent.id)
    batch = service.claim(app, "folder", "elsewhere/1")
    assert batch is not None
    # It writes both down as leaving, takes the last step of one, and is gone.
    service.commit_to_send(app, batch, [one.id for one in batch.messages])
    Folder(tmp_path).carry(batch.messages[:1], frozenset, lambda _: None)
    run = service.send(later(app, 3600), sent.id)
    assert (run.sent, run.dispatch.state) == (1, State.DONE)
    assert len(list(tmp_path.iterdir())) == 2


def test_who_did_not_get_it_is_listed_afterwards_each_with_the_reason(app: App, wire: Wire) -> None:
    for name, more in (("Bar", {}), ("Guild", {"country": "AQ"}), ("Owl", {}), ("Owlet", {"email": "owl@example.org"})):
        an_addressee(app, name, **more)
    an_addressee(app, "Swan", email="none")
    wire.answers = {"bar@example.org": DeliveryState.FAILED}
    sent = under_way(app)
    service.send(app, sent.id)
    shown = service.show(app, sent.id, left_out=True)
    assert {one.name: one.left_out for one in shown.deliveries} == {
        "Bar": "did not get through: 451",
        "Guild": "lives where it is too cold (AQ)",
        "Owlet": "Owl receives it at the same address",
        "Swan": "has no address for this channel",
    }


def test_what_came_back_is_missed_and_goes_out_again_to_another_address(app: App, wire: Wire) -> None:
    bar = an_addressee(app, "Bar")
    for name in ("Guild", "Owl"):
        an_addressee(app, name)
    first = under_way(app)
    service.send(app, first.id)
    numbers = {one.name: one.id for one in service.show(app, first.id).deliveries}
    service.came_back(app, {numbers["Bar"]: "no such mailbox", numbers["Owl"]: "mailbox full"})
    contacts.edit(
        app, bar.id, Edit(wrong=("bar@example.org",), points=((PointKind.EMAIL, "bar@elsewhere.example.org"),))
    )
    assert [one.name for one in service.show(app, first.id, left_out=True).deliveries] == ["Bar", "Owl"]
    second = service.begin(app, service.follow(app, first.id).id)
    service.send(app, second.id)
    # Owl has the same address, at which something has come back only: it is tried once more.
    assert states(app, second) == {"Bar": "sent", "Owl": "sent"}
    assert "bar@elsewhere.example.org" in wire.got
    with pytest.raises(InvalidInputError, match="Nobody is left"):
        service.begin(app, service.follow(app, first.id).id)


def test_what_a_run_could_not_give_back_is_free_for_the_next_one(
    app: App, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("The disk is full.")

    an_addressee(app, "Owl")
    made = under_way(app)
    with monkeypatch.context() as patch:
        wire.before = full
        patch.setattr(outbox, "release", full)
        with pytest.raises(StorageError):
            service.send(app, made.id)
    assert set(states(app, made).values()) == {"claimed"}
    wire.before = lambda _: None
    service.send(app, made.id)
    assert set(states(app, made).values()) == {"sent"}
