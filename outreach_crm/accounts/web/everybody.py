"""Pages of all accounts, for administrators: who works here, as what, and links by which they choose a password."""

from flask import Response, request, url_for

from outreach_crm.accounts import service
from outreach_crm.accounts.model import Account
from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Ref
from outreach_crm.policy import Action, Role
from outreach_crm.text import Sentence, count, say
from outreach_crm.web import asking
from outreach_crm.web.below import prefix
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.model import WebSettings
from outreach_crm.web.office import Answer, Office, done, page

pages = Office("accounts", "outreach_crm.accounts")

_ROLES = {
    Role.MEMBER: say("member of a group: looks at what is of their own groups"),
    Role.READER: say("reader: looks, and alters nothing"),
    Role.OFFICER: say("officer: works with contacts, sends and exports"),
    Role.ADMINISTRATOR: say("administrator: may also erase, and let others in"),
}


def _state(account: Account) -> Sentence:
    if account.retired_on:
        return say("retired on {day}", day=account.retired_on)
    return say("can sign in") if account.can_sign_in else say("has no password yet")


_COLUMNS = (
    Column(title=say("Name"), value=lambda one: one.name, ref=lambda one: Ref("accounts", one.id)),
    Column(title=say("Here as"), value=lambda one: one.role),
    Column(title=say("State"), value=_state),
    Column(title=say("E-mail address"), value=lambda one: one.email, lesser=True),
)


@pages.lists("", Action.ADMINISTER)
def listed(app: App) -> Listing:
    """List the accounts."""
    return Listing(
        title=say("Accounts"),
        columns=_COLUMNS,
        rows=service.list_accounts(app),
        empty=say("Nobody yet."),
        template="accounts/listed.html",
    )


@pages.form("/add", Action.ADMINISTER)
def add(app: App) -> Answer:
    """Make an account."""
    form = asking.read(
        Field(key="name", label=say("Name"), kind=Kind.TEXT, needed=True), *_role_and_email(Role.OFFICER, "")
    )
    if form.ready:
        with asking.told(form, "name") as outcome:
            made = service.add_account(app, form.text("name"), email=form.text("email"), role=Role(form.text("role")))
            told = say("{who} has an account. Next: a link by which they choose a password.", who=made.name)
            return done(told, url_for("accounts.show", account_id=made.id))
        form = outcome.form
    return page("web/form.html", form, title=say("A new account"), back=url_for("accounts.listed"))


@pages.look("/<int:account_id>", Action.ADMINISTER)
def show(app: App, account_id: int) -> Answer:
    """Show an account."""
    account = service.of_number(app, account_id)
    sessions = len(service.sessions_of(app, account))
    return page("accounts/one.html", account=account, state=_state(account), sessions=sessions)


@pages.form("/<int:account_id>/edit", Action.ADMINISTER)
def edit(app: App, account_id: int) -> Answer:
    """Give somebody another role or address."""
    account, back = service.of_number(app, account_id), url_for("accounts.show", account_id=account_id)
    form = asking.read(*_role_and_email(account.role, account.email))
    if form.ready:
        with asking.told(form) as outcome:
            service.edit_account(app, account.name, role=Role(form.text("role")), email=form.text("email"))
            return done(say("{who} was saved.", who=account.name), back)
        form = outcome.form
    return page("web/form.html", form, title=say("What {who} is here for", who=account.name), back=back)


@pages.act("/<int:account_id>/link", Action.ADMINISTER)
def make_link(app: App, account_id: int) -> Answer:
    """Make a link by which somebody chooses a password, and show it: this once."""
    made = service.invite(app, service.of_number(app, account_id).name)
    outside = app.settings.of("web", WebSettings).address or request.host_url.rstrip("/") + prefix()
    address = outside + url_for("account.link", token=made.token)
    return page("accounts/link_made.html", account=made.account, address=address, until_on=made.until_on)


@pages.act("/<int:account_id>/sign-out", Action.ADMINISTER)
def sign_out(app: App, account_id: int) -> Response:
    """Sign somebody out everywhere."""
    account = service.of_number(app, account_id)
    ended = service.end_all(app, account)
    told = count(ended, "{who} was signed out in {n} place.", "{who} was signed out in {n} places.", who=account.name)
    return done(told, url_for("accounts.show", account_id=account_id))


@pages.act("/<int:account_id>/retire", Action.ADMINISTER)
def retire(app: App, account_id: int) -> Response:
    """Let an account be no longer in use."""
    account = service.retire_account(app, service.of_number(app, account_id).name)
    told = say("{who} is retired and signed out. What they did keeps their name.", who=account.name)
    return done(told, url_for("accounts.show", account_id=account_id))


@pages.act("/<int:account_id>/reinstate", Action.ADMINISTER)
def reinstate(app: App, account_id: int) -> Response:
    """Let a retired account be in use again."""
    account = service.reinstate_account(app, service.of_number(app, account_id).name)
    return done(say("{who} is back.", who=account.name), url_for("accounts.show", account_id=account_id))


def _role_and_email(role: Role, email: str) -> tuple[Field, ...]:
    choices = tuple(Choice(one.value, label) for one, label in _ROLES.items())
    return (
        Field(key="role", label=say("Here as"), kind=Kind.ONE_OF, value=role.value, choices=choices),
        Field(
            key="email",
            label=say("E-mail address"),
            kind=Kind.TEXT,
            value=email,
            hint=say("Another name to sign in with. Nobody writes to it."),
        ),
    )
