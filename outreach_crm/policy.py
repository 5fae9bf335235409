"""Who may do what: the one place that decides; every page asks it before it does anything.

Circles decide before that which contacts somebody sees at all: what is hidden from them is not there.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

from outreach_crm.errors import RefusedError
from outreach_crm.text import Term, say

if TYPE_CHECKING:
    from outreach_crm.model import Actor, Ref


class Role(Term):
    """What somebody is here for."""

    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    READER = "reader"


class Action(StrEnum):
    """A kind of thing that is done with records."""

    LOOK = "look"
    WRITE = "write"
    SEND = "send"
    EXPORT = "export"
    ERASE = "erase"
    ADMINISTER = "administer"


_RIGHTS = {
    Role.READER: frozenset({Action.LOOK}),
    Role.OFFICER: frozenset({Action.LOOK, Action.WRITE, Action.SEND, Action.EXPORT}),
    Role.ADMINISTRATOR: frozenset(Action),
}


def may(actor: "Actor", action: Action, record: "Ref | None" = None) -> bool:
    """Return whether somebody may do something.

    Args:
        actor: who.
        action: what.
        record: with which record; None where it is about none in particular.
    """
    if actor.contact_id is not None:  # somebody at their own page, by a link
        return False
    return action in _RIGHTS[actor.role] and (actor.only is None or action in actor.only)


def demand(actor: "Actor", action: Action, record: "Ref | None" = None) -> None:
    """Refuse what somebody may not do; see :func:`may`.

    Raises:
        RefusedError: they may not.
    """
    if not may(actor, action, record):
        raise RefusedError(
            say(
                "{actor} is here as {role} and may not {action} this.", actor=actor.name, role=actor.role, action=action
            )
        )
