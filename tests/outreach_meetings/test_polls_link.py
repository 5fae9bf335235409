"""Somebody says by their link which dates suit them; they see nobody else, and the link ends with the poll."""

from datetime import timedelta

import pytest
from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.clock import FixedClock
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import NotFoundError
from outreach_crm.privacy import service as privacy
from outreach_meetings import service
from outreach_meetings.model.polls import Answer, Way
from tests.builders import a_person
from tests.outreach_meetings.linked import Linked, again, linked
from tests.outreach_meetings.polls import a_poll, said, who
from tests.web.conftest import changes_of
from tests.web.office import words
from tests.web.walk import Reader

pytestmark = pytest.mark.connections


@pytest.fixture
def ana(app: App) -> Linked:
    """Ana at the link of hers, in a poll in which Tom has answered."""
    return linked(app, said(app, a_poll(app, closes="2026-03-20", place="Library"), Tom="nnm"))


def test_opening_the_page_changes_nothing_and_it_shows_dates_and_nobody_else(ana: Linked) -> None:
    before = changes_of(ana.app)
    for _ in range(2):
        page = ana.get()
        assert page.status_code == 200
    assert ana.client.head(ana.link).status_code == 200

    assert changes_of(ana.app) == before
    told = words(page.text)
    assert all(text in told for text in ("Thursday 2 April 2026, 19:30", "Library", "20 March 2026"))
    assert not any(name in told for name in ("Tom", "Bell", "Bo Li"))
    (form,) = [one for one in Reader(page.text).forms if one.method == "post"]
    assert [*form.sent.values()] == [[""]] * 3  # what Tom says is checked nowhere


def test_answers_are_kept_and_may_be_changed(ana: Linked) -> None:
    page = ana.send("yes", "no", "if need be")
    assert (page.status_code, "You can change it until 20 March 2026" in words(page.text)) == (200, True)
    (form,) = [one for one in Reader(ana.get().text).forms if one.method == "post"]
    assert [*form.sent.values()] == [["yes"], ["no"], ["if need be"]]

    ana.send("no", "", "if need be")

    now = ana.now
    assert [now.answer(ana.contact_id, one.id) for one in now.dates] == [Answer.NO, None, Answer.MAYBE]
    mine = [one for (contact_id, _), one in now.said.items() if contact_id == ana.contact_id]
    assert {(one.way, one.said_by) for one in mine} == {(Way.LINK, "")}
    assert now.answer(who(now, "Tom Bell").contact_id, now.dates[0].id) is Answer.NO


def test_saying_the_same_again_leaves_no_trace(ana: Linked) -> None:
    ana.send("yes", "no", "no")
    before = changes_of(ana.app)
    assert ana.send("yes", "no", "no").status_code == 200
    assert changes_of(ana.app) == before


def test_what_means_nothing_is_refused_and_what_was_chosen_stays(ana: Linked) -> None:
    answer = ana.send("yes", "perhaps", "no")
    assert answer.status_code == 422
    assert "Nothing was saved yet" in answer.text
    (form,) = [one for one in Reader(answer.text).forms if one.method == "post"]
    assert next(iter(form.sent.values())) == ["yes"]
    assert ana.client.post(ana.link, data={"date-999999": "yes"}).status_code == 200
    assert ana.contact_id not in {contact_id for contact_id, _ in ana.now.said}


def test_the_link_does_not_outlive_the_poll(app: App, ana: Linked) -> None:
    service.close_poll(app, ana.poll.id)
    for answer in (ana.get(), ana.send("yes", "yes", "yes")):
        assert (answer.status_code, "This poll is over" in words(answer.text)) == (410, True)
        assert "April" not in answer.text
    assert ana.contact_id not in {contact_id for contact_id, _ in ana.now.said}
    journal.undo(app, service.poll(app, ana.poll.id).change_id)
    assert ana.get().status_code == 200


def test_after_the_last_day_nothing_is_taken_by_link(app: App, ana: Linked) -> None:
    for days, status in ((11, 200), (12, 410)):
        clock = FixedClock(app.clock.now() + timedelta(days=days))
        app.store.bound.clock = clock
        assert again(ana, evolve(app, clock=clock)).get().status_code == status


def test_the_link_of_who_is_erased_opens_nothing(app: App, ana: Linked) -> None:
    privacy.erase(app, [ana.contact_id], because="asked for it")
    assert ana.get().status_code == 404


def test_the_link_of_who_was_merged_opens_the_page_of_who_they_are_now(app: App, ana: Linked) -> None:
    ana.send("yes", "", "")
    contacts.merge(app, a_person(app, "Anna Ruiz").id, ana.contact_id)
    page = ana.get()
    assert (page.status_code, "Anna" in words(page.text)) == (200, True)


def test_nobody_can_make_a_link(app: App, ana: Linked) -> None:
    asked = who(ana.poll, "Ana Ruiz")
    own = service.poll_path(app, asked).rpartition("/")[2]
    other = accounts.tokens(app, "sheet").issue("poll", asked.uid)
    contact = accounts.tokens(app, "poll").issue("contacts", asked.uid)
    theirs = own.replace(asked.uid, who(ana.poll, "Tom Bell").uid)
    for token in (asked.uid, theirs, f"{own[:-1]}1", other, contact, "", "x" * 500):
        with pytest.raises(NotFoundError):
            service.whose_poll_link(app, token)
    assert service.whose_poll_link(app, own.upper()) == asked.uid
