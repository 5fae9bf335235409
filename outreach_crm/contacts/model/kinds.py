"""What contacts and their addresses can be."""

from enum import StrEnum

from outreach_crm.text import Term


class Kind(Term):
    """What a contact is; a group of our own is a contact too."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"


class Level(Term):
    """On which level an organisation works (Campaign Manual, "Engaging in outreach")."""

    LOCAL = "local"
    NATIONAL = "national"
    INTERNATIONAL = "international"


class Membership(Term):
    """How a contact belongs to us."""

    NONE = ""
    SUPPORTER = "supporter"
    MEMBER = "member"


class NameOrder(StrEnum):
    """Which part of a person's name stands first where it is written in full."""

    GIVEN_FIRST = "given-first"
    FAMILY_FIRST = "family-first"


class PointKind(Term):
    """How an address without a street reaches somebody."""

    EMAIL = "email"
    PHONE = "phone"
    WEB = "web"


# The system of our own numbers in files that leave the building: ``outreach:`` and the contact's ``uid``.
OURS = "outreach"
