"""Reasons why an Urgent Action must not go to somebody, asked as the list is frozen and again before the last step."""

from outreach_crm.model import ClearanceRule
from outreach_urgent_actions.model import RULES, Wants
from outreach_urgent_actions.queries import sending as queries

_PURPOSES = tuple(one.purpose for one in Wants)

CLEARANCE = (
    ClearanceRule(
        key="members-only",
        sentence=RULES["members-only"],
        sql=queries.NO_MEMBER,
        blocks=True,
        purposes=_PURPOSES,
        final=True,
    ),
    ClearanceRule(
        key="case-stopped",
        sentence="the case was stopped: {detail}",
        several="the case was stopped",
        sql=queries.STOPPED,
        blocks=True,
        purposes=_PURPOSES,
        final=True,
    ),
)
"""The rules of Urgent Actions."""
