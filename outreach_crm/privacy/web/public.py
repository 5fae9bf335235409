"""The page that letters link to: what we send somebody, why, and how they stop or change it, without an account.

Whoever has the link speaks for the contact. To open it changes nothing, however often a scanner of links does; a POST
does, by a button of the page or by the mail program of whoever got the letter (RFC 8058).
"""

from flask import render_template, request

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import NotFoundError
from outreach_crm.privacy import service
from outreach_crm.text import say
from outreach_crm.web import forms
from outreach_crm.web.by_link import ByLink, Holder, Opened

pages = ByLink("own_page", "outreach_crm.privacy", "/<purpose>/<channel>/<token>", actor="public page")

_EVERYTHING = "everything"


@pages.opens
def letter(app: App, purpose: str, channel: str, token: str) -> Opened:
    """Return whose link it is, and what the letter was that led them there."""
    uid = service.whose_link(app, purpose, channel, token)
    return Opened((purpose, channel), contacts.number_of(app, uid))


@pages.look()
def show(holder: Holder) -> str:
    """Show the page."""
    return _page(holder)


@pages.act(by_anybody=True)
def one_click(holder: Holder) -> str:
    """Take somebody off what a letter was, as its ``List-Unsubscribe-Post`` asks (RFC 8058, 3.2); else only show."""
    if request.form.get("List-Unsubscribe") != "One-Click":
        return _page(holder)
    service.stop(holder.app, holder.who.id, *holder.what)
    return _page(holder, said=_stopped(holder))


@pages.act("/stop")
def stop(holder: Holder) -> str:
    """Stop what the letter was, or everything, as the button says."""
    if request.form.get("what") == _EVERYTHING:
        service.stop(holder.app, holder.who.id)
        return _page(holder, said=say("We stop all of it. Nothing more is sent to you."))
    service.stop(holder.app, holder.who.id, *holder.what)
    return _page(holder, said=_stopped(holder))


@pages.act("/save/<key>")
def save(holder: Holder, key: str) -> str | tuple[str, int]:
    """Save one section of the page, or look for more choices in it."""
    app, contact_id = holder.app, holder.who.id
    preference = next((one for one in app.plugins.preferences(app, contact_id) if one.key == key), None)
    if preference is None:
        raise NotFoundError(say("There is nothing to be chosen at {key}.", key=key))
    sent = request.form.to_dict(flat=False)
    if forms.looks(preference, sent):
        return _page(holder, section=forms.looked(app, preference, sent))
    said, wrong = forms.save(app, contact_id, preference, sent)
    return (_page(holder, section=wrong), 422) if wrong else _page(holder, said=say("Saved. {what}", what=said))


def _letter(holder: Holder) -> str:
    """Return what was sent, in words; empty where the section sends it no more."""
    purpose, channel = holder.what
    titles = {one.key: service.in_a_line(one) for one in service.purposes(holder.app)}
    return say("{what}, {way}", what=titles[purpose], way=service.way(channel)) if purpose in titles else ""


def _stopped(holder: Holder) -> str:
    return say("Nothing more of this is sent to you: {letter}.", letter=_letter(holder) or say("all of it"))


def _page(holder: Holder, *, said: str = "", section: forms.Section | None = None) -> str:
    app, contact_id = holder.app, holder.who.id
    offered = [forms.section(one) for one in app.plugins.preferences(app, contact_id)]
    if section is not None:
        offered = [section if one.preference.key == section.preference.key else one for one in offered]
    comes = service.comes(app, contact_id, *holder.what)
    shown = {"holder": holder, "letter": _letter(holder), "sections": offered, "said": said, "comes": comes}
    return render_template("privacy/own_page.html", **shown)
