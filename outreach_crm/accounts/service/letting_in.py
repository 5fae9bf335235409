"""How somebody comes to have a password: by a link, by choosing another one, or as the first of a new installation."""

import secrets

from outreach_crm.accounts.model import Account, AccountSettings, Link
from outreach_crm.accounts.queries import signing_in as queries
from outreach_crm.accounts.service.issuing import claimed, issue_token, redeem
from outreach_crm.accounts.service.passwords import check_password, hashed
from outreach_crm.accounts.service.people import checked_email, checked_name, find_account, of_number
from outreach_crm.accounts.service.sessions import end_all
from outreach_crm.accounts.service.signing_in import forget_tries, has_shown
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from outreach_crm.model import Actor, Problem, Ref
from outreach_crm.policy import Action, Role
from outreach_crm.text import say

_FIRST = "first account"
_FIRST_DAYS = 7
_OVER = say("This link is over: it was used, another one was made since, or its days have passed. Ask for a new one.")


def invite(app: App, name: str, *, because: str = "") -> Link:
    """Make a link by which somebody chooses a password, the first or another; older links are good no longer.

    Args:
        app: the App.
        name: whose account.
        because: why.

    Raises:
        NotFoundError: nobody here has that name.
        ConflictError: they retired.
    """
    days = app.settings.of("accounts", AccountSettings).link_days
    with app.change("invite", because=because, final=True, action=Action.ADMINISTER):
        account = find_account(app, name)
        if account.retired_on:
            raise ConflictError(
                say("{account} is retired since {retired_on}.", account=account.name, retired_on=account.retired_on)
            )
        known = queries.credential(app.store, account.id)
        mark = secrets.token_hex(8)
        queries.set_credential(app.store, account.id, known.hash if known else "", mark)
    token = issue_token(app, _purpose(mark), Ref("accounts", account.id), days=days)
    until = app.clock.today().toordinal() + days
    return Link(account=account, token=token, until_on=app.clock.today().fromordinal(until).isoformat())


def whose_link(app: App, token: str) -> Account:
    """Return whose password a link lets choose.

    Raises:
        NotFoundError: it is none of ours, was used, another one was made since, or its days have passed.
    """
    try:
        known = queries.credential(app.store, claimed(token).id)
        account = of_number(app, redeem(app, _purpose(known.mark), token).id) if known else None
    except NotFoundError:
        account = None
    if account is None or account.retired_on:
        raise NotFoundError(_OVER)
    return account


def choose_password(app: App, token: str, password: str) -> Account:
    """Set a password by a link, which is then over, end all sessions of the account, and return it.

    Raises:
        NotFoundError: the link is over.
        InvalidInputError: the password is too short, or among the first that somebody would guess.
    """
    check_password(app, whose_link(app, token), password)
    digest = hashed(app, password)
    with app.store.write():
        account = whose_link(app, token)  # of two who use it at once one does
        _set(app, account, digest)
        end_all(app, account)
    forget_tries(app, account)
    return account


def change_password(app: App, account: Account, present: str, password: str, *, mark: str) -> int:
    """Give somebody who is signed in another password, end their other sessions, and return how many those were.

    Args:
        app: the App.
        account: whose.
        present: the password they have.
        password: the one they want.
        mark: of the session they are at.

    Raises:
        InvalidInputError: the present one is wrong or was tried too often, or the other too short or easily guessed.
    """
    if not has_shown(app, account, present):
        said = say("That is not your present password; after too many tries wait a quarter of an hour.")
        raise InvalidInputError(said, (Problem(sentence=said, field="password_now"),))
    check_password(app, account, password)
    digest = hashed(app, password)
    with app.store.write():
        _set(app, account, digest)
        return end_all(app, account, but=mark)


def is_new(app: App) -> bool:
    """Return whether nobody can sign in yet: the first visit makes the first account."""
    return queries.nobody_can_sign_in(app.store)


def first_code(app: App) -> str:
    """Return the code with which the first account is made; whoever is at the machine can read it."""
    return issue_token(app, _FIRST, Ref("accounts", 0), days=_FIRST_DAYS)


def is_first_code(app: App, code: str) -> bool:
    """Return whether a code is the one with which the first account is made."""
    try:
        return is_new(app) and redeem(app, _FIRST, code.strip()).id == 0
    except NotFoundError:
        return False


def make_first(app: App, code: str, name: str, password: str, *, email: str = "") -> Account:
    """Make the first account that can sign in, an administrator's; one of that name that is there becomes it.

    Raises:
        RefusedError: somebody was first, or the code is another.
        InvalidInputError: the name, the address or the password cannot be.
    """
    _check_first(app, code)  # before a hash is made, which is dear: anybody may ask
    name = checked_name(name, "An account")
    check_password(app, Account(id=0, name=name, email=email), password)
    digest = hashed(app, password)
    with app.store.write():
        _check_first(app, code)
        own = App.on(app.store, app.plugins, app.settings, app.keyring, Actor(name=name, via=app.actor.via))
        with own.change("make the first account", final=True):
            account = find_account(own, name)
            values = {"role": Role.ADMINISTRATOR, "email": checked_email(own, email, account.id)}
            own.store.update("accounts", account.id, values)
            queries.set_credential(own.store, account.id, digest, secrets.token_hex(8))
    return of_number(app, account.id)


def _check_first(app: App, code: str) -> None:
    if not is_first_code(app, code):
        raise RefusedError(say("There is an account by now, or the code is not the one that the program prints."))


def _set(app: App, account: Account, digest: str) -> None:
    own = App.on(app.store, app.plugins, app.settings, app.keyring, Actor(name=account.name, via=app.actor.via))
    with own.change("set password", final=True):
        queries.set_credential(own.store, account.id, digest, secrets.token_hex(8))


def _purpose(mark: str) -> str:
    return f"password {mark}"
