"""Who may do what, and how far into the data: the one place that decides, by what ``policy.toml`` says of each role.

Everything that is written, sent, taken out, erased or set up asks it below all surfaces; pages ask it before they show
anything, too. Circles decide before that which contacts and cases somebody sees at all: what is hidden from them is not
there. Plugins have no say in it.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from outreach_crm.errors import RefusedError
from outreach_crm.text import Term, later, say

if TYPE_CHECKING:
    from outreach_crm.model import Actor, Ref

_FILE = Path(__file__).with_suffix(".toml")


class Role(Term):
    """What somebody is here for."""

    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    READER = "reader"
    MEMBER = "member"


class Action(Term):
    """A kind of thing that is done with records."""

    LOOK = "look"
    WRITE = "write"
    SEND = "send"
    EXPORT = "export"
    ERASE = "erase"
    ADMINISTER = "administer"


class DataClass(Term):
    """How much harm it does when data is seen: who may reach a class may reach those before it."""

    NOTHING = "nothing"
    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SPECIAL = "special"
    AT_RISK = "at-risk"

    def reaches(self, other: "DataClass") -> bool:
        """Return whether who reaches this class reaches another one."""
        order = [*DataClass]
        return order.index(self) >= order.index(other)


_REFUSED = {
    Action.LOOK: later("{actor} is here as {role} and may not look at this."),
    Action.WRITE: later("{actor} is here as {role} and may not change this."),
    Action.SEND: later("{actor} is here as {role} and may not send this."),
    Action.EXPORT: later("{actor} is here as {role} and may not take this out of the house."),
    Action.ERASE: later("{actor} is here as {role} and may not erase this."),
    Action.ADMINISTER: later("{actor} is here as {role}; only an administrator may do this."),
}


@frozen(kw_only=True)
class Rights:
    """What a role may do: how far into the data each action reaches.

    Args:
        look: which pages and fields are shown.
        write: whether records are added and altered; whoever writes sees all that they write over.
        send: whether something leaves towards contacts.
        export: what goes into files that leave the house.
        erase: whether persons are erased.
        administer: whether accounts, circles, settings and backups are seen to.
        confined: whether only contacts of the account's own groups are there.
    """

    look: DataClass = field(default=DataClass.NOTHING, converter=DataClass)
    write: DataClass = field(default=DataClass.NOTHING, converter=DataClass)
    send: DataClass = field(default=DataClass.NOTHING, converter=DataClass)
    export: DataClass = field(default=DataClass.NOTHING, converter=DataClass)
    erase: DataClass = field(default=DataClass.NOTHING, converter=DataClass)
    administer: DataClass = field(default=DataClass.NOTHING, converter=DataClass)
    confined: bool = False

    def reach(self, action: Action) -> DataClass:
        """Return how far into the data an action reaches."""
        found: DataClass = getattr(self, action.value)
        return found


@frozen(kw_only=True)
class Narrower:
    """What a section takes away from a role; None leaves an action as it is."""

    look: DataClass | None = None
    write: DataClass | None = None
    send: DataClass | None = None
    export: DataClass | None = None
    erase: DataClass | None = None
    administer: DataClass | None = None
    confined: bool = False

    def of(self, rights: Rights) -> Rights:
        """Return what is left of a role's rights: never more, and nothing reaches further than they look.

        Whoever no longer sees everything no longer writes: they would write over what they do not see.
        """
        least = {action: _least(rights.reach(action), getattr(self, action.value)) for action in Action}
        least = {action: _least(reach, least[Action.LOOK]) for action, reach in least.items()}
        if not least[Action.LOOK].reaches(DataClass.AT_RISK):
            least[Action.WRITE] = DataClass.NOTHING
        left = {action.value: reach for action, reach in least.items()}
        return evolve(rights, **left, confined=rights.confined or self.confined)


@frozen(kw_only=True)
class PolicySettings:
    """What a section takes away from each role, as a table of its own: ``[policy.reader]``."""

    administrator: Narrower = Narrower()
    officer: Narrower = Narrower()
    reader: Narrower = Narrower()
    member: Narrower = Narrower()


@cache
def shipped() -> Mapping[Role, Rights]:
    """Return what each role may do, as the program ships it."""
    return {Role(name): Rights(**table) for name, table in tomllib.loads(_FILE.read_text("utf-8")).items()}


def rights_of(role: Role, settings: PolicySettings) -> Rights:
    """Return what a role may do in a section."""
    narrower: Narrower = getattr(settings, role.value)
    return narrower.of(shipped()[role])


def may(actor: "Actor", action: Action, record: "Ref | None" = None, *, data: DataClass = DataClass.INTERNAL) -> bool:
    """Return whether somebody may do something.

    Args:
        actor: who.
        action: what.
        record: with which record; None where it is about none in particular.
        data: of which class the data is.
    """
    if actor.contact_id is not None:  # somebody at their own page, by a link
        return False
    if actor.only is not None and action not in actor.only:
        return False
    return actor.rights.reach(action).reaches(data)


def demand(
    actor: "Actor", action: Action, record: "Ref | None" = None, *, data: DataClass = DataClass.INTERNAL
) -> None:
    """Refuse what somebody may not do; see :func:`may`.

    Raises:
        RefusedError: they may not.
    """
    if not may(actor, action, record, data=data):
        raise RefusedError(say(_REFUSED[action], actor=actor.name, role=actor.role))


def _least(one: DataClass, other: DataClass | None) -> DataClass:
    return one if other is None or other.reaches(one) else other
