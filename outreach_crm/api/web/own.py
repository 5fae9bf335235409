"""The page about the API: where it is, and the tokens of one's own account."""

from flask import url_for

from outreach_crm.api import service
from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.policy import Action, may
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, Office, done, page

pages = Office("tokens", "outreach_crm.api")

_TOLD = {
    Action.LOOK: say("look at records"),
    Action.WRITE: say("add and edit records"),
    Action.EXPORT: say("list persons"),
}


@pages.look("")
def show(app: App) -> Answer:
    """Show where the API is, and which programs act for whoever is there."""
    there = [one for one in service.list_tokens(app, app.actor.name) if not one.revoked_at]
    named = app.plugins.resources()
    return page("api/own.html", tokens=there[::-1], resources=named, told=_TOLD)


@pages.form("/tokens/add", Action.LOOK)
def add(app: App) -> Answer:
    """Make a token; it is shown on the page that follows, and nowhere else."""
    form = asking.read(
        Field(key="name", label=say("What it is for"), kind=Kind.TEXT, needed=True, hint=say("Such as: newsletter.")),
        Field(
            key="only",
            label=say("What it may do"),
            kind=Kind.SEVERAL_OF,
            needed=True,
            value=(Action.LOOK.value,),
            choices=tuple(Choice(one.value, label) for one, label in _TOLD.items() if may(app.actor, one)),
        ),
        Field(
            key="days",
            label=say("For how many days"),
            kind=Kind.NUMBER,
            needed=True,
            value=service.DAYS,
            least=1,
            most=service.MOST_DAYS,
        ),
    )
    if form.ready:
        with asking.told(form, "name") as outcome:
            only = frozenset(map(Action, form.answer("only")))
            days = int(form.answer("days"))
            made = service.add_token(app, app.actor.name, name=form.text("name"), only=only, days=days)
            return page("api/made.html", made=made)
        form = outcome.form
    return page("web/form.html", form, title=say("A new token"), back=url_for("tokens.show"))


@pages.act("/tokens/<int:token_id>/revoke", Action.LOOK)
def revoke(app: App, token_id: int) -> Answer:
    """Take a token of one's own back."""
    if token_id not in {one.id for one in service.list_tokens(app, app.actor.name)}:
        raise NotFoundError(say("You have no token {n}.", n=token_id))
    gone = service.revoke_token(app, token_id)
    return done(say("The token {name} is good for nothing now.", name=gone.name), url_for("tokens.show"))
