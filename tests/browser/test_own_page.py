"""The page that letters link to, used with the keyboard only, without JavaScript, on a desk and on a phone."""

import os
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, ContactDraft
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_urgent_actions.service import SignUpDraft, Wish, interests, signing
from tests.browser.conftest import Window
from tests.web.conftest import link_of, reachable
from tests.web.served import Site


@pytest.fixture
def ana(app: App) -> Contact:
    """Ana, who gets newsletters and Urgent Actions about torture."""
    draft = ContactDraft(name="Ana Ruiz", emails=("ana@example.org",), addresses=("Calle Real 5; 15001 Lima; Peru",))
    made = contacts.add(app, draft)
    for purpose in ("mailings", "urgent-actions"):
        privacy.record(app, made.id, ConsentDraft(purpose=purpose, basis="consent", source="form", wording="Yes."))
    signing.sign_up(app, made.id, SignUpDraft(interest=interests.read(app, Wish(keywords=("torture",)))))
    return made


@pytest.fixture
def at_the_page(window: Window, site: Site, app: App, ana: Contact) -> Window:
    window.page.goto(site.address + link_of(reachable(app), ana))
    return window


def picture(window: Window, name: str) -> None:
    """Keep a picture of the page where ``OUTREACH_PICTURES`` names a folder."""
    folder = os.environ.get("OUTREACH_PICTURES")
    if folder:
        width = window.page.evaluate("innerWidth")
        window.page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def test_three_keys_stop_what_the_letter_was(at_the_page: Window, app: App, ana: Contact) -> None:
    picture(at_the_page, "own-page")
    at_the_page.page.keyboard.press("Tab")
    assert at_the_page.focused() == "To the page itself"
    at_the_page.page.keyboard.press("Tab")
    assert at_the_page.focused() == "Stop this"
    at_the_page.page.keyboard.press("Enter")
    at_the_page.page.wait_for_selector(".said")
    assert "Nothing more of this is sent to you" in at_the_page.page.inner_text(".said")
    assert not privacy.check(app, ana.id, "mailings", "email").clear
    assert privacy.check(app, ana.id, "urgent-actions", "email", signed_up=True).clear


def test_paper_instead_of_mail_with_the_keyboard(at_the_page: Window, app: App, ana: Contact) -> None:
    at_the_page.tab_to("as it suits")  # one of a group, between which arrows lead
    at_the_page.page.keyboard.press("ArrowDown")
    at_the_page.page.keyboard.press("ArrowDown")
    assert at_the_page.focused() == "on paper, by post"
    at_the_page.page.keyboard.press("Enter")
    at_the_page.page.wait_for_selector(".said")
    assert signing.of_contact(app, ana.id)[0].channel == "post"


def test_a_keyword_is_found_ticked_and_saved_with_the_keyboard(at_the_page: Window, app: App, ana: Contact) -> None:
    at_the_page.tab_to("Look for more by name")
    at_the_page.page.keyboard.type("lawyers")
    at_the_page.page.keyboard.press("Enter")
    at_the_page.page.wait_for_selector("text=Lawyers")
    picture(at_the_page, "found")
    at_the_page.tab_to("Lawyers")
    at_the_page.page.keyboard.press("Space")
    at_the_page.tab_to("How many at most")
    at_the_page.page.keyboard.type("1")
    at_the_page.tab_to("Save")
    at_the_page.page.keyboard.press("Enter")
    at_the_page.page.wait_for_selector(".said")
    picture(at_the_page, "saved")
    found = signing.of_contact(app, ana.id)[0]
    assert (found.interest, found.at_most) == ("Torture and other ill-treatment; Lawyers", 1)


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(at_the_page: Window) -> None:
    at_the_page.page.get_by_label("Only those about what I tick here").check()
    at_the_page.page.get_by_label("Torture and other ill-treatment").uncheck()
    at_the_page.page.get_by_label("How many at most").fill("7")
    with at_the_page.page.expect_navigation():
        at_the_page.page.locator("section#" + section_of(at_the_page)).get_by_role("button", name="Save").last.click()
    picture(at_the_page, "wrong")
    assert "Tick at least one" in at_the_page.page.inner_text("fieldset .wrong")
    assert at_the_page.page.get_by_label("How many at most").input_value() == "7"
    at_the_page.complaints.clear()  # that the answer was 422 is noted on the console


def section_of(window: Window) -> str:
    return str(window.page.locator('section[id^="urgent-actions"]').get_attribute("id"))


def test_the_page_fits_its_width_and_every_field_has_a_name(at_the_page: Window) -> None:
    page = at_the_page.page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    fields = "[...document.forms].flatMap(form => [...form.elements])"
    assert page.evaluate(f"{fields}.filter(e => e.labels && e.tagName != 'BUTTON').every(e => e.labels.length)")
    ids = "[...document.querySelectorAll('[id]')].map(e => e.id)"
    assert page.evaluate(f"new Set({ids}).size == {ids}.length")
    notes = "[...document.querySelectorAll('[aria-describedby]')].flatMap(e => e.ariaDescribedByElements.length)"
    assert page.evaluate(f"{notes}.every(n => n > 0)")
    large = "[...document.querySelectorAll('button:not(.enter), select')].every(e => e.offsetHeight >= 44)"
    assert page.evaluate(large)


def test_an_error_is_a_page_too(window: Window, site: Site) -> None:
    window.page.goto(site.address + "/you/mailings/email/contacts-1-aaaa")
    assert "There is no such page" in window.page.inner_text("h1")
    window.complaints.clear()  # that the answer was 404 is noted on the console
