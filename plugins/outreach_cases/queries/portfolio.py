"""The SQL of the whole portfolio: levels until a day, when there was news last, holdings, and reports owed."""

from datetime import date
from functools import lru_cache

from outreach_cases.formulas.reporting import Owed
from outreach_cases.formulas.stock_and_flow import Transition
from outreach_cases.queries import within
from outreach_crm.storage import Store

_LEVELS = (
    "select t.case_id, t.decided_on, t.state, t.reason from v_case_transitions t"
    f" where t.track = 'level' and t.decided_on <= :on and {within.of('t.case_id')} order by t.decided_on, t.id"
)
# A level, a decision of ours and a version of the casefile are news; whatever else tells some joins them here.
_NEWS = (
    "select n.case_id, max(n.day) as day from ("
    "select case_id, decided_on as day from v_case_transitions where decided_on <= :on"
    " union all select case_id, dated_on from case_versions where dated_on <= :on"
    " union all select case_id, written_on from case_updates where written_on <= :on) n"
    f" where {within.of('n.case_id')} group by n.case_id"
)

# The last day of a holding that has ended is the one before; so it is of whoever held the casefile. Whoever is in the
# trash holds nothing. It counts groups and people that the actor may not see, too: no contact is answered.
_HOLDINGS = (
    "select h.case_id, count(distinct h.group_id) as groups, count(k.id) as holders from v_case_holdings h"
    " join v_contacts g on g.id = h.group_id and g.trashed_on is null"
    " left join v_case_holders p on p.holding_id = h.id and p.from_on <= :on and (p.to_on is null or p.to_on > :on)"
    " left join v_contacts k on k.id = p.contact_id and k.trashed_on is null"
    f" where h.from_on <= :on and (h.to_on is null or h.to_on > :on) and {within.of('h.case_id')} group by h.case_id"
)
# A report was owed where the group held the case on the day it was due. Of one that came the row says when it had been
# due; what is still owed is due by the day of the holding, unless that came after the holding had ended. Groups that
# the actor may not see are counted, too.
_OWED = (
    "select o.due_on, o.handed_on from (select r.holding_id, r.due_on, r.handed_on from case_reports r"
    " union all select h.id, h.report_on, null from case_holdings h where h.to_on is null"
    " or not exists (select 1 from case_reports r where r.holding_id = h.id and r.due_on = h.report_on)) o"
    " join case_holdings h on h.id = o.holding_id and (h.to_on is null or h.to_on > o.due_on)"
    " join v_contacts g on g.id = h.group_id and g.trashed_on is null where o.due_on between :first and :on"
    f" and {within.of('h.case_id')}"
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


def owed(store: Store, first: date, on: date) -> list[Owed]:
    """Return the reports on cases that were due in a period, each with the day on which it came."""
    rows = store.rows(_OWED, first=first.isoformat(), on=on.isoformat())
    return [Owed(_day(row["due_on"]), _day(row["handed_on"]) if row["handed_on"] else None) for row in rows]


@lru_cache(maxsize=16_384)
def _day(text: str) -> date:
    """Return a stored day; many rows are of the same one."""
    return date.fromisoformat(text)
