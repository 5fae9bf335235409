"""Pages on which mailings leave: confirmed, sent beside the page, stopped at once, gone on with, settled."""

import re
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import CHECKS, DeliveryState, Dispatch, Draft, State
from outreach_crm.jobs import service as jobs
from outreach_crm.jobs.model import State as JobState
from outreach_crm.policy import Role
from outreach_crm.privacy import service as privacy
from outreach_crm.segments import service as segments
from tests.builders import with_settings
from tests.dispatch.letters import TEXTS, Wire, an_addressee, states, with_rules
from tests.web.office import _PROOF as PROOF_FIELD
from tests.web.office import Desk, at_desk, words

VERSION = re.compile(r'name="_version" value="(\d+)"')
pytestmark = pytest.mark.connections


@pytest.fixture(name="app")
def a_section(app: App, tmp_path: Path) -> App:
    """An App with a channel that does as it is told, and two organisations."""
    app = with_rules(with_settings(app, mailings={"folder": str(tmp_path / "out"), "channel": "wire"}))
    an_addressee(app, "Bar")
    an_addressee(app, "Owl")
    segments.add(app, "Organisations", ["kind=organisation"])
    return app


def ready(app: App, **more: object) -> Dispatch:
    """A mailing to all organisations that can be sent."""
    segment = str(segments.get(app, "Organisations").id)
    given = {"name": "Spring letter", "purpose": "mailings", "texts": TEXTS, "channel": "wire", "segment": segment}
    made = service.draft(app, Draft(**{**given, **more}))  # type: ignore[arg-type]
    service.check(app, made.id, CHECKS)
    return made


def press(desk: Desk, made: Dispatch, what: str, **sent: str) -> str:
    """Press a button of the page of a mailing, and return the page it leads to."""
    return desk.follow(desk.send(f"/mailings/{made.id}/{what}", sent, seen=f"/mailings/{made.id}"))


def worked(app: App) -> None:
    """Let the thread beside the pages do all it has."""
    while jobs.run_one(app):
        pass


def shown(desk: Desk, made: Dispatch) -> dict[str, str]:
    """Which list the page that sends shows, as its form says it."""
    mark = VERSION.search(desk.read(f"/mailings/{made.id}/send"))
    assert mark
    return {"_version": mark[1]}


def sent(desk: Desk, made: Dispatch) -> str:
    return desk.follow(desk.send(f"/mailings/{made.id}/send", shown(desk, made)))


def test_it_is_sent_beside_the_page_which_shows_how_far_it_is(desk: Desk, wire: Wire) -> None:
    made = ready(desk.app)
    page = sent(desk, made)
    assert "It is on its way to 2." in words(page)
    assert "being sent" in words(page)
    assert 'hx-trigger="every 2s"' in page
    assert "<noscript>" in page
    assert 'class="stop">Stop at once' in page
    assert wire.got == {}
    worked(desk.app)
    assert states(desk.app, made) == {"Bar": "sent", "Owl": "sent"}
    page = desk.read(f"/mailings/{made.id}")
    assert "2 sent" in words(page)
    assert "every 2s" not in page
    assert 'class="stop"' not in page


def test_two_tabs_and_double_clicks_send_it_once(desk: Desk, wire: Wire) -> None:
    made = ready(desk.app)
    path = f"/mailings/{made.id}/send"
    mark = PROOF_FIELD.search(desk.read(path))
    assert mark
    form = {**shown(desk, made), "_proof": mark[1]}
    assert [desk.client.post(path, data=form).status_code for _ in range(3)] == [303, 303, 303]
    for _ in range(2):
        desk.client.post(f"/mailings/{made.id}/start", data=form)
    assert len([one for one in jobs.list_jobs(desk.app) if one.work == "send-mailing"]) == 1
    worked(desk.app)
    assert {address: len(told) for address, told in wire.got.items()} == {"bar@example.org": 1, "owl@example.org": 1}


def test_a_list_that_waits_for_somebody_else_can_be_stopped_for_good(desk: Desk, wire: Wire) -> None:
    made = ready(desk.app, second_above=1)
    assert f"/mailings/{made.id}/stop" in sent(desk, made)
    stop = f"/mailings/{made.id}/stop"
    page = words(desk.follow(desk.send(stop, {"because": "the date is wrong"})))
    assert "Spring letter is stopped. Nothing more leaves." in page
    assert set(states(desk.app, made).values()) == {"cancelled"}


def test_going_on_in_an_old_window_with_what_was_paused_says_that_nothing_leaves(desk: Desk, wire: Wire) -> None:
    made = ready(desk.app)
    sent(desk, made)
    press(desk, made, "pause")
    for button in ("start", "again"):
        assert "Spring letter is paused: nothing of it leaves now." in words(press(desk, made, button))
    worked(desk.app)
    assert wire.got == {}


def test_two_jobs_of_one_mailing_double_nobody(desk: Desk, wire: Wire) -> None:
    made = ready(desk.app)
    sent(desk, made)
    jobs.start(desk.app, "send-mailing", {"dispatch_id": made.id})
    worked(desk.app)
    assert [len(told) for told in wire.got.values()] == [1, 1]
    assert "nothing of it was sent now" in jobs.list_jobs(desk.app)[0].sentence


def test_one_who_left_and_one_who_came_are_noticed(desk: Desk, wire: Wire) -> None:
    seen = shown(desk, made := ready(desk.app))
    contacts.trash(desk.app, contacts.find(desk.app, "Owl")[0].id)
    an_addressee(desk.app, "Newcomer")
    answer = desk.send(f"/mailings/{made.id}/send", seen)
    assert answer.status_code == 409
    assert "It would go to 2." in words(answer.text)
    assert "The list is another one by now" in words(answer.text)
    assert service.get(desk.app, made.id).state is State.DRAFT
    assert service.get(desk.app, made.id).frozen_at is None
    desk.follow(desk.send(f"/mailings/{made.id}/send", shown(desk, made)))  # the page shows the list as it is now
    worked(desk.app)
    assert set(wire.got) == {"bar@example.org", "newcomer@example.org"}


def test_warnings_are_confirmed_once_with_a_reason(desk: Desk, wire: Wire) -> None:
    an_addressee(desk.app, "Far Away", country="AX")
    made = ready(desk.app)
    path = f"/mailings/{made.id}/send"
    assert "I confirm 1 warning" in words(desk.read(path))
    seen = shown(desk, made)
    assert desk.send(path, {**seen, "because": "they asked"}).status_code == 422
    assert desk.send(path, {**seen, "confirmed": "yes"}).status_code == 422
    assert service.get(desk.app, made.id).frozen_at is None
    desk.follow(desk.send(path, {**seen, "confirmed": "yes", "because": "they asked"}))
    worked(desk.app)
    assert states(desk.app, made)["Far Away"] == "sent"
    told = service.show(desk.app, made.id)
    (warning,) = told.warnings.values()
    assert told.confirmed[0].by == "Maria"
    assert f"Warnings confirmed Maria: {warning} (1)" in words(desk.read(f"/mailings/{made.id}"))
    assert " " in warning


def test_one_press_stops_it_and_says_what_leaves_no_more(desk: Desk, wire: Wire) -> None:
    made = ready(desk.app)
    sent(desk, made)
    page = press(desk, made, "stop")
    assert "Spring letter is stopped. Nothing more leaves." in words(page)
    assert "stopped by Maria" in words(page)
    worked(desk.app)
    assert wire.got == {}
    assert set(states(desk.app, made).values()) == {"queued"}


def test_what_was_stopped_goes_on_and_reaches_everybody_once(desk: Desk, wire: Wire) -> None:
    made = ready(desk.app)
    sent(desk, made)
    press(desk, made, "stop", because="the date is wrong")
    worked(desk.app)
    assert "the date is wrong" in words(desk.read(f"/mailings/{made.id}"))
    desk.follow(desk.send(f"/mailings/{made.id}/resume", {"because": "it was right"}))
    worked(desk.app)
    assert [len(told) for told in wire.got.values()] == [1, 1]


def test_a_stop_for_good_cancels_what_has_not_left(desk: Desk, wire: Wire) -> None:
    made = ready(desk.app)
    sent(desk, made)
    desk.follow(desk.send(f"/mailings/{made.id}/stop", {"because": "wrong", "for_good": "yes"}))
    assert set(states(desk.app, made).values()) == {"cancelled"}
    assert "2 cancelled" in words(desk.read(f"/mailings/{made.id}"))


def test_what_is_done_is_not_stopped_and_says_so(desk: Desk, wire: Wire) -> None:
    made = ready(desk.app)
    sent(desk, made)
    worked(desk.app)
    answer = desk.send(f"/mailings/{made.id}/stop", {"because": "late"})
    assert answer.status_code == 409
    assert "is finished" in words(answer.text)


def test_a_pause_holds_it_until_somebody_goes_on(desk: Desk, wire: Wire) -> None:
    made = ready(desk.app)
    sent(desk, made)
    assert "is paused" in words(press(desk, made, "pause"))
    worked(desk.app)
    assert wire.got == {}
    page = desk.read(f"/mailings/{made.id}")
    assert f'<a class="button main" href="/mailings/{made.id}/resume">' in page


def test_a_stopped_job_finishes_what_is_on_its_way_and_leaves_the_rest_due(desk: Desk, wire: Wire) -> None:
    made = ready(desk.app)
    sent(desk, made)
    job = service.being_sent(desk.app, made.id)
    assert job is not None
    jobs.stop(desk.app, job.id)
    worked(desk.app)
    assert jobs.get(desk.app, job.id).state is JobState.INTERRUPTED
    assert service.get(desk.app, made.id).state is State.SENDING
    assert "Go on sending" in press(desk, made, "start") or service.being_sent(desk.app, made.id)
    worked(desk.app)
    assert [len(told) for told in wire.got.values()] == [1, 1]


def test_who_got_it_and_who_did_not_is_listed_by_name_and_as_a_file(desk: Desk, wire: Wire) -> None:
    wire.answers["owl@example.org"] = DeliveryState.FAILED
    made = ready(desk.app)
    sent(desk, made)
    worked(desk.app)
    assert "Bar sent stands in the segment Organisations" in words(desk.read(f"/mailings/{made.id}/people?which=got"))
    not_got = desk.read(f"/mailings/{made.id}/people?which=not")
    assert "Owl did not get through" in words(not_got)
    assert "Bar sent" not in words(not_got)
    assert "Owl" in words(desk.read(f"/mailings/{made.id}/people?q=owl"))
    rows = desk.get(f"/mailings/{made.id}/people.json").json
    assert [one["name"] for one in rows] == ["Bar", "Owl"]  # type: ignore[union-attr]
    assert desk.read(f"/mailings/{made.id}/people.csv").splitlines()[1].startswith("Bar,sent,")
    assert [one.count for one in privacy.accesses(desk.app)] == [2, 2]
    rosa = at_desk(desk.app, "Rosa", Role.READER)
    assert rosa.get(f"/mailings/{made.id}/people").status_code == 200
    assert rosa.get(f"/mailings/{made.id}/people.csv").status_code == 403


def test_those_who_missed_it_get_a_draft_of_their_own(desk: Desk, wire: Wire) -> None:
    wire.answers["owl@example.org"] = DeliveryState.FAILED
    made = ready(desk.app)
    sent(desk, made)
    worked(desk.app)
    page = press(desk, made, "missed")
    assert "1 of 1 would get it now." in words(page)


def test_doubts_are_settled_one_by_one_by_a_persons_word(desk: Desk, wire: Wire) -> None:
    wire.answers = dict.fromkeys(("bar@example.org", "owl@example.org"), DeliveryState.IN_DOUBT)
    made = ready(desk.app)
    sent(desk, made)
    worked(desk.app)
    page = desk.read(f"/mailings/{made.id}/doubt")
    numbers = re.findall(r'name="one" value="(\d+)"', page)
    path = f"/mailings/{made.id}/doubt/settle"
    assert desk.send(path, {"verdict": "came"}, seen=f"/mailings/{made.id}/doubt").status_code == 422
    desk.follow(desk.send(path, {"verdict": "came", "one": numbers[0]}, seen=f"/mailings/{made.id}/doubt"))
    assert states(desk.app, made) == {"Bar": "sent", "Owl": "in_doubt"}
    wire.answers = {}
    desk.follow(desk.send(path, {"verdict": "again", "one": numbers[1]}, seen=f"/mailings/{made.id}/doubt"))
    worked(desk.app)
    assert states(desk.app, made) == {"Bar": "sent", "Owl": "sent"}
    assert [len(told) for told in wire.got.values()] == [1, 2]


def test_where_many_get_it_somebody_else_approves_it(desk: Desk, wire: Wire) -> None:
    made = ready(desk.app, second_above=1)
    assert "Write the list of 2 down" in words(desk.read(f"/mailings/{made.id}/send"))
    page = sent(desk, made)
    assert "somebody else approves it" in words(page)
    assert "Approve it" not in page
    jon = at_desk(desk.app, "Jon")
    assert "Approve it and send it to 2" in words(jon.read(f"/mailings/{made.id}"))
    page = press(jon, made, "start")
    assert "Spring letter is being sent." in words(page)
    worked(desk.app)
    assert states(desk.app, made) == {"Bar": "sent", "Owl": "sent"}


def test_a_test_goes_to_one_of_ours_and_counts_for_nobody(desk: Desk, wire: Wire) -> None:
    maria = an_addressee(desk.app, "Maria Berg", membership="member")
    made = ready(desk.app)
    path = f"/mailings/{made.id}/test"
    looked = desk.send(path, {"to-words": "Maria", "look": "to"})
    assert f'value="{maria.id}"' in looked.text
    stranger = an_addressee(desk.app, "Stranger")
    assert desk.send(path, {"to": str(stranger.id), "seen_as": ""}).status_code == 422
    answer = desk.send(path, {"to": str(maria.id), "seen_as": ""})
    assert answer.headers["Location"].startswith("/jobs/")
    worked(desk.app)
    assert states(desk.app, made) == {}
    assert list(wire.got) == ["maria-berg@example.org"]
