"""The gate of the office: whoever asks for one of its pages is signed in, or is asked to sign in first."""

from functools import partial
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask, Response, after_this_request, current_app, redirect, request

from outreach_crm.accounts import service
from outreach_crm.accounts.model import Session
from outreach_crm.accounts.web import cookies, entering
from outreach_crm.accounts.web.cookies import COOKIE
from outreach_crm.accounts.web.kept import Kept
from outreach_crm.accounts.web.visitors import visitor_of
from outreach_crm.app import App
from outreach_crm.web.below import prefix
from outreach_crm.web.connections import acting
from outreach_crm.web.visiting import arrive, is_proven

__all__ = ["COOKIE", "stand", "welcome"]

_SIGN_IN = "/account/sign-in"


def stand(site: Flask, guest: str = "") -> None:
    """Ask for every page of the office who is there.

    Args:
        site: the site.
        guest: in whose name whoever comes may look round without signing in, as in a demo; empty for nobody's.
    """
    site.before_request(partial(_admit, guest))


def welcome(app: App) -> str:
    """Return the path at which the first account is made; empty where somebody can sign in."""
    return f"/account/first?code={service.first_code(app)}" if service.is_new(app) else ""


def _admit(guest: str) -> Any:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return _lost()
    if not hasattr(view, "action"):  # a page for everybody
        return None
    app = acting(entering.NOBODY)
    session = service.of_token(app, cookies.token()) or (_as_guest(app, guest) if guest else None)
    if session is None:
        return _turned_away(app)
    arrive(visitor_of(app, session))
    return _of_another_tab(app, session) if request.method == "POST" and not is_proven(session.mark) else None


def _of_another_tab(app: App, session: Session) -> Response | None:
    """Offer to send again what a page sent that was opened before somebody signed in once more, as in another tab."""
    kept = Kept.of_any(service.earlier(app, session))
    return _instead(entering.offered_again(kept)) if kept else None


def _lost() -> None:
    """Let somebody who is signed in and asks for what is no page be told so in the office: they guess no links."""
    if token := cookies.token():
        app = acting(entering.NOBODY)
        if session := service.of_token(app, token):
            arrive(visitor_of(app, session))


def _as_guest(app: App, name: str) -> Session | None:
    """Return a new session of the demo's officer, whose cookie goes with the answer."""
    given = service.begin(app, service.find_account(app, name), browser="demo")

    def with_cookie(response: Response) -> Response:
        cookies.give(response, given)
        return response

    after_this_request(with_cookie)
    return service.of_token(app, given)


def _turned_away(app: App) -> Any:
    """Ask somebody to sign in; what they sent to a session that is over by now is kept on that page."""
    if request.method == "POST":
        former = service.former(app, cookies.token())
        kept = (Kept.of_request(former) if former else None) or Kept.of_any(service.of_anybody(app))
        return _instead(entering.asked_to_sign_in(app, kept))
    by_htmx = "HX-Request" in request.headers
    # What asked may be a part of a page; it is the page that comes back.
    here = urlsplit(request.headers.get("HX-Current-URL", "")) if by_htmx else None
    wanted = f"{here.path.removeprefix(prefix())}?{here.query}" if here else request.full_path
    path = f"{_SIGN_IN}?next={quote(wanted.rstrip('?'), safe='/')}"
    return Response(headers={"HX-Redirect": path}) if by_htmx else redirect(path, 303)


def _instead(answer: Response) -> Response:
    """Return a page that is shown in place of the whole one, also where a part of it asked."""
    if "HX-Request" in request.headers:
        answer.headers.update({"HX-Retarget": "body", "HX-Reswap": "innerHTML"})
    return answer
