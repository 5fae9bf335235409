"""Who works here: accounts, and what two of them agree to."""

from outreach_crm.accounts.model import Account
from outreach_crm.accounts.queries import people as queries
from outreach_crm.accounts.service.sessions import end_all
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from outreach_crm.model import Problem, Ref
from outreach_crm.policy import Action, Role
from outreach_crm.storage.accounts import make_account
from outreach_crm.text import fold, say, term, words

_LONGEST_NAME = 100


def list_accounts(app: App) -> list[Account]:
    """Return all accounts by name."""
    return queries.accounts(app.store)


def in_use(app: App) -> list[str]:
    """Return the names of those who work here now, in order; nobody who is retired."""
    return [one.name for one in list_accounts(app) if not one.retired_on]


def find_account(app: App, name: str) -> Account:
    """Return the account of a name, whatever the case and accents.

    Raises:
        NotFoundError: nobody here has that name.
    """
    found = queries.account(app.store, name_key(name))
    if found is None:
        raise NotFoundError(say("Nobody here is called {name!r}; see outreach accounts list.", name=name))
    return found


def name_of(app: App, account_id: int | None) -> str:
    """Return the name of an account, or an empty text."""
    found = queries.account_by_id(app.store, account_id) if account_id is not None else None
    return found.name if found else ""


def of_number(app: App, account_id: int) -> Account:
    """Return an account by its number.

    Raises:
        NotFoundError: there is none.
    """
    found = queries.account_by_id(app.store, account_id)
    if found is None:
        raise NotFoundError(say("There is no account {account_id}; see outreach accounts list.", account_id=account_id))
    return found


def add_account(app: App, name: str, *, email: str = "", role: Role = Role.OFFICER) -> Account:
    """Make an account.

    Args:
        app: the App.
        name: of whoever it is for.
        email: another name to sign in with; empty for none.
        role: what they are here for.

    Raises:
        InvalidInputError: the name is empty or too long, or the address cannot be one.
        ConflictError: somebody has it already.
    """
    name = checked_name(name, "An account")
    with app.change("add account", action=Action.ADMINISTER):
        if queries.account(app.store, name_key(name)):
            raise ConflictError(say("There is an account {name!r} already.", name=name))
        made = make_account(app.store, name)
        if email or role is not Role.OFFICER:
            app.store.update("accounts", made, {"email": checked_email(app, email, made), "role": role})
        return find_account(app, name)


def edit_account(app: App, name: str, *, role: Role, email: str, because: str = "") -> Account:
    """Give somebody another role or e-mail address.

    Raises:
        NotFoundError: nobody here has that name.
        RefusedError: it is the last administrator's.
        ConflictError: the address is somebody else's.
        InvalidInputError: the address cannot be one.
    """
    # Not to be taken back: undo asks nobody whether an administrator is left.
    with app.change("edit account", because=because, final=True, action=Action.ADMINISTER):
        found = find_account(app, name)
        if role is not Role.ADMINISTRATOR:
            _check_not_last(app, found)
        values = {"role": role, "email": checked_email(app, email, found.id)}
        app.store.update("accounts", found.id, values)
        return find_account(app, name)


def set_role(app: App, name: str, role: Role, *, because: str = "") -> Account:
    """Give somebody another role; see :func:`edit_account`."""
    return edit_account(app, name, role=role, email=find_account(app, name).email, because=because)


def choose_language(app: App, language: str) -> Account:
    """Let whoever acts have pages in a language.

    Args:
        app: the App, in their name.
        language: BCP 47; empty: as their browser asks.

    Raises:
        NotFoundError: they have no account.
    """
    with app.change("choose language", action=Action.LOOK):
        found = find_account(app, app.actor.name)
        app.store.update("accounts", found.id, {"language": language})
        return find_account(app, app.actor.name)


def retire_account(app: App, name: str, *, because: str = "") -> Account:
    """Mark an account as no longer in use, and sign it out; what it did keeps its name.

    Raises:
        NotFoundError: nobody here has that name.
        ConflictError: it is retired already.
        RefusedError: it is the last administrator's.
    """
    with app.change("retire account", because=because, action=Action.ADMINISTER):
        found = find_account(app, name)
        if found.retired_on:
            raise ConflictError(
                say("{name} is retired already, since {retired_on}.", name=found.name, retired_on=found.retired_on)
            )
        _check_not_last(app, found)
        app.store.update("accounts", found.id, {"retired_on": app.clock.today().isoformat()})
        end_all(app, found)
        return find_account(app, name)


def reinstate_account(app: App, name: str, *, because: str = "") -> Account:
    """Let an account that was retired be in use again, with the password it had.

    Raises:
        NotFoundError: nobody here has that name.
        ConflictError: it is not retired.
    """
    with app.change("reinstate account", because=because, action=Action.ADMINISTER):
        found = find_account(app, name)
        if not found.retired_on:
            raise ConflictError(say("{name} is not retired.", name=found.name))
        app.store.update("accounts", found.id, {"retired_on": None})
        return find_account(app, name)


def second_person(app: App, ref: Ref, digest: str, *, because: str = "") -> str:
    """Write down that whoever acts agrees to something, and return who else has, as one name; empty for nobody.

    Call it inside a change that asks for what they must be allowed to do.

    Args:
        app: the App.
        ref: what they agree to.
        digest: as it is now: what is agreed to holds for nothing else.
        because: why.
    """
    with app.change("agree", because=because, action=None):
        own = app.store.bound.actor_id
        there = queries.agreed(app.store, ref, digest)
        if own not in there:
            said = {"ref_kind": ref.kind, "ref_id": ref.id, "digest": digest, "account_id": own}
            app.store.insert("agreements", said)
        return next((name for account, name in there.items() if account != own), "")


def agreed(app: App, ref: Ref, digest: str) -> list[str]:
    """Return who has agreed to something as it is now, the first one first. See :func:`second_person`."""
    return [*queries.agreed(app.store, ref, digest).values()]


def name_key(name: str) -> str:
    """Return by what a name is known, whatever its case, accents and blanks."""
    return fold(" ".join(name.split()))


def checked_name(name: str, what: str) -> str:
    """Return a name of something (``An account``) without needless blanks.

    Raises:
        InvalidInputError: it is empty or too long.
    """
    name = " ".join(name.split())
    if not words(name):
        raise InvalidInputError(say("{what} needs a name.", what=term(what)))
    if len(name) > _LONGEST_NAME:
        raise InvalidInputError(
            say("That name has {number} letters, and {longest_name} fit.", number=len(name), longest_name=_LONGEST_NAME)
        )
    return name


def checked_email(app: App, email: str, account_id: int) -> str:
    """Return an e-mail address as it is kept, empty for none.

    Raises:
        InvalidInputError: it cannot be one.
        ConflictError: somebody else signs in with it.
    """
    if not email.strip():
        return ""
    from email_validator import EmailNotValidError, validate_email

    try:
        kept = validate_email(email.strip(), check_deliverability=False).normalized.casefold()
    except EmailNotValidError:
        said = say("{given} is no e-mail address.", given=email.strip())
        raise InvalidInputError(said, (Problem(sentence=said, field="email"),)) from None
    there = queries.account_by_email(app.store, kept)
    if there is not None and there.id != account_id:
        raise ConflictError(say("{name} signs in with {kept}.", name=there.name, kept=kept))
    return kept


def is_last_administrator(app: App, account: Account) -> bool:
    """Return whether nobody would be left to administer without an account."""
    return account.role is Role.ADMINISTRATOR and not queries.other_administrators(app.store, account.id)


def _check_not_last(app: App, account: Account) -> None:
    if is_last_administrator(app, account):
        raise RefusedError(
            say("{account} is the only administrator; make somebody else one first.", account=account.name)
        )
