"""What tests of pages share: somebody with a link, and a client that asks for pages as a browser does."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from attrs import evolve, frozen
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, ContactDraft
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.settings import Settings
from outreach_crm.web.site import make_site

ADDRESS = "https://pages.example.org"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


class Fields(HTMLParser):
    """Reads the form of one section as a browser would send it."""

    def __init__(self, section: str) -> None:
        super().__init__()
        self.section, self.inside, self.select = section, False, ""
        self.sent: dict[str, list[str]] = {}
        self.action = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        if tag == "section":
            self.inside = own.get("id") == self.section
        if not self.inside:
            return
        if tag == "form":
            self.action = own["action"]
        if tag == "select":
            self.select = own["name"]
        picked = tag == "option" and "selected" in own
        ticked = tag == "input" and own.get("type") in {"checkbox", "radio"} and "checked" in own
        typed = tag == "input" and own.get("type") in {"number", "date", "search"}
        if picked or ticked or typed:
            self.sent.setdefault(own.get("name", self.select), []).append(own.get("value", ""))


@frozen
class Browser:
    """Somebody with a link."""

    app: App
    client: FlaskClient
    contact: Contact
    link: str

    def get(self, path: str = "") -> TestResponse:
        return self.client.get(path or self.link)

    def post(self, path: str = "", **sent: str | list[str]) -> TestResponse:
        return self.client.post(f"{self.link}{path}", data=sent)

    def answers(self, section: str) -> dict[str, list[str]]:
        """What the page would send if nothing were altered."""
        reader = Fields(section)
        reader.feed(self.get().text)
        return reader.sent

    def save(self, section: str, **altered: str | list[str]) -> TestResponse:
        """Save a section with some answers altered."""
        return self.client.post(f"{self.link}/save/{section}", data={**self.answers(section), **altered})


def reachable(app: App, **web: object) -> App:
    """The App with an address for its pages."""
    section = {"name": "Section Example", "country": "PE"}
    return evolve(app, settings=Settings({"web": {"address": ADDRESS, **web}, "section": section}))


def link_of(app: App, contact: Contact, purpose: str = "mailings", channel: str = "email") -> str:
    links = privacy.public_links(app)
    assert links is not None
    return links.leave(contact.uid, purpose, channel).removeprefix(ADDRESS)


@pytest.fixture
def browser_of(app: App) -> Callable[[Contact], Browser]:
    """Give a contact a browser, standing at the link of a newsletter."""
    own = reachable(app)
    client = make_site(own, public_only=True).test_client(use_cookies=False)
    return lambda contact: Browser(own, client, contact, link_of(own, contact))


@pytest.fixture
def ana(app: App) -> Contact:
    """Ana, who agreed to newsletters and Urgent Actions and can be reached by e-mail and post."""
    draft = ContactDraft(
        name="Ana Ruiz",
        fields={"country": "PE"},
        emails=("ana@example.org",),
        addresses=("Calle Real 5; 15001 Lima; Peru",),
    )
    made = contacts.add(app, draft)
    for purpose in ("mailings", "urgent-actions"):
        said = ConsentDraft(purpose=purpose, basis="consent", source="form", wording="Yes, write to me.")
        privacy.record(app, made.id, said)
    return made


@pytest.fixture
def browser(browser_of: Callable[[Contact], Browser], ana: Contact) -> Browser:
    """Ana at the link of a newsletter."""
    return browser_of(ana)


def changes_of(app: App) -> int:
    """How many changes the journal has."""
    return int(app.store.value("select count(*) from changes"))
