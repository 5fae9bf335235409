"""The SQL of whom to write to about what they hold, and of who was."""

from outreach_crm.storage import Row, Store

_OPEN = (
    'select h.id, h.group_id, g.name as "group", g.holder_id as owner_id, h.case_id, c.name as case_name, c.ref,'
    " c.country, h.from_on, h.report_on from case_holdings h join cases c on c.id = h.case_id"
    " join v_contacts g on g.id = h.group_id and {visible(g)} and g.trashed_on is null where h.to_on is null"
)
_REPORTS_DUE = f"{_OPEN} and h.report_on <= :until order by h.report_on, g.sort_name, h.id"
_REPORTS_BETWEEN = f"{_OPEN} and h.report_on between :start and :end order by h.report_on, g.sort_name, h.id"
_SENT = "select p.holding_id, p.kind, p.due_on from case_prompts p where {among(p.holding_id; :ids)}"


def reports_due(store: Store, until: str) -> list[Row]:
    """Return the open holdings whose report is due on a day or before, the earliest first."""
    return store.rows(_REPORTS_DUE, until=until)


def reports_between(store: Store, start: str, end: str) -> list[Row]:
    """Return the open holdings whose report is due on the days of a span, both included."""
    return store.rows(_REPORTS_BETWEEN, start=start, end=end)


def sent(store: Store, holding_ids: list[int]) -> set[tuple[int, str, str]]:
    """Return about which holdings somebody was written to: the holding, about what, and since when it was due."""
    rows = store.rows(_SENT, ids=store.numbers(holding_ids))
    return {(row["holding_id"], row["kind"], row["due_on"]) for row in rows}
