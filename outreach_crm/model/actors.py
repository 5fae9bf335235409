"""Who acts, and through which door."""

from enum import StrEnum

from attrs import field, frozen, validators

from outreach_crm.policy import Action, Role


class Via(StrEnum):
    """Through which door somebody acts."""

    CLI = "cli"
    WEB = "web"
    API = "api"
    CODE = "code"
    # The program itself, bringing in what it ships; it needs no account.
    PROGRAM = "program"


@frozen(kw_only=True)
class Actor:
    """Who acts: named in every change. ``account_id`` is None until the first change makes the account.

    ``contact_id`` is set where a contact acts for themself, by a link that only they have: they see no other contact,
    and need no account. ``role`` is what they are here for; whoever works at the machine itself may do everything.
    ``only`` is what of it is left to them here, as a token leaves it to a program; None for all.
    """

    name: str = field(validator=validators.min_len(1))
    account_id: int | None = None
    via: Via = Via.CODE
    contact_id: int | None = None
    role: Role = Role.ADMINISTRATOR
    only: frozenset[Action] | None = None
