"""Says what an account may do and why: by its role, by what the section took away, by circles and groups."""

from outreach_crm.accounts.model import Account, Explanation
from outreach_crm.accounts.queries import people as queries
from outreach_crm.accounts.service.people import find_account
from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.meaning import suggestion
from outreach_crm.model import Actor, Ref
from outreach_crm.policy import Action, DataClass, PolicySettings, Rights, rights_of, shipped
from outreach_crm.storage.sight import circles_of, sees
from outreach_crm.text import Sentence, say


def rights(app: App, account: Account) -> Rights:
    """Return what an account may do in this section."""
    return rights_of(account.role, app.settings.of("policy", PolicySettings))


def why(app: App, name: str, action: str, pointer: str = "") -> Explanation:
    """Return whether somebody may do something, and all that speaks for or against it.

    What whoever asks does not see themself is not there for them, whoever else sees it.

    Args:
        app: the App, in the name of whoever asks.
        name: of the account.
        action: ``look``, ``write``, ``send``, ``export``, ``erase``, ``administer``.
        pointer: with which record, as ``contacts:12``; empty for none in particular.

    Raises:
        NotFoundError: there is no such account; or no such record, for whoever asks.
        InvalidInputError: there is no such action, or that is no pointer.
    """
    account, wanted = find_account(app, name), _action(action)
    allowed, reasons = _by_role(app, account, wanted)
    if account.retired_on:
        allowed, reasons = False, [*reasons, say("{name} retired on {day}.", name=account.name, day=account.retired_on)]
    if pointer:
        seen, more = _by_record(app, account, _record(pointer))
        allowed, reasons = allowed and seen, [*reasons, *more]
    return Explanation(
        account=account.name, action=wanted.value, record=pointer, allowed=allowed, reasons=tuple(reasons)
    )


def _action(text: str) -> Action:
    known = [one.value for one in Action]
    if text not in known:
        near = suggestion(text, known)
        names = ", ".join(known)
        raise InvalidInputError(
            say("{text!r} is nothing that is done here{near}; it is {names}.", text=text, near=near, names=names)
        )
    return Action(text)


def _record(pointer: str) -> Ref:
    found = Ref.read(pointer)
    if found is None:
        raise InvalidInputError(say("{text!r} is no record; write one such as contacts:12.", text=pointer))
    return found


def _by_role(app: App, account: Account, action: Action) -> tuple[bool, list[Sentence]]:
    before, now = shipped()[account.role].reach(action), rights(app, account).reach(action)
    told = {"name": account.name, "role": account.role, "what": action}
    if now is DataClass.NOTHING:
        reasons = [say("{name} is here as {role}, who may not do this: {what}.", **told)]
    else:
        reasons = [
            say("{name} is here as {role}, who may do this: {what}, up to data that are {data}.", **told, data=now)
        ]
    if now is not before:
        reasons.append(
            say("The settings of this section, [policy.{key}], take away from that.", key=account.role.value)
        )
    return now.reaches(DataClass.INTERNAL), reasons


def _by_record(app: App, account: Account, ref: Ref) -> tuple[bool, list[Sentence]]:
    if not sees(app.store, ref.kind, ref.id):
        raise NotFoundError(say("There is no {ref}.", ref=str(ref)))
    circles = circles_of(app.store, ref.kind, ref.id)
    reasons = [_by_circle(app, account, circle) for circle in circles]
    theirs = app.as_actor(Actor(name=account.name, via=app.actor.via, role=account.role))
    try:
        seen = sees(theirs.store, ref.kind, ref.id)
    finally:
        theirs.close()
    inside = all(queries.membership(app.store, circle, account.id) is not None for circle in circles)
    if not seen and inside:
        reasons.append(_by_rights(app, account))
    return seen, reasons or [say("{ref} is of no circle.", ref=str(ref))]


def _by_circle(app: App, account: Account, circle: int) -> Sentence:
    name = queries.circle_name(app.store, circle)
    if queries.membership(app.store, circle, account.id) is not None:
        return say("It is of the circle {circle}, and {name} is a member.", circle=name, name=account.name)
    return say(
        "It is of the circle {circle}, and {name} is no member: for them it is not there.",
        circle=name,
        name=account.name,
    )


def _by_rights(app: App, account: Account) -> Sentence:
    if rights(app, account).confined:
        return say("{name} sees only the contacts of groups that the account belongs to.", name=account.name)
    return say("{name} sees no persons.", name=account.name)
