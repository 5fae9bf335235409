"""Privacy's own reasons not to turn to somebody."""

from outreach_crm.model import ClearanceRule
from outreach_crm.privacy.model import ledger
from outreach_crm.privacy.queries import clearing as queries

OBJECTED = ClearanceRule(
    key="objected", sentence="said no on {detail}", several="said no", sql=queries.OBJECTED, blocks=True, final=True
)
SUPPRESSED = ClearanceRule(
    key="suppressed",
    sentence="an address of theirs must not be used, since {detail}",
    several="an address of theirs must not be used",
    sql=queries.SUPPRESSED,
    blocks=True,
    final=True,
)
NO_BASIS = ClearanceRule(
    key="no-basis",
    sentence="no basis is recorded for this purpose",
    sql=queries.NO_BASIS,
    blocks=True,
    final=True,
)
LAPSED = ClearanceRule(
    key="lapsed-basis",
    sentence="the basis ended on {detail}",
    several="the basis ended",
    sql=queries.LAPSED,
    blocks=True,
    final=True,
)
UNHEARD = ClearanceRule(key=ledger.UNHEARD, sentence="could not be cleared: {detail}", sql="", blocks=True)
"""What refuses everyone where a rule cannot be asked; no feature offers it."""
RULES = (
    ClearanceRule(
        key="gone",
        sentence="is gone (in the trash since {detail})",
        several="is gone (in the trash)",
        sql=queries.TRASHED,
        blocks=True,
        final=True,
    ),
    ClearanceRule(
        key="merged",
        sentence="is gone (merged into contact {detail})",
        several="is gone (merged into another contact)",
        sql=queries.MERGED,
        blocks=True,
        final=True,
    ),
    OBJECTED,
    SUPPRESSED,
    NO_BASIS,
    LAPSED,
)
NEED_A_BASIS = {NO_BASIS.key, LAPSED.key}
"""The rules that are left out where a purpose needs no basis."""
