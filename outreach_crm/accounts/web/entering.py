"""The pages before the gate: signing in, choosing a password by a link, the first visit. They need no account."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, Response, make_response, redirect, render_template, request

from outreach_crm.accounts import service
from outreach_crm.accounts.model import Account
from outreach_crm.accounts.web import cookies
from outreach_crm.accounts.web.kept import KEPT, MOST, Kept
from outreach_crm.accounts.web.visitors import visitor_of
from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.forms import Field, Kind
from outreach_crm.model import Actor, Via
from outreach_crm.text import say
from outreach_crm.web import asking, counting
from outreach_crm.web.connections import acting
from outreach_crm.web.forms import Shown
from outreach_crm.web.links import there
from outreach_crm.web.office import Answer
from outreach_crm.web.safety import takes
from outreach_crm.web.visiting import Word, arrive, visitor

NOBODY = Actor(name="sign-in", via=Via.WEB)
"""In whose name is looked who is there."""
# What went along may take several times as many bytes on its way.
_MOST_BYTES = 6 * MOST
_FIRST = "/account/first"


def doors(pages: Blueprint) -> None:
    """Add the pages that need no account."""
    for rule, view in (("/sign-in", sign_in), ("/link/<token>", link), ("/first", first)):
        pages.add_url_rule(rule, view.__name__, view, methods=("GET", "POST"))


def sign_in() -> Answer:
    """Ask for name and password, and go where somebody wanted to."""
    app = acting(NOBODY)
    if service.is_new(app):
        return redirect(_FIRST, 303)
    former = service.former(app, cookies.token())
    kept = Kept.of_text(request.form.get(KEPT, ""))
    form = asking.read(*_who_and_password())
    if form.ready:
        with asking.told(form) as outcome:
            password = request.form.get("password", "")
            account = service.sign_in(app, form.text("who"), password, counting.whence(), former)
            return _entered(app, account, kept)
        form = outcome.form
    return _sign_in_page(form, kept, form.status)


takes(sign_in, _MOST_BYTES)


def asked_to_sign_in(app: App, kept: Kept | None) -> Response:
    """Return the page that asks to sign in instead of doing what was sent."""
    if service.is_new(app):
        return make_response(redirect(_FIRST, 303))
    form = asking.Form(fields=tuple(Shown(one, ()) for one in _who_and_password()), answers={}, sent=False)
    return _sign_in_page(form, kept, HTTPStatus.FORBIDDEN)


def link(token: str) -> Answer:
    """Let somebody choose a password by a link; opening it alone does nothing, as mail programs do."""
    app = acting(NOBODY)
    try:
        account = service.whose_link(app, token)
    except NotFoundError as error:
        counting.check_guess(app)
        return render_template("accounts/link_over.html", sentence=error.on_page), HTTPStatus.NOT_FOUND
    return _chosen(
        (_new_password(),),
        "accounts/link.html",
        lambda _: service.choose_password(app, token, request.form.get("password", "")),
        account=account,
    )


def first() -> Answer:
    """Make the first account of a new installation, for whoever has the code that the program prints."""
    app = acting(NOBODY)
    if not service.is_new(app):
        return redirect("/account/sign-in", 303)
    fields = (
        _code(request.values.get("code", "")),
        Field(key="name", label=say("Your name"), kind=Kind.TEXT, needed=True, fills="name"),
        Field(
            key="email",
            label=say("Your e-mail address"),
            kind=Kind.TEXT,
            fills="email",
            hint=say("You can sign in with it too. Nobody writes to it."),
        ),
        _new_password(),
    )
    return _chosen(fields, "accounts/first.html", lambda form: _make_first(app, form))


def _make_first(app: App, form: asking.Form) -> Account:
    password = request.form.get("password", "")
    return service.make_first(app, form.text("code"), form.text("name"), password, email=form.text("email"))


def _chosen(
    fields: tuple[Field, ...], template: str, make: Callable[[asking.Form], Account], **context: object
) -> Answer:
    """Take a form in which somebody chooses a password, and let them in."""
    form = asking.read(*fields)
    if form.ready:
        with asking.told(form, "password") as outcome:
            account = make(form)
            return _entered(acting(NOBODY), account, None)
        form = outcome.form
    return render_template(template, form=form, **context), form.status


def _entered(app: App, account: Account, kept: Kept | None) -> Answer:
    """Begin a session with a token of its own, and go on; what was kept is offered to whoever wrote it."""
    if (old := service.of_token(app, cookies.token())) is not None:
        service.end(app, old.mark)
    given = service.begin(app, account, browser=cookies.browser())
    session = service.of_token(app, given)
    if session is None:
        raise NotFoundError(service.FAILED)
    arrive(visitor_of(app, session))
    if kept is not None and kept.account_id == account.id:
        answer = offered_again(kept)
    elif not request.form.get(KEPT):
        answer = make_response(redirect(there("/"), 303))
    else:
        sentence = say("What was written before you came was not sent: it is somebody else's.")
        visitor().leave(Word(sentence=sentence))
        answer = make_response(redirect("/", 303))
    cookies.give(answer, given)
    return answer


def offered_again(kept: Kept) -> Response:
    """Return the page that offers to send again what came too late."""
    return make_response(render_template("accounts/again.html", kept=kept))


def _sign_in_page(form: asking.Form, kept: Kept | None, status: int) -> Response:
    return make_response(render_template("accounts/sign_in.html", form=form, kept=kept, next=there("")), status)


def _who_and_password() -> tuple[Field, ...]:
    return (
        Field(key="who", label=say("Name or e-mail address"), kind=Kind.TEXT, needed=True, fills="username"),
        Field(key="password", label=say("Password"), kind=Kind.PASSWORD, needed=True, fills="current-password"),
    )


def _new_password() -> Field:
    return Field(
        key="password",
        label=say("A password"),
        kind=Kind.PASSWORD,
        fills="new-password",
        needed=True,
        hint=say(
            "Three or four words that have nothing to do with each other, or what your password manager proposes."
        ),
    )


def _code(code: str) -> Field:
    return Field(
        key="code",
        label=say("The code"),
        kind=Kind.TEXT,
        value=code,
        needed=True,
        hint=say("It stands in the terminal in which this program was started, behind code= in a link."),
    )
