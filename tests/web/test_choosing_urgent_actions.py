"""What somebody who is signed up for Urgent Actions decides on their own page."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact
from outreach_crm.keywords import service as keywords
from outreach_urgent_actions.model import FOR_GOOD, Interest, Rate, SignUp, Wants
from outreach_urgent_actions.service import SignUpDraft, Wish, interests, signing
from tests.builders import a_person
from tests.web.conftest import Browser, changes_of

pytestmark = pytest.mark.connections


@pytest.fixture
def signed_up(app: App, ana: Contact) -> SignUp:
    """Ana wants Urgent Actions about nurses or torture, not about children, at most two a month."""
    keywords.prepare(app)
    wish = Wish(keywords=("torture", "nurses"), unwanted=("children",))
    draft = SignUpDraft(interest=interests.read(app, wish), at_most=Rate(2), signed_on=date(2026, 1, 1))
    return signing.sign_up(app, ana.id, draft)


def section(one: SignUp) -> str:
    return f"urgent-actions-{one.id}"


def now(browser: Browser, one: SignUp) -> SignUp:
    return signing.get(browser.app, one.id)


def key_of(page: str, label: str) -> str:
    """The key of a choice on a page, by its label."""
    found = re.search(rf'value="([^"]+)"[^>]*>\s*<span>{label}</span>', page)
    assert found, label
    return found[1]


def test_saving_it_as_it_is_leaves_no_trace(browser: Browser, signed_up: SignUp) -> None:
    before = changes_of(browser.app)
    assert "It is as it was" in browser.save(section(signed_up)).text
    assert changes_of(browser.app) == before


def test_how_often_and_by_which_way(browser: Browser, signed_up: SignUp) -> None:
    answer = browser.save(section(signed_up), most="1", months="2", way="post")
    assert "Saved." in answer.text
    found = now(browser, signed_up)
    assert (found.at_most, found.months, found.channel, found.signed_on) == (1, 2, "post", "2026-01-01")
    assert found.interest_id == signed_up.interest_id
    change = changes.latest(browser.app)[0]
    assert (change.what, change.why) == ("choose Urgent Actions", "by the person themselves")
    changes.undo(browser.app, change.id)
    assert now(browser, signed_up).at_most == 2


def test_a_way_without_an_address_is_offered_only_to_whoever_chose_it_before(
    browser: Browser, signed_up: SignUp
) -> None:
    assert "by telephone" not in browser.get().text
    assert browser.save(section(signed_up), way="phone").status_code == 422
    wish = interests.load(browser.app, [signed_up.interest_id])[signed_up.interest_id]
    signing.sign_up(browser.app, signed_up.contact_id, SignUpDraft(interest=wish, channel="phone"))
    assert "by telephone" in browser.get().text


def test_no_limit_is_all_of_them(browser: Browser, signed_up: SignUp) -> None:
    browser.save(section(signed_up), most="")
    assert now(browser, signed_up).at_most is None


def test_a_promise_follows_the_limit(browser: Browser, app: App, ana: Contact, signed_up: SignUp) -> None:
    signing.sign_up(app, ana.id, SignUpDraft(at_most=Rate(4), at_least=Rate(3)))
    browser.save(section(signed_up), most="2")
    assert (now(browser, signed_up).at_most, now(browser, signed_up).at_least) == (2, 2)


def test_what_is_unticked_goes_and_what_was_excluded_stays(browser: Browser, signed_up: SignUp) -> None:
    nurses = key_of(browser.get().text, "Nurses")
    browser.save(section(signed_up), about=nurses)
    assert now(browser, signed_up).interest == "Nurses; not Children"


def test_a_keyword_is_looked_for_by_name_then_ticked_and_saved(browser: Browser, signed_up: SignUp) -> None:
    before = changes_of(browser.app)
    sent = browser.answers(section(signed_up))
    shown = browser.save(section(signed_up), **{"about-words": "lawy", "most": "9", "look": "about"})
    assert shown.status_code == 200
    assert 'value="9"' in shown.text  # what was typed is not lost
    assert changes_of(browser.app) == before
    lawyers = key_of(shown.text, "Lawyers")
    browser.save(section(signed_up), about=[*sent["about"], lawyers], most="9")
    assert "Lawyers" in now(browser, signed_up).interest
    assert now(browser, signed_up).at_most == 9


def test_words_that_were_not_looked_for_yet_are_looked_for_before_anything_is_saved(
    browser: Browser, signed_up: SignUp
) -> None:
    before = changes_of(browser.app)
    page = browser.save(section(signed_up), **{"about-words": "xqzxqz", "most": "9"}).text
    assert "Nothing is called so: xqzxqz." in page
    assert changes_of(browser.app) == before


def test_all_of_them_and_none_of_them_are_told_apart(browser: Browser, signed_up: SignUp) -> None:
    refused = browser.save(section(signed_up), about=[], which="some")
    assert (refused.status_code, "Tick at least one" in refused.text) == (422, True)
    browser.save(section(signed_up), which="all")
    assert now(browser, signed_up).interest == "everything; not Children"


def test_what_the_own_sector_watches_is_one_tick(app: App, browser: Browser, ana: Contact, signed_up: SignUp) -> None:
    contacts.edit(app, ana.id, contacts.Edit(sectors=("legal",)))
    browser.save(section(signed_up), about="sector:legal")
    assert now(browser, signed_up).interest == "like legal; not Children"
    assert browser.answers(section(signed_up))["about"] == ["sector:legal"]
    assert browser.save(section(signed_up), about="sector:youth").status_code == 422


def test_pausing_until_a_day_and_until_they_come_back(browser: Browser, signed_up: SignUp) -> None:
    browser.save(section(signed_up), pause="yes", until="2026-05-01")
    assert now(browser, signed_up).paused_until == "2026-05-01"
    assert browser.answers(section(signed_up))["until"] == ["2026-05-01"]
    browser.save(section(signed_up), until="")
    assert now(browser, signed_up).paused_until == FOR_GOOD
    assert browser.answers(section(signed_up))["until"] == [""]
    browser.save(section(signed_up), pause=[])
    assert now(browser, signed_up).paused_until is None


def test_a_pause_that_is_over_is_refused_beside_its_field(browser: Browser, signed_up: SignUp) -> None:
    refused = browser.save(section(signed_up), pause="yes", until="2026-03-09")
    assert (refused.status_code, "Not before 10 March 2026" in refused.text) == (422, True)
    assert 'aria-invalid="true"' in refused.text


def test_leaving_and_coming_back(browser: Browser, signed_up: SignUp) -> None:
    browser.save(section(signed_up), send=[])
    assert now(browser, signed_up).left_on == "2026-03-09"
    assert "You left on 9 March 2026" in browser.get().text
    browser.save(section(signed_up), send="yes")
    assert now(browser, signed_up).left_on is None


def test_leaving_one_sign_up_leaves_the_other(app: App, browser: Browser, ana: Contact, signed_up: SignUp) -> None:
    news = signing.sign_up(app, ana.id, SignUpDraft(wants=Wants.PUBLICATIONS))
    browser.save(section(news), send=[])
    assert (now(browser, news).left_on, now(browser, signed_up).left_on) == ("2026-03-09", None)


def test_an_interest_of_alternatives_stays_as_it_is(
    app: App, browser: Browser, ana: Contact, signed_up: SignUp
) -> None:
    both = [interests.read(app, Wish(keywords=(one,))).clauses[0] for one in ("torture", "nurses")]
    wish = Interest(clauses=[*both])
    signing.sign_up(app, ana.id, SignUpDraft(interest=wish))
    assert "about" not in browser.answers(section(signed_up))
    browser.save(section(signed_up), most="5")
    assert " / " in now(browser, signed_up).interest


def test_the_sign_up_of_somebody_else_is_out_of_reach(
    app: App, browser_of: Callable[[Contact], Browser], signed_up: SignUp
) -> None:
    paul = browser_of(a_person(app, "Paul Meyer"))
    assert "Urgent Actions for" not in paul.get().text
    assert paul.post(f"/save/{section(signed_up)}", send="", months="1", way="", which="all").status_code == 404
    assert now(paul, signed_up) == signed_up


def test_who_is_signed_up_for_nothing_has_no_such_section(browser: Browser) -> None:
    assert "urgent-actions" not in browser.get().text.replace('name="urgent-actions"', "").replace(
        "privacy-urgent-", ""
    )
