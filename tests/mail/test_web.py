"""Pages of e-mail: the outbox, the server, what came back, and a stop for all of it."""

from pathlib import Path

import pytest
from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import State
from outreach_crm.jobs import service as jobs
from outreach_crm.model import Ref
from outreach_crm.policy import Role
from outreach_crm.settings import Settings
from outreach_mail.service import returned as looking
from tests.dispatch.letters import Wire, an_addressee, frozen, with_rules
from tests.dispatch.letters import a_letter as a_draft
from tests.mail.posting import Sent, a_maildir, an_office, ready, returned, sent_to, taken
from tests.mail.servers import Serve
from tests.mail.test_returning import HARD
from tests.outreach_cases.builders import a_case
from tests.outreach_cases.restricted import CIRCLE, kept
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


@pytest.fixture
def sent(office: App) -> Sent:
    """A message that left for an office."""
    return sent_to(office, an_office(office))[1][0]


def by_mail(app: App, name: str = "Spring letter", about: Ref | None = None) -> int:
    """A mailing under way by e-mail."""
    made = frozen(app, a_draft(app, name, channel="email", ref=about))
    dispatch.approve(app, made.id)
    return dispatch.start(app, made.id).id


def worked(desk: Desk) -> str:
    """Let the thread beside the pages work, and return what came of it."""
    job = jobs.run_one(desk.app)
    assert job is not None
    return job.sentence


def test_the_outbox_says_what_waits_and_one_press_stops_all(app: App) -> None:
    app = with_rules(app)
    an_addressee(app, "Bar")
    desk, one, other = at_desk(app), by_mail(app), by_mail(app, "Autumn letter")
    page = desk.read("/mail")
    assert "Spring letter being sent 1" in words(page)
    assert "Stop all e-mail at once" in words(page)
    assert "There is no mail server yet" in words(page)
    page = desk.follow(desk.send("/mail/stop", seen="/mail"))
    assert "2 mailings are stopped." in words(page)
    assert {dispatch.get(app, number).state for number in (one, other)} == {State.STOPPED}
    assert "Stop all" not in page


def test_a_mailing_about_a_case_of_a_circle_is_shown_to_nobody_else_and_stops_with_all(app: App) -> None:
    app = with_rules(app)
    an_addressee(app, "Bar")
    accounts.add_circle(app, CIRCLE)
    spring, hidden = by_mail(app), by_mail(app, "For Sanaa", Ref("cases", kept(app, a_case(app)).id))
    ours, theirs = at_desk(app), at_desk(app, "Paul")
    assert ["For Sanaa" in one.read("/mail") for one in (ours, theirs)] == [True, False]
    assert "1 mailing is stopped." in words(theirs.follow(theirs.send("/mail/stop", seen="/mail")))
    assert {dispatch.get(app, number).state for number in (spring, hidden)} == {State.STOPPED}


def test_the_settings_are_shown_without_any_password(app: App, tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("sesame")
    told = {"sender": "Section <office@example.org>", "server": "mail.example.org", "password_file": str(secret)}
    app = evolve(app, settings=Settings({"mail": {**told, "inbox": "imaps://user:sesame@mail.example.org/INBOX"}}))
    page = at_desk(app).read("/mail/settings")
    assert "mail.example.org:587" in words(page)
    assert "sesame" not in page
    assert str(secret) not in page


def test_trying_a_server_that_is_not_there_says_why_on_the_page_of_the_job(app: App) -> None:
    desk = at_desk(ready(app))
    answer = desk.send("/mail/try", seen="/mail/settings")
    assert answer.headers["Location"].startswith("/jobs/")
    assert "There is no mail server yet" in worked(desk)


def test_trying_a_server_twice_at_once_is_one_job(app: App, serve: Serve) -> None:
    desk = at_desk(ready(app))
    for _ in range(2):
        desk.send("/mail/try", seen="/mail/settings")
    assert len(jobs.list_jobs(desk.app)) == 1


def test_what_a_colleague_has_begun_is_not_begun_again_and_no_page_of_theirs_is_shown(app: App, serve: Serve) -> None:
    maria, paul = at_desk(ready(app)), at_desk(ready(app), "Paul")
    own = maria.send("/mail/try", seen="/mail/settings").headers["Location"]
    answer = paul.send("/mail/try", seen="/mail/settings")
    assert "it is under way" in words(paul.follow(answer))
    assert len(jobs.list_jobs(app)) == 1
    assert (maria.get(own).status_code, paul.get(own).status_code) == (200, 404)


def test_what_came_back_is_fetched_beside_the_page_and_can_be_taken_back(
    office: App, sent: Sent, tmp_path: Path
) -> None:
    folder = a_maildir(tmp_path / "in", returned(office, HARD, sent))
    office = evolve(office, settings=Settings({"mail": {"return_path": "returns@example.org", "inbox": str(folder)}}))
    desk = at_desk(office)
    desk.send("/mail/fetch", seen="/mail/returns")
    assert "1 the address does not exist" in worked(desk)
    page = desk.read("/mail/returns?kind=wrong")
    assert "the address does not exist Colegio Spring letter" in words(page)
    (found,) = looking.list_returns(office)
    page = desk.read(f"/mail/returns/{found.id}")
    assert "The address was marked as wrong for it." in words(page)
    assert f'action="/history/{found.made_change}/undo"' in page
    desk.follow(desk.send(f"/history/{found.made_change}/undo", seen=f"/mail/returns/{found.id}"))
    assert not any(one.wrong_since for one in contacts.show(office, sent.contact_id).points)


def test_looking_at_a_reply_changes_nothing_and_saying_read_does(office: App, sent: Sent) -> None:
    taken(office, returned(office, "a reply", sent))
    desk, (found,) = at_desk(office), looking.list_returns(office)
    desk.read(f"/mail/returns/{found.id}")
    assert looking.list_returns(office, unread=True) == [found]
    desk.follow(desk.send(f"/mail/returns/{found.id}/read", seen=f"/mail/returns/{found.id}"))
    assert looking.list_returns(office, unread=True) == []


def test_a_hostile_reply_stays_words(office: App, sent: Sent, wire: Wire) -> None:
    mail = returned(office, "a reply", sent)
    head, _, body = mail.partition(b"\r\n\r\n")
    taken(office, head + b"\r\n\r\n<script>alert(1)</script><img src=x onerror=alert(1)>\r\n" + body)
    desk, (found,) = at_desk(office), looking.list_returns(office)
    for path in ("/mail/returns", f"/mail/returns/{found.id}"):
        assert "<script>alert" not in desk.read(path)
        assert "<img src=x" not in desk.read(path)


def test_whoever_only_reads_stops_and_fetches_nothing(office: App, sent: Sent) -> None:
    taken(office, returned(office, HARD, sent))
    rosa = at_desk(office, "Rosa", Role.READER)
    assert "Fetch" not in words(rosa.read("/mail"))
    assert rosa.get("/mail/returns.csv").status_code == 403
    for path in ("/mail/stop", "/mail/fetch", "/mail/try"):
        assert rosa.client.post(path).status_code == 403
