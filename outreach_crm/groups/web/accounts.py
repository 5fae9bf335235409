"""Which accounts belong to a group, on pages of administrators."""

from flask import url_for

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups import service
from outreach_crm.groups.web.blueprint import pages
from outreach_crm.policy import Action
from outreach_crm.text import later, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page


@pages.form("/<int:contact_id>/accounts/add", Action.ADMINISTER)
def let_in(app: App, contact_id: int) -> Answer:
    """Let an account belong to the group."""
    there = service.accounts_of(app, contact_id)
    return _asked(app, contact_id, [one for one in accounts.in_use(app) if one not in there], no_longer=False)


@pages.form("/<int:contact_id>/accounts/remove", Action.ADMINISTER)
def let_out(app: App, contact_id: int) -> Answer:
    """Let an account belong to the group no longer."""
    return _asked(app, contact_id, service.accounts_of(app, contact_id), no_longer=True)


def _asked(app: App, contact_id: int, names: list[str], *, no_longer: bool) -> Answer:
    group, back = service.get(app, contact_id), url_for("groups.show", contact_id=contact_id)
    hint = say("Who is here as a member sees the contacts of their own groups only.")
    choices = tuple(Choice(one, one) for one in names)
    form = asking.read(
        Field(key="account", label=say("Account"), kind=Kind.ONE_OF, needed=True, choices=choices, hint=hint)
    )
    if form.ready:
        with asking.told(form, beside="account") as outcome:
            who = form.text("account")
            change = (service.let_out if no_longer else service.let_in)(app, contact_id, who)
            return done(_said(who, group.name, no_longer=no_longer), back, change_id=change)
        form = outcome.form
    title = later("An account leaves {name}") if no_longer else later("An account belongs to {name}")
    return page("web/form.html", form, title=say(title, name=group.name), back=back)


def _said(who: str, group: str, *, no_longer: bool) -> str:
    if no_longer:
        return say("{who} belongs to {group} no longer.", who=who, group=group)
    return say("{who} belongs to {group}.", who=who, group=group)
