"""The records of privacy; each room is one subject."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.privacy.model.ledger import (
        Access,
        Clearance,
        Confirmation,
        Consent,
        ConsentDraft,
        Ending,
        GroupGrant,
        LedgerEntry,
        Reachable,
        Refusal,
        SaidNo,
        State,
        Suppression,
    )
    from outreach_crm.privacy.model.rights import (
        Due,
        ErasurePlan,
        HeldTable,
        KnownAddress,
        LegalHold,
        PastValue,
        PersonalData,
        RetentionReport,
    )
    from outreach_crm.privacy.model.terms import (
        CHANNELS,
        PURPOSES,
        Basis,
        Need,
        PrivacySettings,
        Purpose,
        RetentionRule,
    )

__all__ = [
    "CHANNELS",
    "PURPOSES",
    "Access",
    "Basis",
    "Clearance",
    "Confirmation",
    "Consent",
    "ConsentDraft",
    "Due",
    "Ending",
    "ErasurePlan",
    "GroupGrant",
    "HeldTable",
    "KnownAddress",
    "LedgerEntry",
    "LegalHold",
    "Need",
    "PastValue",
    "PersonalData",
    "PrivacySettings",
    "Purpose",
    "Reachable",
    "Refusal",
    "RetentionReport",
    "RetentionRule",
    "SaidNo",
    "State",
    "Suppression",
]

_HERE = "outreach_crm.privacy.model"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.ledger": (
            "Access Clearance Confirmation Consent ConsentDraft Ending GroupGrant LedgerEntry Reachable Refusal SaidNo"
            " State Suppression"
        ),
        f"{_HERE}.rights": ("Due ErasurePlan HeldTable KnownAddress LegalHold PastValue PersonalData RetentionReport"),
        f"{_HERE}.terms": ("Basis CHANNELS Need PURPOSES PrivacySettings Purpose RetentionRule"),
    },
)
