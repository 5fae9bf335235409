"""A stop stops: nothing more leaves, what lies printed is pulled, and those whom it reached are told."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Outcome, State
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.privacy.model import State as Said
from outreach_urgent_actions.model.sending import Order, Stopped
from outreach_urgent_actions.service import distributing, editing, finding, following, pausing, showing, stopping
from tests.builders import acting
from tests.dispatch.letters import states
from tests.urgent_actions.builders import add_issue
from tests.urgent_actions.outgoing import REF, a_member, files, names, sent


@pytest.fixture(name="half")
def half_sent(app: App, tmp_path: Path) -> int:
    """The dispatch of a first issue to Ana, Jon and Eva that was cut off after the first of them."""
    for name in ("Ana Ruiz", "Jon Berg", "Eva Lind"):
        a_member(app, name, "nurses")
    issue = add_issue(app, "nurses", ref=REF, languages=("en",))
    handed = distributing.send(app, issue, Order(place=str(tmp_path / "first")))
    batch = dispatch.claim(app, "folder", "elsewhere/1", limit=1)
    assert batch is not None
    carrier = dispatch.carrier_of(app, batch.channel, batch.dispatch.place)

    def settle(found: Sequence[Outcome]) -> None:
        dispatch.settle(app, batch.owner, found)

    carrier.carry(batch.messages, lambda ids: dispatch.commit_to_send(app, batch, ids), settle)
    return handed.dispatch.id


def stop(app: App, place: Path, because: str = "she asked us to") -> Stopped:
    stopped = stopping.stop(app, "UA 205/01", Order(place=str(place), because=because))
    if stopped.notice:
        dispatch.send(app, stopped.notice.id)
    return stopped


def test_in_one_step_the_rest_is_cancelled_and_only_those_who_got_it_are_told(
    app: App, tmp_path: Path, half: int
) -> None:
    stopped = stop(app, tmp_path / "stop")
    assert (stopped.case, stopped.cancelled) == (REF, 2)
    assert states(app, dispatch.get(app, half)) == {
        "Ana Ruiz": "sent",
        "Jon Berg": "cancelled",
        "Eva Lind": "cancelled",
    }
    assert names(tmp_path / "stop") == {"ana"}
    (ana,) = files(tmp_path / "stop")["ana"]
    assert "Please stop writing about UA 205/2001 at once." in ana
    assert "she asked us to" not in ana  # why is for us
    case = finding.find_case(app, REF)
    assert (case.state.value, case.state_on, case.state_because) == ("stopped", "2026-03-09", "she asked us to")
    assert [(one.contact, one.what.split(" ")[0]) for one in stopped.pull] == [("Ana Ruiz", "ana-ruiz")]


def test_nothing_leaves_after_a_stop_by_any_way(app: App, tmp_path: Path, half: int) -> None:
    stop(app, tmp_path / "stop")
    assert dispatch.get(app, half).state is State.DONE
    for again in (
        lambda: dispatch.send(app, half).sent and pytest.fail("it left"),
        lambda: dispatch.resume(app, half, because="no"),
        lambda: dispatch.begin(app, dispatch.follow(app, half).id),
        lambda: sent(app, add_issue(app, "nurses", ref=REF, kind="followup", languages=("en",)), tmp_path / "update"),
    ):
        try:
            again()
        except (ConflictError, InvalidInputError):
            continue
    assert names(tmp_path / "first") == {"ana"}
    assert not (tmp_path / "update").exists() or names(tmp_path / "update") == set()


def test_what_somebody_claimed_before_the_stop_does_not_leave_after_it(app: App, tmp_path: Path, half: int) -> None:
    batch = dispatch.claim(app, "folder", "elsewhere/2")
    assert batch is not None
    stopped = stop(app, tmp_path / "stop")
    assert dispatch.commit_to_send(app, batch, [one.id for one in batch.messages]) == frozenset()
    # Somebody had them in hand: on paper they would have to be pulled.
    assert {one.contact for one in stopped.pull} == {"Ana Ruiz", "Jon Berg", "Eva Lind"}


def test_a_stop_that_came_is_what_is_said_in_the_language_of_each(app: App, tmp_path: Path, half: int) -> None:
    add_issue(app, ref=REF, kind="stop", languages=("en",))
    stop(app, tmp_path / "stop")
    assert files(tmp_path / "stop")["ana"][0].endswith("\n\nPlease write.\n")


def test_of_a_stop_that_came_as_a_heading_our_wording_is_said(app: App, tmp_path: Path, half: int) -> None:
    add_issue(app, ref=REF, kind="stop")
    stop(app, tmp_path / "stop")
    assert "Please stop writing about UA 205/2001 at once." in files(tmp_path / "stop")["ana"][0]


def test_a_case_that_was_opened_again_is_stopped_and_told_of_again(app: App, tmp_path: Path, half: int) -> None:
    for number in (1, 2, 3):
        stopped = stop(app, tmp_path / f"stop {number}")
        assert names(tmp_path / f"stop {number}") == {"ana"}
        assert stopped.notice is not None
        assert stopped.notice.name == (f"{REF}, stop" if number == 1 else f"{REF}, stop ({number})")
        editing.reopen(app, REF, because="appeals are wanted again")
        update = add_issue(app, ref=REF, kind="followup", ordinal=number, languages=("en",))
        sent(app, update, tmp_path / f"update {number}")
        assert names(tmp_path / f"update {number}") == {"ana"}


def test_sending_a_stop_that_came_stops_the_case(app: App, tmp_path: Path, half: int) -> None:
    issue = add_issue(app, ref=REF, kind="stop", languages=("en",))
    sent(app, issue, tmp_path / "stop")
    assert finding.find_case(app, REF).state.value == "stopped"
    assert set(states(app, dispatch.get(app, half)).values()) == {"sent", "cancelled"}
    assert names(tmp_path / "stop") == {"ana"}
    assert stop(app, tmp_path / "again").cancelled == 0  # and nobody is told twice
    assert not (tmp_path / "again").exists() or names(tmp_path / "again") == set()


def test_stopping_again_goes_on_with_the_notice_and_tells_nobody_twice(app: App, tmp_path: Path, half: int) -> None:
    order = Order(place=str(tmp_path / "stop"), because="she asked us to")
    first, second = stopping.stop(app, REF, order), stopping.stop(app, REF, order)
    assert first.notice is not None
    assert second.notice is not None
    assert first.notice.id == second.notice.id
    for one in (first.notice, second.notice):
        dispatch.send(app, one.id)
    assert len(files(tmp_path / "stop")["ana"]) == 1


def test_who_left_is_told_and_who_must_not_be_written_to_is_named(app: App, tmp_path: Path, half: int) -> None:
    (ana,) = (one.contact_id for one in following.follow(app, REF))
    pausing.leave(app, ana)
    assert names_told(app, tmp_path / "left") == {"ana"}


def test_a_stop_stands_where_nobody_can_be_told(app: App, tmp_path: Path, half: int) -> None:
    (ana,) = (one.contact_id for one in following.follow(app, REF))
    privacy.record(app, ana, ConsentDraft(state=Said.OBJECTED, source="a call"))
    stopped = stop(app, tmp_path / "stop")
    assert (stopped.cancelled, stopped.notice) == (2, None)
    assert stopped.told is not None
    assert [(one.key, one.names) for one in stopped.told.refused] == [("objected", ("Ana Ruiz",))]


def names_told(app: App, place: Path) -> set[str]:
    stop(app, place)
    return names(place)


def test_who_got_it_and_is_seen_by_another_circle_only_is_counted(app: App, tmp_path: Path, half: int) -> None:
    (ana,) = (one.contact_id for one in following.follow(app, REF))
    with app.change("test: hide"):
        app.store.update("contacts", ana, {"circle_id": accounts.add_circle(app, "Board").id})
    with acting(app, "Nora") as other:
        stopped = stopping.stop(other, REF, Order(place=str(tmp_path / "stop"), because="she asked us to"))
    assert (stopped.notice, stopped.pull, stopped.hidden) == (None, (), 1)
    assert stop(app, tmp_path / "stop").hidden == 0
    assert names(tmp_path / "stop") == {"ana"}


def test_a_case_shows_who_was_told_that_it_was_stopped(app: App, tmp_path: Path, half: int) -> None:
    assert showing.show_case(app, REF).notices == ()
    stop(app, tmp_path / "stop")
    assert [(one.name, one.sent) for one in showing.show_case(app, REF).notices] == [(f"{REF}, stop", 1)]


def test_a_case_that_reached_nobody_is_stopped_too(app: App, tmp_path: Path) -> None:
    add_issue(app, "nurses", ref=REF)
    stopped = stop(app, tmp_path)
    assert (stopped.cancelled, stopped.notice, stopped.pull) == (0, None, ())


def test_a_stop_needs_a_case_and_a_reason(app: App, tmp_path: Path, half: int) -> None:
    with pytest.raises(InvalidInputError, match="Say why"):
        stop(app, tmp_path, because=" ")
    with pytest.raises(NotFoundError, match="There is no case"):
        stopping.stop(app, "UA 1/1999", Order(because="a slip"))


def test_two_cases_under_one_number_are_told_apart(app: App, tmp_path: Path, half: int) -> None:
    with app.change("test: another case"):
        row = {"ref": REF, "series": "UA", "number": 205, "year": 2001, "variant": 2}
        app.store.insert("ua_cases", row)
    with pytest.raises(InvalidInputError, match=r"UA 205/2001 \(1\), UA 205/2001 \(2\)"):
        stop(app, tmp_path)
    stopping.stop(app, f"{REF} (2)", Order(because="a slip"))
    assert "queued" in states(app, dispatch.get(app, half)).values()
