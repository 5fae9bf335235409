"""The page that letters link to: it shows, and only a POST changes something."""

from collections.abc import Callable

import pytest
from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, ContactDraft, PointKind
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft, State
from tests.builders import a_person, an_organisation
from tests.web.conftest import ONE_CLICK, Browser, changes_of, link_of

pytestmark = pytest.mark.connections


def may(app: App, contact: Contact, purpose: str = "mailings", channel: str = "email") -> bool:
    return privacy.check(app, contact.id, purpose, channel, signed_up=True).clear


def test_opening_the_page_changes_nothing(browser: Browser) -> None:
    before = changes_of(browser.app)
    for answer in (browser.get(), browser.client.head(browser.link), browser.client.options(browser.link)):
        assert answer.status_code == 200
    assert changes_of(browser.app) == before
    assert may(browser.app, browser.contact)


def test_the_page_says_what_is_sent_and_why_and_nothing_of_addresses(browser: Browser) -> None:
    page = browser.get().text
    assert "What we send you, Ana" in page
    assert "Newsletters, reports and other mailings, by e-mail" in page
    assert "Why you get it: you said yes on 9 March 2026." in page
    assert [word for word in ("Ruiz", "ana@example.org", "Calle", "15001", "Lima") if word in page] == []


@pytest.mark.parametrize("given", ["أمل", "נועה", "Ana\u202e"])
def test_a_name_written_from_right_to_left_leaves_the_sentence_as_it_is(
    app: App, browser_of: Callable[[Contact], Browser], given: str
) -> None:
    draft = ContactDraft(name="x", fields={"given": given, "family": "x"}, emails=("x@example.org",))
    page = browser_of(contacts.add(app, draft)).get().text
    assert f"What we send you, \u2068{given}\u2069</h1>" in page or "What we send you, Ana</h1>" in page
    assert '<html lang="en" dir="ltr">' in page


def test_one_click_takes_off_that_list_and_no_other(browser: Browser) -> None:
    answer = browser.client.post(browser.link, data=ONE_CLICK)
    assert (answer.status_code, answer.headers.get("Set-Cookie"), answer.headers.get("Location")) == (200, None, None)
    assert not may(browser.app, browser.contact)
    assert may(browser.app, browser.contact, "mailings", "post")
    assert may(browser.app, browser.contact, "urgent-actions")


def test_one_click_twice_writes_once(browser: Browser) -> None:
    browser.client.post(browser.link, data=ONE_CLICK)
    before, entries = changes_of(browser.app), len(privacy.ledger(browser.app, browser.contact.id))
    assert browser.client.post(browser.link, data=ONE_CLICK).status_code == 200
    assert changes_of(browser.app) == before
    assert len(privacy.ledger(browser.app, browser.contact.id)) == entries


def test_one_click_comes_as_a_form_of_several_parts_too(browser: Browser) -> None:
    answer = browser.client.post(browser.link, data=ONE_CLICK, content_type="multipart/form-data")
    assert answer.status_code == 200
    assert not may(browser.app, browser.contact)


@pytest.mark.parametrize("sent", [{}, {"List-Unsubscribe": "one click"}, {"what": "everything"}])
def test_a_post_that_is_no_one_click_changes_nothing(browser: Browser, sent: dict[str, str]) -> None:
    before = changes_of(browser.app)
    assert browser.client.post(browser.link, data=sent).status_code == 200
    assert changes_of(browser.app) == before


def test_it_is_in_the_journal_as_their_own_word_and_can_be_taken_back(browser: Browser) -> None:
    browser.client.post(browser.link, data=ONE_CLICK)
    entry = privacy.ledger(browser.app, browser.contact.id)[0]
    assert (entry.state, entry.own_word, entry.source) == (State.OBJECTED, True, "their own page")
    change = changes.latest(browser.app)[0]
    assert (change.by, change.via, change.why) == ("public page", "web", "by the person themselves")
    changes.undo(browser.app, change.id)
    assert may(browser.app, browser.contact)


def test_one_button_stops_everything(browser: Browser) -> None:
    assert "We stop all of it" in browser.post("/stop", what="everything").text
    for purpose in ("mailings", "urgent-actions", "outreach", "answers"):
        assert not may(browser.app, browser.contact, purpose)
        assert not may(browser.app, browser.contact, purpose, "post")
    before = changes_of(browser.app)
    browser.post("/stop", what="everything")
    assert changes_of(browser.app) == before


def test_who_ticks_again_gets_it_again_and_everything_can_be_stopped_again(browser: Browser) -> None:
    browser.post("/stop", what="everything")
    assert browser.answers("privacy") == {}
    assert "Newsletters, reports and other mailings: by e-mail" in browser.save("privacy", mailings="email").text
    assert may(browser.app, browser.contact)
    assert not may(browser.app, browser.contact, "mailings", "post")
    entry = privacy.ledger(browser.app, browser.contact.id)[0]
    assert (entry.state, entry.basis, entry.own_word) == (State.GRANTED, "consent", True)
    assert entry.wording == "What we may send you: Newsletters, reports and other mailings, by e-mail"
    browser.post("/stop", what="everything")
    assert not may(browser.app, browser.contact)


def test_paper_instead_of_mail(browser: Browser) -> None:
    assert browser.answers("privacy")["mailings"] == ["email", "post"]
    browser.save("privacy", mailings="post")
    assert not may(browser.app, browser.contact)
    assert may(browser.app, browser.contact, "mailings", "post")
    assert browser.answers("privacy")["mailings"] == ["post"]


def test_saving_what_is_there_already_leaves_no_trace(browser: Browser) -> None:
    before = changes_of(browser.app)
    for section in ("privacy", "contacts"):
        assert "It is as it was" in browser.save(section).text
    assert changes_of(browser.app) == before


@pytest.mark.parametrize("reason", ["unsubscribed", "erased", "a colleague asked", ""])
def test_what_somebody_ticks_never_lifts_a_suppression_and_the_page_says_so(browser: Browser, reason: str) -> None:
    privacy.suppress(browser.app, "Ana@Example.org", reason=reason)
    assert "is not sent to you any more" in browser.get().text
    assert "Nothing comes by e-mail" in browser.get().text
    browser.save("privacy", mailings="post")
    assert "Nothing comes by e-mail" in browser.save("privacy", mailings=["email", "post"]).text
    assert not may(browser.app, browser.contact)
    assert may(browser.app, browser.contact, "mailings", "post")
    privacy.allow(browser.app, "ana@example.org", because="she wrote to us")
    assert may(browser.app, browser.contact)  # what she ticked was written down
    assert "Nothing comes" not in browser.get().text


def test_a_way_without_an_address_is_not_offered(app: App, browser_of: Callable[[Contact], Browser]) -> None:
    browser = browser_of(a_person(app))
    assert 'id="privacy"' not in browser.get().text
    assert browser.post("/stop", what="everything").status_code == 200
    assert not may(app, browser.contact, "answers")


def test_an_organisation_says_no_and_takes_it_back(app: App, browser_of: Callable[[Contact], Browser]) -> None:
    made = contacts.edit(app, an_organisation(app).id, contacts.Edit(points=((PointKind.EMAIL, "co@example.org"),)))
    browser = browser_of(made)
    browser.client.post(browser.link, data=ONE_CLICK)
    assert not may(app, made)
    browser.save("privacy", mailings="email")
    assert may(app, made)


def test_whom_a_circle_hides_can_say_no(app: App, ana: Contact, browser_of: Callable[[Contact], Browser]) -> None:
    accounts.add_circle(app, "Board")
    browser = browser_of(contacts.edit(app, ana.id, contacts.Edit(circle="Board")))
    assert browser.client.post(browser.link, data=ONE_CLICK).status_code == 200
    assert not may(app, ana)


def test_the_link_of_who_was_merged_is_the_others(
    app: App, ana: Contact, browser_of: Callable[[Contact], Browser]
) -> None:
    twin = a_person(app, "Ana Ruiz Soto")
    contacts.merge(app, ana.id, twin.id)
    browser = browser_of(twin)
    assert browser.client.post(browser.link, data=ONE_CLICK).status_code == 200
    assert not may(app, ana)


def test_who_is_in_the_trash_can_still_say_no(app: App, ana: Contact, browser_of: Callable[[Contact], Browser]) -> None:
    contacts.trash(app, ana.id)
    browser = browser_of(ana)
    browser.post("/stop", what="everything")
    contacts.restore(app, ana.id)
    assert not may(app, ana)


def test_who_was_erased_is_told_no_more_than_a_stranger(browser: Browser) -> None:
    stranger = link_of(browser.app, evolve(browser.contact, uid="0123456789abcdef"))
    privacy.erase(browser.app, [browser.contact.id], because="asked for it")
    told = browser.get()
    assert told.status_code == 404
    assert told.text == browser.get(stranger).text == browser.get("/you/a/b/c").text
    assert browser.client.post(browser.link, data=ONE_CLICK).status_code == 404


def test_a_link_opens_nothing_of_anybody_else(app: App, browser: Browser) -> None:
    paul = a_person(app, "Paul Meyer")
    token = browser.link.rpartition("/")[2]
    for path in (
        f"/you/mailings/email/{token.replace(browser.contact.uid, paul.uid, 1)}",
        f"/you/mailings/email/{token.replace(browser.contact.uid, str(browser.contact.id), 1)}",
        f"/you/urgent-actions/email/{token}",
        f"/you/mailings/post/{token}",
        f"/you/mailings/email/{token[:-1]}",
    ):
        for answer in (browser.get(path), browser.client.post(path, data=ONE_CLICK)):
            assert answer.status_code == 404
    assert may(app, browser.contact)


def test_case_that_a_mail_program_alters_does_not_matter(browser: Browser) -> None:
    start, _, token = browser.link.rpartition("/")
    assert browser.get(f"{start}/{token.upper()}").status_code == 200


@pytest.mark.parametrize(
    "behind", [".", ",", ")", ">", "%3E", "/", "%20", "%0A", "%C2%BB", "%E2%80%9D.", "?utm_source=x"]
)
def test_what_stands_behind_a_link_in_a_sentence_does_not_matter(browser: Browser, behind: str) -> None:
    assert browser.get(browser.link + behind).status_code == 200
    assert browser.client.post(browser.link + behind, data=ONE_CLICK).status_code == 200
    assert not may(browser.app, browser.contact)


def test_a_link_in_capitals_or_with_signs_written_as_numbers_is_the_same(browser: Browser) -> None:
    for link in (browser.link.upper(), browser.link.title(), browser.link.replace("-", "%2D")):
        assert browser.get(link).text == browser.get().text
    assert browser.get("/YOU").status_code == browser.get("/you/").status_code == 404


def test_a_purpose_that_the_section_gave_up_stands_for_all(app: App, ana: Contact, browser: Browser) -> None:
    link = link_of(browser.app, ana, "trial-observation", "email")
    assert browser.get(link).status_code == 200
    assert browser.client.post(link, data=ONE_CLICK).status_code == 200
    assert not may(app, ana)
    assert may(app, ana, "mailings", "post")


def test_a_channel_that_the_section_gave_up_stands_for_all(app: App, ana: Contact, browser: Browser) -> None:
    link = link_of(browser.app, ana, "mailings", "signal")
    assert browser.client.post(link, data=ONE_CLICK).status_code == 200
    assert not may(app, ana)
    assert may(app, ana, "urgent-actions")


def test_the_language_is_chosen_from_those_there_are(browser: Browser) -> None:
    assert "German" in browser.save("contacts", language="de").text
    assert contacts.get(browser.app, browser.contact.id).language == "de"
    refused = browser.save("contacts", language="xx-hostile")
    assert (refused.status_code, "Choose one of these" in refused.text) == (422, True)
    assert contacts.get(browser.app, browser.contact.id).language == "de"


def test_answers_to_what_was_not_asked_are_left_out(browser: Browser) -> None:
    before = privacy.ledger(browser.app, browser.contact.id)
    browser.save("contacts", language="fr", name="Eve", circle_id="7", level="x")
    assert contacts.get(browser.app, browser.contact.id).name == "Ana Ruiz"
    assert browser.save("nothing").status_code == 404
    assert browser.save("privacy", mailings=["email", "post", "pigeon"]).status_code == 422
    assert privacy.ledger(browser.app, browser.contact.id) == before


def test_a_basis_of_a_sector_is_shown_as_what_is_sent(app: App, browser_of: Callable[[Contact], Browser]) -> None:
    ana = contacts.edit(
        app,
        a_person(app).id,
        contacts.Edit(points=((PointKind.EMAIL, "ana@example.org"),), sectors=("legal",)),
    )
    said = ConsentDraft(purpose="mailings", sector="legal", basis="explicit-consent", source="form", wording="Yes.")
    privacy.record(app, ana.id, said)
    browser = browser_of(ana)
    assert browser.answers("privacy") == {"mailings": ["email"]}
    browser.save("privacy", mailings=[])
    assert not privacy.check(app, ana.id, "mailings", "email", sector="legal").clear
