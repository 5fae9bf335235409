"""What we ask of others, as records."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.asks.model.records import Ask, AskDraft, AsksSettings, StepDraft, Taking
    from outreach_crm.asks.model.states import OPEN, WAYS, Part, ResultKind, State

__all__ = [
    "OPEN",
    "WAYS",
    "Ask",
    "AskDraft",
    "AsksSettings",
    "Part",
    "ResultKind",
    "State",
    "StepDraft",
    "Taking",
]

_HERE = "outreach_crm.asks.model"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.records": "Ask AskDraft AsksSettings StepDraft Taking",
        f"{_HERE}.states": "OPEN WAYS Part ResultKind State",
    },
)
