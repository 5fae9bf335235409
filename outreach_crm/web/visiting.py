"""Who is at a page of the office: set by the gate before the page is made, asked by everything after."""

import hmac
import secrets
from collections.abc import Callable

from attrs import field, frozen
from flask import Flask, g, request
from markupsafe import Markup
from werkzeug.exceptions import Forbidden

from outreach_crm.app import App
from outreach_crm.model import Actor, Ref
from outreach_crm.policy import Action, demand, may
from outreach_crm.web.connections import acting, shared

PROOF = "_proof"
"""The name of the field that shows that a form comes from a page of ours (CSRF)."""

ONCE = "_once"
"""The name of the field that tells a form from the same form on another page; see :mod:`outreach_crm.web.once`."""


@frozen(kw_only=True)
class Word:
    """What is said once on the next page: that something was done, and which change can be taken back."""

    sentence: str
    change_id: int | None = None


@frozen(kw_only=True)
class Visitor:
    """Somebody who is signed in.

    Args:
        actor: in whose name they work.
        mark: what is known of their session and of no other, never the token itself.
        leave: keeps a word for their next page.
        take: returns the word that was left, once.
        language: in which they want pages (BCP 47); empty: as their browser asks.
        take_form: returns None to whoever sends a form first; else where that led to, empty while it is being done.
        form_led: returns where a form led to; empty while it is being done, None where nothing came of it.
        form_leads: keeps where a form led to; an empty path where nothing came of it.
    """

    actor: Actor
    mark: str
    leave: Callable[[Word], None] = field(repr=False)
    take: Callable[[], Word | None] = field(repr=False)
    take_form: Callable[[str], str | None] = field(repr=False)
    form_led: Callable[[str], str | None] = field(repr=False)
    form_leads: Callable[[str, str], None] = field(repr=False)
    language: str = ""


def teach(site: Flask) -> None:
    """Let pages ask who is there, what they may do, and for what every form needs."""
    site.jinja_env.globals.update(proof=proof, allowed=_allowed_here, somebody=somebody)


def arrive(visitor: Visitor) -> None:
    """Let the page that is made now know who is there."""
    g.visitor = visitor


def visitor() -> Visitor:
    """Return who is there.

    Raises:
        Forbidden: nobody is signed in.
    """
    found: Visitor | None = g.get("visitor")
    if found is None:
        raise Forbidden
    return found


def somebody() -> Visitor | None:
    """Return who is there, or None on a page without an account."""
    found: Visitor | None = g.get("visitor")
    return found


def office() -> App:
    """Return the App of this request, in the name of who is there."""
    return acting(visitor().actor)


def allowed(action: str, record: Ref | None = None) -> bool:
    """Return whether who is there may do something: with a record, or with none in particular."""
    return may(visitor().actor, Action(action), record)


def _allowed_here(action: str, record: Ref | None = None) -> bool:
    """Return whether a page shows a button: without a record, it is about the one that the page is about."""
    return allowed(action, record or about())


def ask(action: Action, record: Ref | None = None) -> None:
    """Refuse what who is there may not do with a record.

    Raises:
        RefusedError: they may not.
    """
    demand(visitor().actor, action, record)


def turn_to(record: Ref | None) -> Ref | None:
    """Let the page that is made now know which record it is about, and return that."""
    g.about = record
    return record


def about() -> Ref | None:
    """Return the record that the page is about, as its path says; None where it is about none in particular."""
    found: Ref | None = g.get("about")
    return found


def proof() -> Markup:
    """Return the hidden fields that every form of the office has."""
    hidden = Markup('<input type="hidden" name="{}" value="{}">')
    return hidden.format(PROOF, _proof(visitor().mark)) + hidden.format(ONCE, secrets.token_hex(8))


def check_proof() -> None:
    """Refuse a form that does not come from a page made for this session.

    Raises:
        Forbidden: it does not.
    """
    if not is_proven(visitor().mark):
        raise Forbidden


def is_proven(mark: str) -> bool:
    """Return whether the form that is sent comes from a page made for the session of a mark."""
    return hmac.compare_digest(request.form.get(PROOF, "").encode(), _proof(mark).encode())


def _proof(mark: str) -> str:
    return hmac.digest(shared().secret("forms"), mark.encode(), "sha256").hex()[:32]
