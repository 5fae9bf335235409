"""Somebody says by the link of their invitation whether they come: what counts, what ends it, and who sees what."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from attrs import define, evolve
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.clock import FixedClock
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact
from outreach_crm.contacts.service import Edit
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.groups import service as groups
from outreach_crm.privacy import service as privacy
from outreach_crm.settings import Settings
from outreach_crm.web.site import make_site
from outreach_meetings import service
from outreach_meetings.model.drafts import MeetingEdit
from outreach_meetings.model.invitations import Answer
from outreach_meetings.model.series import Meeting
from tests.outreach_meetings.builders import a_meeting, a_series
from tests.outreach_meetings.invited import a_reply, calendar_to, invite, mail_to, posting, the_doctors
from tests.outreach_meetings.linked import link_in
from tests.web.conftest import ADDRESS, changes_of
from tests.web.office import words
from tests.web.walk import Reader

pytestmark = pytest.mark.connections


@pytest.fixture
def office(app: App, tmp_path: Path) -> App:
    mailing = posting(app, tmp_path / "mail")
    return evolve(mailing, settings=Settings({**mailing.settings.written, "web": {"address": ADDRESS}}))


@pytest.fixture
def meeting(office: App, ana: Contact, ben: Contact) -> Meeting:
    return a_meeting(office, the_doctors(office, ana, ben), place="Library", note="Bring the letters.")


def at_the_office(app: App) -> None:
    """Let the App act for the office again: a page may have shared its connection."""
    app.store.act_for(account=app.actor.account_id, contact=None)


@define
class Page:
    """The page that a link opens."""

    app: App
    client: FlaskClient
    link: str

    def get(self) -> TestResponse:
        return self.client.get(self.link)

    def say(self, answer: str, comment: str = "") -> TestResponse:
        return self.client.post(self.link, data={"answer": answer, "comment": comment})

    def answers(self, meeting: Meeting) -> dict[str, tuple[Answer, str]]:
        at_the_office(self.app)
        now = service.meeting(self.app, meeting.series.id, meeting.key)
        return {one.name: (one.answer, one.comment) for one in service.guests(self.app, now)}


def page_of(app: App, begun: Dispatch, contact: Contact) -> Page:
    """The page whose link stands in the mail that somebody got."""
    link = link_in(app, begun, contact)
    return Page(app, make_site(app, public_only=True).test_client(use_cookies=False), link)


def later(app: App, moment: datetime) -> App:
    app.store.bound.clock = FixedClock(moment)
    return evolve(app, clock=app.store.bound.clock)


def test_each_mail_has_the_link_of_whoever_gets_it_and_the_calendar_is_as_before(
    office: App, meeting: Meeting, ana: Contact, ben: Contact
) -> None:
    (begun,) = invite(office, meeting)
    links = {page_of(office, begun, one).link for one in (ana, ben)}
    assert len(links) == 2
    assert calendar_to(office, begun, ana).walk("VEVENT")[0]["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"


def test_without_an_address_for_pages_the_mail_asks_for_an_answer_as_before(
    office: App, meeting: Meeting, ana: Contact
) -> None:
    own = evolve(office, settings=Settings({**office.settings.written, "web": {}}))
    (begun,) = invite(own, meeting)
    text = mail_to(own, begun, ana).get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert ("/invitation/" in text, "Please answer with the buttons" in text) == (False, True)


def test_opening_changes_nothing_and_shows_the_meeting_and_nobody_else(
    office: App, meeting: Meeting, ana: Contact
) -> None:
    ana_at = page_of(office, invite(office, meeting)[0], ana)
    before = changes_of(office)
    told = words(ana_at.get().text)
    assert changes_of(office) == before
    assert all(word in told for word in ("Ana", "Doctors' group", "Library", "Bring the letters.", "2 April 2026"))
    assert "Ben" not in told


@pytest.mark.parametrize("answer", [Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED])
def test_what_somebody_says_counts_as_a_reply_by_mail_and_can_be_taken_back(
    office: App, meeting: Meeting, ana: Contact, answer: Answer
) -> None:
    at = page_of(office, invite(office, meeting)[0], ana)
    kept = at.say(answer.value, "On duty until eight.")
    assert (kept.status_code, f"Kept: Ana {answer.value}." in words(kept.text)) == (200, True)
    assert at.answers(meeting)["Ana Ruiz"] == (answer, "On duty until eight.")
    at_the_office(office)
    last = journal.latest(office)[0]
    assert (last.by, last.via) == ("invited by link", "web")
    journal.undo(office, last.id)
    assert at.answers(meeting)["Ana Ruiz"] == (Answer.NONE, "")


def test_the_latest_answer_wins_whichever_way_it_came(
    office: App, meeting: Meeting, ana: Contact, tmp_path: Path
) -> None:
    at = page_of(office, invite(office, meeting)[0], ana)
    at.say("comes")
    reply = tmp_path / "reply.ics"
    for stamp, expected in (("20260309T075900Z", Answer.ACCEPTED), ("20260309T080000Z", Answer.DECLINED)):
        reply.write_bytes(a_reply(meeting, "ana@example.net", "DECLINED", dtstamp=stamp))
        at_the_office(office)
        (found,) = service.from_file(office, reply)
        assert at.answers(meeting)["Ana Ruiz"][0] is expected, found.sentence
    at.say("perhaps", "If the train runs.")
    assert at.answers(meeting)["Ana Ruiz"] == (Answer.TENTATIVE, "If the train runs.")
    before = changes_of(office)
    at.say("perhaps", "If the train runs.")
    assert changes_of(office) == before
    at.say("perhaps", "It does.")
    assert at.answers(meeting)["Ana Ruiz"] == (Answer.TENTATIVE, "It does.")


def test_what_is_no_answer_is_refused_and_what_was_written_stays(office: App, meeting: Meeting, ana: Contact) -> None:
    at = page_of(office, invite(office, meeting)[0], ana)
    for answer in ("", "no answer", "of course"):
        told = at.say(answer, "A long word to the chair.")
        assert (told.status_code, "A long word to the chair." in told.text) == (422, True)
    assert at.answers(meeting)["Ana Ruiz"][0] is Answer.NONE


def test_a_word_that_is_too_long_is_not_cut_short(office: App, meeting: Meeting, ana: Contact) -> None:
    at, word = page_of(office, invite(office, meeting)[0], ana), "I cannot hear well. " * 120
    told = at.say("comes", word)
    assert (told.status_code, word.strip() in told.text) == (422, True)
    assert "That has 2399 letters, and 2000 fit." in words(told.text)
    assert at.answers(meeting)["Ana Ruiz"][0] is Answer.NONE


def test_after_the_meeting_the_page_is_over_and_takes_nothing(office: App, meeting: Meeting, ana: Contact) -> None:
    begun = invite(office, meeting)[0]
    at = page_of(later(office, datetime(2026, 4, 3, 8, tzinfo=UTC)), begun, ana)
    for answer in (at.get(), at.say("comes")):
        assert (answer.status_code, "is over: it was on 2 April 2026" in words(answer.text)) == (410, True)
    assert at.answers(meeting)["Ana Ruiz"][0] is Answer.NONE


def test_a_meeting_that_was_called_off_says_so_and_why(office: App, meeting: Meeting, ana: Contact) -> None:
    at = page_of(office, invite(office, meeting)[0], ana)
    service.call_off(office, meeting, told="The library is closed.")
    for answer in (at.get(), at.say("comes")):
        told = words(answer.text)
        assert (answer.status_code, "does not take place" in told, "The library is closed." in told) == (
            410,
            True,
            True,
        )


def test_a_meeting_that_was_moved_asks_anew_and_the_same_link_shows_its_time(
    office: App, meeting: Meeting, ana: Contact
) -> None:
    at = page_of(office, invite(office, meeting)[0], ana)
    at.say("comes")
    at_the_office(office)
    service.alter(office, meeting, MeetingEdit(fields={"starts": "2026-04-03 18:00"}))
    page = at.get()
    assert "3 April 2026" in words(page.text)
    (form,) = [one for one in Reader(page.text).forms if one.method == "post"]
    assert form.sent.get("answer", [""]) == [""]


def test_an_answer_to_a_time_that_it_has_no_longer_is_asked_again(office: App, meeting: Meeting, ana: Contact) -> None:
    at = page_of(office, invite(office, meeting)[0], ana)
    (form,) = [one for one in Reader(at.get().text).forms if one.method == "post"]
    at_the_office(office)
    service.alter(office, meeting, MeetingEdit(fields={"starts": "2026-04-03 18:00"}))
    sent = {name: values[0] for name, values in form.sent.items() if values} | {"answer": "comes", "comment": "By bus."}
    told = at.client.post(at.link, data=sent)
    assert (told.status_code, "By bus." in told.text, "3 April 2026" in words(told.text)) == (409, True, True)
    assert "It was moved since you opened this page" in words(told.text)
    assert at.answers(meeting)["Ana Ruiz"][0] is Answer.NONE
    (form,) = [one for one in Reader(told.text).forms if one.method == "post"]
    again = {name: values[0] for name, values in form.sent.items() if values} | {"answer": "comes"}
    assert at.client.post(at.link, data=again).status_code == 200
    assert at.answers(meeting)["Ana Ruiz"] == (Answer.ACCEPTED, "By bus.")


def test_the_link_of_a_series_answers_for_all_and_that_of_one_meeting_for_that_one(
    office: App, ana: Contact, ben: Contact
) -> None:
    first = a_series(office, the_doctors(office, ana, ben))
    whole = page_of(office, invite(office, first, whole=True)[0], ana)
    assert "for all of these meetings" in words(whole.get().text)
    whole.say("comes")
    second = service.meeting(office, first.series.id, "20260507T1930")
    assert whole.answers(second)["Ana Ruiz"][0] is Answer.ACCEPTED
    moved = service.alter(office, second, MeetingEdit(fields={"starts": "2026-05-08 18:00"}))
    (changed,) = service.begin_inviting(office, service.to_tell(office, moved))
    service.send_invitations(office, [changed])
    one = page_of(office, changed, ana)
    one.say("cannot come")
    assert one.answers(moved)["Ana Ruiz"][0] is Answer.DECLINED
    assert one.answers(first)["Ana Ruiz"][0] is Answer.ACCEPTED


def test_a_link_is_good_for_nothing_else_and_over_when_whose_it_is_was_erased(
    office: App, meeting: Meeting, ana: Contact, ben: Contact
) -> None:
    begun = invite(office, meeting)[0]
    at, other = page_of(office, begun, ana), page_of(office, begun, ben)
    _, _, of, token = at.link.split("/")
    another = f"{of[:-1]}{'1' if of.endswith('0') else '0'}"
    wrong = [f"/invitation/{another}/{token}", f"/invitation/{of}-20260402t1930/{token}", f"/invitation/{of}/{token}x"]
    for path in (*wrong, f"/poll/{token}", f"/you/meetings/email/{token}"):
        assert at.client.get(path).status_code == 404, path
    privacy.erase(office, [ben.id], because="asked for it")
    assert (other.get().status_code, other.say("comes").status_code) == (404, 404)
    assert at.get().status_code == 200


def test_who_is_in_the_group_no_longer_reads_nothing_more_of_its_meetings(
    office: App, ana: Contact, ben: Contact
) -> None:
    group = the_doctors(office, ana, ben)
    one, series = a_meeting(office, group), a_series(office, group, "2026-04-16 19:30")
    links = [page_of(office, invite(office, each, whole=bool(each.series.rule))[0], ben) for each in (one, series)]
    assert [at.get().status_code for at in links] == [200, 200]
    at_the_office(office)
    groups.leave(office, group.contact_id, ben.id)
    assert [(at.get().status_code, at.say("comes").status_code) for at in links] == [(404, 404), (404, 404)]
    assert links[0].answers(one)["Ben Bell"][0] is Answer.NONE


def test_a_guest_answers_by_the_link_of_theirs(office: App, ana: Contact, ben: Contact) -> None:
    meeting = a_meeting(office, the_doctors(office, ana), guests=(str(ben.id),))
    at = page_of(office, invite(office, meeting)[0], ben)
    assert (at.get().status_code, at.say("comes").status_code) == (200, 200)
    assert at.answers(meeting)["Ben Bell"][0] is Answer.ACCEPTED


def test_the_page_speaks_the_language_of_who_was_invited(office: App, meeting: Meeting, ana: Contact) -> None:
    contacts.edit(office, ana.id, Edit(fields={"language": "es"}))
    at = page_of(office, invite(office, meeting)[0], ana)
    assert '<html lang="es"' in at.get().text
