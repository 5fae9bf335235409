"""The gate of the office: whoever asks for one of its pages is signed in, or is asked to sign in first."""

from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, redirect, request

from outreach_crm.accounts import service
from outreach_crm.accounts.model import Session
from outreach_crm.app import App
from outreach_crm.model import Actor, Via
from outreach_crm.web.connections import acting
from outreach_crm.web.visiting import Visitor, Word, arrive

COOKIE = "outreach"
"""The name of the cookie that holds the token of a session."""
_SIGN_IN = "/account/sign-in"
_NOBODY = Actor(name="sign-in", via=Via.WEB)


def stand(site: Flask) -> None:
    """Ask for every page of the office who is there."""
    site.before_request(_admit)


def _admit() -> Any:
    view = current_app.view_functions.get(request.endpoint or "")
    if not hasattr(view, "action"):  # a page for everybody, or none at all
        return None
    app = acting(_NOBODY)
    session = service.of_token(app, request.cookies.get(COOKIE, ""))
    if session is None:
        return redirect(f"{_SIGN_IN}?{urlencode({'next': request.full_path.rstrip('?')}, safe='/')}", 303)
    arrive(_visitor(app, session))
    return None


def _visitor(app: App, session: Session) -> Visitor:
    def take() -> Word | None:
        told = service.take_word(app, session.mark)
        return Word(sentence=told[0], change_id=told[1]) if told else None

    return Visitor(
        actor=Actor(name=session.account.name, via=Via.WEB, role=session.account.role),
        mark=session.mark,
        leave=lambda word: service.leave_word(app, session.mark, word.sentence, word.change_id),
        take=take,
    )
