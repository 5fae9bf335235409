"""Dispatches and deliveries: their states, records and words, and what a channel must be able to do."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.dispatch.model.carrier import Carrier, Commit, Message, Outcome, Settle, Text
    from outreach_crm.dispatch.model.checks import CHECKS, Checklist, Tick
    from outreach_crm.dispatch.model.news import ToldBefore
    from outreach_crm.dispatch.model.records import (
        Count,
        Delivery,
        Dispatch,
        Draft,
        Example,
        Foreseen,
        HandedOver,
        HeldBack,
        Letter,
        Preview,
        Tally,
        Wanted,
        varied,
    )
    from outreach_crm.dispatch.model.settings import DispatchSettings
    from outreach_crm.dispatch.model.states import DELIVERY_WAYS, DISPATCH_WAYS, FINAL, DeliveryState, Policy, State
    from outreach_crm.dispatch.model.wording import (
        FIELDS,
        LEAVE,
        REASONS,
        kept,
        of_any,
        of_several,
        reasons,
        recalled_all,
        said,
        salutation,
        spoken,
    )

__all__ = [
    "CHECKS",
    "DELIVERY_WAYS",
    "DISPATCH_WAYS",
    "FIELDS",
    "FINAL",
    "LEAVE",
    "REASONS",
    "Carrier",
    "Checklist",
    "Commit",
    "Count",
    "Delivery",
    "DeliveryState",
    "Dispatch",
    "DispatchSettings",
    "Draft",
    "Example",
    "Foreseen",
    "HandedOver",
    "HeldBack",
    "Letter",
    "Message",
    "Outcome",
    "Policy",
    "Preview",
    "Settle",
    "State",
    "Tally",
    "Text",
    "Tick",
    "ToldBefore",
    "Wanted",
    "kept",
    "of_any",
    "of_several",
    "reasons",
    "recalled_all",
    "said",
    "salutation",
    "spoken",
    "varied",
]

__getattr__ = names_from(
    __name__,
    {
        "outreach_crm.dispatch.model.carrier": "Carrier Commit Message Outcome Settle Text",
        "outreach_crm.dispatch.model.checks": "CHECKS Checklist Tick",
        "outreach_crm.dispatch.model.news": "ToldBefore",
        "outreach_crm.dispatch.model.records": (
            "Count Delivery Dispatch Draft Example Foreseen HandedOver HeldBack Letter Preview Tally Wanted varied"
        ),
        "outreach_crm.dispatch.model.settings": "DispatchSettings",
        "outreach_crm.dispatch.model.states": "DELIVERY_WAYS DISPATCH_WAYS FINAL DeliveryState Policy State",
        "outreach_crm.dispatch.model.wording": (
            "FIELDS LEAVE REASONS kept of_any of_several reasons recalled_all said salutation spoken"
        ),
    },
)
