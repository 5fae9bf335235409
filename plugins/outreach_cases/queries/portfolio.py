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
    " union all select case_id, dated_on from case_versions where dated_on <= :on"
    " union all select case_id, written_on from case_updates where written_on <= :on) n group by case_id"
)

# The last day of a holding that has ended is the one before; so it is of whoever held the casefile. Whoever is in the
# trash holds nothing. It counts groups and people that the actor may not see, too: no contact is answered.
_HOLDINGS = (
    "select h.case_id, count(distinct h.group_id) as groups, count(k.id) as holders from v_case_holdings h"
    " join v_contacts g on g.id = h.group_id and g.trashed_on is null"
    " left join v_case_holders p on p.holding_id = h.id and p.from_on <= :on and (p.to_on is null or p.to_on > :on)"
    " left join v_contacts k on k.id = p.contact_id and k.trashed_on is null"
    " where h.from_on <= :on and (h.to_on is null or h.to_on > :on) group by h.case_id"
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


def holdings(store: Store, on: date) -> dict[int, tuple[int, bool]]:
    """Return of each case that was held on a day by how many groups, and whether anybody held its casefile by name."""
    found = store.rows(_HOLDINGS, on=on.isoformat())
    return {row["case_id"]: (row["groups"], row["holders"] > 0) for row in found}


@lru_cache(maxsize=16_384)
def _day(text: str) -> date:
    """Return a stored day; many rows are of the same one."""
    return date.fromisoformat(text)
