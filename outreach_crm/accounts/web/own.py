"""The page of one's own account: where one is signed in, password, language; and the pages before the gate."""

from flask import Response, redirect, request, url_for

from outreach_crm.accounts import service
from outreach_crm.accounts.model import Account
from outreach_crm.accounts.web.entering import doors
from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.policy import Action
from outreach_crm.text import count, say
from outreach_crm.web import asking, wording
from outreach_crm.web.office import Answer, Office, done, page
from outreach_crm.web.visiting import visitor

pages = Office("account", "outreach_crm.accounts")
doors(pages)


_ACTIONS = {
    Action.LOOK: say("Look at it"),
    Action.WRITE: say("Add and change"),
    Action.SEND: say("Send to contacts"),
    Action.EXPORT: say("Take out as a file"),
    Action.ERASE: say("Erase persons"),
    Action.ADMINISTER: say("Accounts, settings, backups"),
}


def _own(app: App) -> Account:
    return service.find_account(app, app.actor.name)


def _languages() -> dict[str, str]:
    """Return in what pages can be, by what is kept of it."""
    return {"": say("as the browser asks"), **wording.languages()}


@pages.look("")
def show(app: App) -> Answer:
    """Show who one is here, and where one is signed in."""
    own = _own(app)
    there = _languages()
    return page(
        "accounts/own.html",
        account=own,
        language=there.get(own.language, there[""]),
        sessions=service.sessions_of(app, own),
        here_now=visitor().mark,
    )


@pages.look("/rights")
def rights(app: App) -> Answer:
    """Show what one may do here, and what hides records from one."""
    mine = app.actor.rights
    return page(
        "accounts/rights.html",
        account=_own(app),
        confined=mine.confined,
        reaches=[(_ACTIONS[action], mine.reach(action)) for action in Action],
        circles=[one.name for one in service.own_circles(app)],
    )


@pages.form("/password", Action.LOOK)
def password(app: App) -> Answer:
    """Choose another password; whoever is signed in elsewhere with the old one is signed out."""
    form = asking.read(
        Field(
            key="password_now",
            label=say("The password you have"),
            kind=Kind.PASSWORD,
            needed=True,
            fills="current-password",
        ),
        Field(
            key="password",
            label=say("The password you want"),
            kind=Kind.PASSWORD,
            needed=True,
            fills="new-password",
            hint=say("Three or four words that have nothing to do with each other make a good one."),
        ),
    )
    if form.ready:
        with asking.told(form, "password") as outcome:
            present, wanted = request.form["password_now"], request.form["password"]
            ended = service.change_password(app, _own(app), present, wanted, mark=visitor().mark)
            return done(
                count(
                    ended,
                    "You have another password. You were signed out in {n} other place.",
                    "You have another password. You were signed out in {n} other places.",
                ),
                url_for("account.show"),
            )
        form = outcome.form
    own = {"whose": app.actor.name, "back": url_for("account.show")}
    return page("web/form.html", form, title=say("Another password"), **own)


@pages.form("/language", Action.LOOK)
def language(app: App) -> Answer:
    """Choose in which language pages are."""
    there, own = _languages(), _own(app).language
    form = asking.read(
        Field(
            key="language",
            label=say("Language"),
            kind=Kind.ONE_OF,
            value=own if own in there else "",
            choices=tuple(Choice(*one) for one in there.items()),
        )
    )
    if form.ready:
        if chosen := form.text("language"):
            wording.speak(app, chosen, "")
        service.choose_language(app, chosen)
        return done(say("The language of your pages was saved."), url_for("account.show"))
    return page("web/form.html", form, title=say("Language of your pages"), back=url_for("account.show"))


@pages.act("/sign-out-elsewhere", Action.LOOK)
def sign_out_elsewhere(app: App) -> Response:
    """End all sessions but this one."""
    ended = service.end_all(app, _own(app), but=visitor().mark)
    told = count(ended, "You were signed out in {n} other place.", "You were signed out in {n} other places.")
    return done(told, url_for("account.show"))


@pages.act("/sign-out", Action.LOOK)
def sign_out(app: App) -> Answer:
    """End this session; the browser is asked to forget the pages that it could go back to (Clear Site Data, 3.1)."""
    service.end(app, visitor().mark)
    answer = redirect(url_for("account.sign_in"), 303)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer
