"""Whatever happens in whatever order, the outbox keeps its promises (a state machine driven by chance).

Workers claim, commit, are answered, are killed and come back; people stop, resume, object and take it back; time goes
by. After each step: nobody is lost, nobody is sent anything after a stop or an objection, what is final stays, and what
the outbox calls sent has been taken by the other side.
"""

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.service import Edit
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import FINAL, DeliveryState, Dispatch, Outcome, Policy, State
from outreach_crm.dispatch.service import Batch
from outreach_crm.errors import ConflictError
from tests.builders import taken_back
from tests.conftest import CLOCK
from tests.dispatch.letters import Wire, an_addressee, later, states, taken_from, under_way, with_rules

_PEOPLE, _WORKERS = 12, 3
_QUIET = settings(deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
_WORKER = st.integers(0, _WORKERS - 1)
_SELDOM = st.sampled_from([False, False, True])
_ANSWERS = st.lists(
    st.sampled_from([DeliveryState.SENT, DeliveryState.SENT, DeliveryState.DEFERRED, DeliveryState.FAILED, None]),
    min_size=4,
    max_size=4,
)


class Outbox(RuleBasedStateMachine):
    """One dispatch, three workers, twelve recipients."""

    given: App
    dispatch: Dispatch

    def __init__(self) -> None:
        super().__init__()
        self.back = taken_back(self.given)
        self.back.__enter__()
        self.given.store.bound.clock = CLOCK
        self.app = evolve(self.given, clock=FixedClock(CLOCK.moment))
        self.batches: dict[int, Batch] = {}
        self.flying: dict[int, list[int]] = {}
        # What the other side has taken, and how often each message took its last step.
        self.taken: Counter[int] = Counter()
        self.final: dict[int, str] = {}
        self.objects: set[int] = set()

    def teardown(self) -> None:
        self.back.__exit__(None, None, None)

    # Workers --------------------------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.batches) < _WORKERS)
    @rule(limit=st.integers(1, 4))
    def claim(self, limit: int) -> None:
        worker = min({*range(_WORKERS)} - self.batches.keys())
        batch = service.claim(self.app, "wire", f"elsewhere/{worker}", limit=limit)
        if batch:
            self.batches[worker] = batch

    @precondition(lambda self: self.batches.keys() - self.flying.keys())
    @rule(which=_WORKER)
    def commit(self, which: int) -> None:
        worker = self.one_of(self.batches.keys() - self.flying.keys(), which)
        batch = self.batches[worker]
        go = service.commit_to_send(self.app, batch, [one.id for one in batch.messages])
        assert not go or service.get(self.app, self.dispatch.id).state is State.SENDING
        assert not {one.contact_id for one in batch.messages if one.id in go} & self.objects
        self.flying[worker] = sorted(go)

    @precondition(lambda self: self.flying)
    @rule(which=_WORKER, answers=_ANSWERS, deaf=st.booleans())
    def last_step(self, which: int, answers: list[DeliveryState | None], deaf: bool) -> None:
        """Let messages take their last step; ``deaf`` workers never hear what became of them."""
        worker, outcomes = self.one_of(self.flying, which), []
        for number, answer in zip(self.flying.pop(worker), answers, strict=False):
            self.taken[number] += answer in {DeliveryState.SENT, None}
            if answer is not None and not deaf:
                outcomes.append(Outcome(id=number, state=answer, code="250"))
        service.settle(self.app, f"elsewhere/{worker}", outcomes)
        del self.batches[worker]

    @precondition(lambda self: self.batches)
    @rule(which=_WORKER)
    def is_killed(self, which: int) -> None:
        worker = self.one_of(self.batches, which)
        del self.batches[worker]
        self.flying.pop(worker, None)

    @rule(knows=st.booleans(), seconds=st.sampled_from([0, 700, 90_000]))
    def look_for_what_is_in_doubt(self, knows: bool, seconds: int) -> None:
        self.app = later(self.app, seconds)
        doubts = taken_from(self.app, self.dispatch)
        # What a worker still has in hand may yet leave: nobody can say that it did not.
        flying = {number for some in self.flying.values() for number in some}
        seen = [one.id for one in doubts if self.taken[one.id] or one.id not in flying]
        evidence = {number: self.taken[number] > 0 for number in seen} if knows else {}
        service.clear_doubts(self.app, self.dispatch.id, Wire(evidence=evidence), "wire")

    # People and time ------------------------------------------------------------------------------------------------

    @rule(stop=_SELDOM)
    def stop_or_resume(self, stop: bool) -> None:
        if stop:
            self.decide(lambda: service.stop(self.app, self.dispatch.id, because="wrong date"))
        else:
            self.decide(lambda: service.resume(self.app, self.dispatch.id))

    @rule(contact=st.integers(0, _PEOPLE - 1), objects=_SELDOM)
    def object(self, contact: int, objects: bool) -> None:
        one = sorted(row["contact_id"] for row in self.rows())[contact]
        contacts.edit(self.app, one, Edit(fields={"country": "AQ" if objects else "SE"}))
        (self.objects.add if objects else self.objects.discard)(one)

    @rule(seconds=st.sampled_from([30, 400, 2_000]))
    def wait(self, seconds: int) -> None:
        self.app = later(self.app, seconds)
        service.finish(self.app, self.dispatch.id)

    def one_of(self, workers: Iterable[int], which: int) -> int:
        some = sorted(workers)
        return some[which % len(some)]

    def decide(self, decision: Any) -> None:
        with contextlib.suppress(ConflictError):
            decision()

    # Promises -------------------------------------------------------------------------------------------------------

    def rows(self) -> list[dict[str, Any]]:
        return self.app.store.rows("select * from deliveries where dispatch_id = :id", id=self.dispatch.id)

    def counts(self) -> Counter[str]:
        return Counter(row["state"] for row in self.rows())

    def keeps_its_promises(self) -> None:
        self.nobody_is_lost_and_what_is_final_stays()
        self.what_is_called_sent_was_taken()
        self.nobody_gets_more_than_the_policy_says()
        self.what_is_done_is_settled()

    @invariant()
    def nobody_is_lost_and_what_is_final_stays(self) -> None:
        rows = self.rows()
        assert len(rows) == _PEOPLE
        for row in rows:
            assert self.final.get(row["id"], row["state"]) == row["state"]
            if row["state"] in FINAL:
                self.final[row["id"]] = row["state"]

    @invariant()
    def what_is_called_sent_was_taken(self) -> None:
        for row in self.rows():
            assert row["state"] != "sent" or self.taken[row["id"]]

    @invariant()
    def nobody_gets_more_than_the_policy_says(self) -> None:
        most = 1 if self.dispatch.policy is Policy.HOLD else 2
        assert all(n <= most for n in self.taken.values())

    @invariant()
    def what_is_done_is_settled(self) -> None:
        if service.get(self.app, self.dispatch.id).state is State.DONE:
            assert {row["state"] for row in self.rows()} <= FINAL


@pytest.fixture(name="machine")
def before_anything_has_happened(app: App, policy: Policy) -> type[Outbox]:
    """Return what makes an outbox as it is in the beginning, as often as one likes."""
    ruled = with_rules(app)
    for number in range(_PEOPLE):
        an_addressee(ruled, f"Bar {number}", country="SE")

    class Machine(Outbox):
        given, dispatch = ruled, under_way(ruled, policy=policy)

    return Machine


@pytest.mark.parametrize("policy", list(Policy))
def test_the_outbox_never_loses_and_never_guesses(app: App, machine: type[Outbox]) -> None:
    examples = 60 if app.store.engine == "sqlite" else 40
    run_state_machine_as_test(machine, settings=settings(_QUIET, max_examples=examples, stateful_step_count=40))
    assert {*states(app, machine.dispatch).values()} == {"queued"}  # each history began from the same list


@pytest.fixture(name="outbox")
def as_it_begins(machine: type[Outbox]) -> Iterator[Outbox]:
    outbox = machine()
    yield outbox
    outbox.teardown()


@pytest.mark.parametrize("policy", list(Policy))
def test_each_thing_that_may_happen_by_chance_happens_once_for_certain(outbox: Outbox, policy: Policy) -> None:
    """Walk through what the steps above can come to, so that no promise is kept only for want of a case."""
    sent, deferred, failed = DeliveryState.SENT, DeliveryState.DEFERRED, DeliveryState.FAILED
    outbox.object(0, objects=True)
    outbox.claim(4)
    outbox.object(1, objects=True)
    outbox.commit(0)
    assert outbox.counts() == {"cancelled": 2, "inflight": 2, "queued": 8}
    outbox.last_step(0, [sent, failed], deaf=False)
    outbox.claim(2)
    outbox.stop_or_resume(stop=True)
    outbox.commit(0)
    assert outbox.flying == {0: []}
    outbox.is_killed(0)
    outbox.stop_or_resume(stop=False)
    outbox.wait(2_000)
    outbox.claim(2)
    outbox.commit(0)
    outbox.last_step(0, [deferred, None], deaf=False)
    assert outbox.counts() == {"cancelled": 2, "sent": 1, "failed": 1, "deferred": 1, "inflight": 1, "queued": 6}
    outbox.look_for_what_is_in_doubt(knows=False, seconds=2_000)
    in_doubt = {"queued": 7} if policy is Policy.RESEND else {"queued": 6, "in_doubt": 1}
    assert outbox.counts() == {"cancelled": 2, "sent": 1, "failed": 1, "deferred": 1, **in_doubt}
    outbox.look_for_what_is_in_doubt(knows=True, seconds=0)
    while outbox.app.store.value("select count(*) as n from deliveries where state in ('queued', 'deferred')"):
        outbox.wait(400)
        outbox.claim(4)
        outbox.commit(0)
        outbox.last_step(0, [sent] * 4, deaf=False)
        outbox.keeps_its_promises()
    outbox.wait(0)
    assert outbox.counts() == {"cancelled": 2, "sent": 9, "failed": 1}
    assert service.get(outbox.app, outbox.dispatch.id).state is State.DONE
    assert max(outbox.taken.values()) == (2 if policy is Policy.RESEND else 1)
    outbox.keeps_its_promises()
