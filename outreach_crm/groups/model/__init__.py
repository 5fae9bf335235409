"""Outreach structures as records (Campaign Manual, "Outreach structures", pp. 185-187)."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.groups.model.members import GroupsSettings, Member, in_order
    from outreach_crm.groups.model.records import (
        Group,
        GroupCard,
        GroupDraft,
        GroupEdit,
        Listed,
        Missing,
        Relative,
        fee_state,
        missing,
        prompts,
    )
    from outreach_crm.groups.model.resources import Heading, Resource
    from outreach_crm.groups.model.roles import ADVISER, CASEFILE_HOLDER, COORDINATOR, MEMBER, ROLES
    from outreach_crm.groups.model.structures import Level, Structure

__all__ = [
    "ADVISER",
    "CASEFILE_HOLDER",
    "COORDINATOR",
    "MEMBER",
    "ROLES",
    "Group",
    "GroupCard",
    "GroupDraft",
    "GroupEdit",
    "GroupsSettings",
    "Heading",
    "Level",
    "Listed",
    "Member",
    "Missing",
    "Relative",
    "Resource",
    "Structure",
    "fee_state",
    "in_order",
    "missing",
    "prompts",
]

_HERE = "outreach_crm.groups.model"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.members": "GroupsSettings Member in_order",
        f"{_HERE}.records": "Group GroupCard GroupDraft GroupEdit Listed Missing Relative fee_state missing prompts",
        f"{_HERE}.resources": "Heading Resource",
        f"{_HERE}.roles": "ADVISER CASEFILE_HOLDER COORDINATOR MEMBER ROLES",
        f"{_HERE}.structures": "Level Structure",
    },
)
