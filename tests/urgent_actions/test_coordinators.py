"""Two coordinators and one Urgent Action, and people who go while it leaves, on both engines."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import State
from outreach_crm.errors import ConflictError, OutreachError, RefusedError
from outreach_crm.model import Actor
from outreach_crm.privacy import service as privacy
from outreach_urgent_actions.model.sending import Handed, Order
from outreach_urgent_actions.service import distributing, stopping
from tests.builders import acting, with_settings
from tests.urgent_actions.builders import add_issue
from tests.urgent_actions.outgoing import REF, a_member, files, names, sent

_PEOPLE = 20


def another(app: App, name: str) -> App:
    """Return the App of somebody else, with a connection of its own."""
    return evolve(app.as_actor(Actor(name=name)), plugins=app.plugins, settings=app.settings)


def together(app: App, *works: Callable[[App], object]) -> list[object]:
    """Let each of several people do their work at the same moment; return what came of it, or the error."""
    ready = Barrier(len(works))

    def run(number: int) -> object:
        mine = another(app, f"Coordinator {number}")
        try:
            ready.wait()
            return works[number](mine)
        except OutreachError as error:
            return error
        finally:
            mine.store.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, range(len(works))))


def send(app: App, issue: int, place: Path) -> Handed:
    return sent(app, issue, place)


@pytest.mark.connections
def test_of_two_who_send_the_same_issue_at_once_one_does_and_the_other_is_told(app: App, tmp_path: Path) -> None:
    for number in range(_PEOPLE):
        a_member(app, f"Ana{number} Ruiz", "nurses")
    issue = add_issue(app, "nurses", ref=REF, languages=("en",))
    came = together(app, *[lambda mine: send(mine, issue, tmp_path)] * 2)
    (told,) = (one for one in came if isinstance(one, Exception))
    assert isinstance(told, ConflictError)
    assert "UA 205/2001 was sent by Coordinator" in str(told)
    assert {name: len(found) for name, found in files(tmp_path).items()} == {f"ana{n}": 1 for n in range(_PEOPLE)}


@pytest.mark.connections
def test_who_is_told_of_a_stop_is_who_got_it_even_while_it_leaves(app: App, tmp_path: Path) -> None:
    for number in range(_PEOPLE):
        a_member(app, f"Ana{number} Ruiz", "nurses")
    issue = add_issue(app, "nurses", ref=REF, languages=("en",))
    handed = distributing.send(app, issue, Order(place=str(tmp_path / "first")))

    def leave(mine: App) -> object:
        return dispatch.send(mine, handed.dispatch.id, batch=2)

    def stop(mine: App) -> object:
        stopped = stopping.stop(mine, REF, Order(place=str(tmp_path / "stop"), because="she asked us to"))
        return stopped.notice and dispatch.send(mine, stopped.notice.id)

    came = together(app, leave, leave, stop)
    assert [one for one in came if isinstance(one, Exception) and not isinstance(one, ConflictError)] == []
    got = names(tmp_path / "first")
    assert (names(tmp_path / "stop") if (tmp_path / "stop").exists() else set()) == got
    left = app.store.rows("select distinct state from deliveries where dispatch_id = :id", id=handed.dispatch.id)
    assert {row["state"] for row in left} <= {"sent", "cancelled"}
    assert dispatch.get(app, handed.dispatch.id).state in {State.DONE, State.STOPPED}


@pytest.mark.connections
def test_whoever_was_erased_since_the_preview_or_while_it_leaves_does_not_get_it(app: App, tmp_path: Path) -> None:
    a_member(app, "Ana Ruiz", "nurses")
    jon, eva = a_member(app, "Jon Berg", "nurses"), a_member(app, "Eva Lind", "nurses")
    issue = add_issue(app, "nurses", languages=("en",))
    assert distributing.propose(app, issue, Order()).preview.recipients == 3
    privacy.erase(app, [jon.id], because="they asked")
    handed = distributing.send(app, issue, Order(place=str(tmp_path)))
    privacy.erase(app, [eva.id], because="they asked")
    dispatch.send(app, handed.dispatch.id)
    assert names(tmp_path) == {"ana"}
    assert (handed.recipients, dispatch.get(app, handed.dispatch.id).state) == (2, State.DONE)


def test_above_a_set_size_somebody_else_approves_the_list(app: App, tmp_path: Path) -> None:
    app = with_settings(app, urgent_actions={"second_person_above": 1})
    for name in ("Ana Ruiz", "Jon Berg"):
        a_member(app, name, "nurses")
    issue = add_issue(app, "nurses", ref=REF, languages=("en",))
    handed = distributing.send(app, issue, Order(place=str(tmp_path)))
    assert handed.waits == f"Maria has frozen the list; somebody else approves it: outreach ua send {issue}"
    assert handed.dispatch.state is State.DRAFT
    a_member(app, "Eva Lind", "nurses")
    with pytest.raises(ConflictError, match="Maria has frozen it already"):
        distributing.send(app, issue, Order(place=str(tmp_path)))
    with pytest.raises(RefusedError, match="somebody else approves it"):
        distributing.go_on(app, issue)
    with acting(app, "Jon") as jon:
        distributing.go_on(jon, issue)
    dispatch.send(app, handed.dispatch.id)
    assert names(tmp_path) == {"ana", "jon"}  # what was approved is what was frozen


def test_a_stop_gives_up_a_list_that_waits_and_waits_for_nobody_itself(app: App, tmp_path: Path) -> None:
    for name in ("Ana Ruiz", "Jon Berg"):
        a_member(app, name, "nurses")
    sent(app, add_issue(app, "nurses", ref=REF, languages=("en",)), tmp_path / "first")
    careful = with_settings(app, urgent_actions={"second_person_above": 1})
    update = add_issue(careful, ref=REF, kind="followup", ordinal=1, languages=("en",))
    handed = distributing.send(careful, update, Order(place=str(tmp_path / "update")))
    stopped = stopping.stop(careful, REF, Order(place=str(tmp_path / "stop"), because="she asked us to"))
    assert (stopped.cancelled, dispatch.get(app, handed.dispatch.id).state) == (2, State.DONE)
    assert stopped.notice is not None
    assert stopped.notice.state is State.SENDING
