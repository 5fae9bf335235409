"""The SQL of whom to write to about what they hold, and of who was."""

from outreach_crm.storage import Row, Store

_OPEN = (
    'select h.id, h.group_id, g.name as "group", g.holder_id as owner_id, h.case_id, c.name as case_name, c.ref,'
    " h.from_on, h.report_on, {signs} from case_holdings h join cases c on c.id = h.case_id and {within(c)}"
    " join v_contacts g on g.id = h.group_id and {visible(g)} and g.trashed_on is null where h.to_on is null"
)
# What was heard of a group: what it did for the case, reported, or said that it read. What its holder heard: updates.
_HEARD = (
    "(select max(a.done_on) from case_activities a where a.case_id = h.case_id and a.group_id = h.group_id) as did_on,"
    " (select max(r.handed_on) from case_reports r where r.holding_id = h.id) as reported_on,"
    " (select max(x.seen_on) from case_receipts x join case_holders k on k.id = x.holder_id"
    " where k.holding_id = h.id) as seen_on,"
    " (select max(x.sent_on) from case_receipts x join case_holders k on k.id = x.holder_id"
    " where k.holding_id = h.id) as told_on"
)
_EVERY = f"{_OPEN.replace('{signs}', _HEARD)} order by h.report_on, g.sort_name, h.id"
_REPORTS_BETWEEN = (
    f"{_OPEN.replace(', {signs}', '')} and h.report_on between :start and :end order by h.report_on, g.sort_name, h.id"
)
_SENT = "select p.holding_id, p.kind, p.due_on from case_prompts p where {among(p.holding_id; :ids)}"


def every(store: Store) -> list[Row]:
    """Return the open holdings with what was heard last of the group, and by it; the earliest report first."""
    return store.rows(_EVERY)


def reports_between(store: Store, start: str, end: str) -> list[Row]:
    """Return the open holdings whose report is due on the days of a span, both included."""
    return store.rows(_REPORTS_BETWEEN, start=start, end=end)


def sent(store: Store, holding_ids: list[int]) -> set[tuple[int, str, str]]:
    """Return about which holdings somebody was written to: the holding, about what, and since when it was due."""
    rows = store.rows(_SENT, ids=store.numbers(holding_ids))
    return {(row["holding_id"], row["kind"], row["due_on"]) for row in rows}
