"""The page that letters link to: what we send somebody, why, and how they stop or change it, without an account.

Whoever has the link speaks for the contact. To open it changes nothing, however often a scanner of links does; a POST
does, by a button of the page or by the mail program of whoever got the letter (RFC 8058).
"""

from attrs import frozen
from flask import Blueprint, render_template, request, url_for

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, Kind
from outreach_crm.errors import NotFoundError
from outreach_crm.model import Actor, Via
from outreach_crm.privacy import service
from outreach_crm.text import say
from outreach_crm.web import forms, wording
from outreach_crm.web.connections import acting, shared
from outreach_crm.web.safety import from_anywhere

pages = Blueprint("own_page", "outreach_crm.privacy", template_folder="templates")

_PATH = "/<purpose>/<channel>/<token>"
_NAME = "public page"
_EVERYTHING = "everything"


@frozen
class Visit:
    """Somebody at their own page, and what the letter was that led them there."""

    app: App
    contact: Contact
    purpose: str
    channel: str
    token: str

    @property
    def letter(self) -> str:
        """What was sent, in words; empty where the section sends it no more."""
        titles = {one.key: service.in_a_line(one) for one in service.purposes(self.app)}
        return (
            say("{what}, {way}", what=titles[self.purpose], way=service.way(self.channel))
            if self.purpose in titles
            else ""
        )

    @property
    def name(self) -> str:
        """How the page calls them: a person by the given name only."""
        return self.contact.given if self.contact.kind is Kind.PERSON else self.contact.name

    def path(self, view: str, key: str | None = None) -> str:
        """Return where a view of this page is."""
        return url_for(f"own_page.{view}", purpose=self.purpose, channel=self.channel, token=self.token, key=key)


@pages.get(_PATH)
def show(purpose: str, channel: str, token: str) -> str:
    """Show the page."""
    return _page(_visit(purpose, channel, token))


@pages.post(_PATH)
@from_anywhere
def one_click(purpose: str, channel: str, token: str) -> str:
    """Take somebody off what a letter was, as its ``List-Unsubscribe-Post`` asks (RFC 8058, 3.2); else only show."""
    visit = _visit(purpose, channel, token)
    if request.form.get("List-Unsubscribe") != "One-Click":
        return _page(visit)
    service.stop(visit.app, visit.contact.id, purpose, channel)
    return _page(visit, said=_stopped(visit))


@pages.post(f"{_PATH}/stop")
def stop(purpose: str, channel: str, token: str) -> str:
    """Stop what the letter was, or everything, as the button says."""
    visit = _visit(purpose, channel, token)
    if request.form.get("what") == _EVERYTHING:
        service.stop(visit.app, visit.contact.id)
        return _page(visit, said=say("We stop all of it. Nothing more is sent to you."))
    service.stop(visit.app, visit.contact.id, purpose, channel)
    return _page(visit, said=_stopped(visit))


@pages.post(f"{_PATH}/save/<key>")
def save(purpose: str, channel: str, token: str, key: str) -> str | tuple[str, int]:
    """Save one section of the page, or look for more choices in it."""
    visit = _visit(purpose, channel, token)
    offered = visit.app.plugins.preferences(visit.app, visit.contact.id)
    preference = next((one for one in offered if one.key == key), None)
    if preference is None:
        raise NotFoundError(say("There is nothing to be chosen at {key}.", key=key))
    sent = request.form.to_dict(flat=False)
    if forms.looks(preference, sent):
        return _page(visit, section=forms.looked(visit.app, preference, sent))
    said, wrong = forms.save(visit.app, visit.contact.id, preference, sent)
    return (_page(visit, section=wrong), 422) if wrong else _page(visit, said=say("Saved. {what}", what=said))


def _visit(purpose: str, channel: str, token: str) -> Visit:
    """Return who is at their page; a contact that was merged is whom it was merged into.

    Raises:
        NotFoundError: nobody was given that link, or they were erased since.
    """
    purpose, channel, token = purpose.lower(), channel.lower(), token.lower()
    uid = service.whose_link(shared(), purpose, channel, token)
    number: int | None = contacts.number_of(acting(Actor(name=_NAME, via=Via.WEB)), uid)
    while number is not None:
        app = acting(Actor(name=_NAME, via=Via.WEB, contact_id=number))
        contact = contacts.get(app, number)
        number = contact.merged_into
    wording.speak(app, contact.language or app.section.language, contact.country)
    return Visit(app, contact, purpose, channel, token)


def _stopped(visit: Visit) -> str:
    return say("Nothing more of this is sent to you: {letter}.", letter=visit.letter or say("all of it"))


def _page(visit: Visit, *, said: str = "", section: forms.Section | None = None) -> str:
    offered = [forms.section(one) for one in visit.app.plugins.preferences(visit.app, visit.contact.id)]
    if section is not None:
        offered = [section if one.preference.key == section.preference.key else one for one in offered]
    comes = service.comes(visit.app, visit.contact.id, visit.purpose, visit.channel)
    return render_template("privacy/own_page.html", visit=visit, sections=offered, said=said, comes=comes)
