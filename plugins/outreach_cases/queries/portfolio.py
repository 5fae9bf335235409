"""The SQL of the whole portfolio: every level that a case had until a day, and when there was news of it last."""

from datetime import date
from functools import lru_cache

from outreach_cases.formulas.stock_and_flow import Transition
from outreach_crm.storage import Store

_LEVELS = (
    "select case_id, decided_on, state, reason from v_case_transitions"
    " where track = 'level' and decided_on <= :on order by decided_on, id"
)
# A level, a decision of ours and a version of the casefile are news; whatever else tells some joins them here.
_NEWS = (
    "select case_id, max(day) as day from ("
    "select case_id, decided_on as day from v_case_transitions where decided_on <= :on"
    " union all select case_id, dated_on from case_versions where dated_on <= :on) n group by case_id"
)


def levels(store: Store, on: date) -> list[Transition]:
    """Return the levels of all cases up to a day, in the order in which they hold, without what was taken back."""
    return [
        Transition(row["case_id"], _day(row["decided_on"]), row["state"], row["reason"])
        for row in store.rows(_LEVELS, on=on.isoformat())
    ]


def news(store: Store, on: date) -> dict[int, date]:
    """Return when there was news last of each case of which there was any, up to a day."""
    return {row["case_id"]: _day(row["day"]) for row in store.rows(_NEWS, on=on.isoformat())}


@lru_cache(maxsize=16_384)
def _day(text: str) -> date:
    """Return a stored day; many rows are of the same one."""
    return date.fromisoformat(text)
