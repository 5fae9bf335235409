"""The SQL of what waits: requests without an answer, and promises that are due."""

from outreach_crm.storage import Row, Store

UNANSWERED = (
    "select r.contact_id, min(r.received_on) as detail from mutuality_requests r"
    " join selection s on s.contact_id = r.contact_id where r.state in ('received', 'unclear', 'assessed', 'decided')"
    " group by r.contact_id"
)
_PROMISES = (
    "select p.id, p.request_id, p.what, p.due_on, r.owner_id, r.contact_id, c.name from mutuality_promises p"
    " join mutuality_requests r on r.id = p.request_id join v_contacts c on c.id = r.contact_id"
    " where p.done_on is null and p.due_on <= :until and c.trashed_on is null and {visible(c)} order by p.due_on, p.id"
)


def promises(store: Store, until: str) -> list[Row]:
    """Return promises that are due, with the organisation and who looks after it."""
    return store.rows(_PROMISES, until=until)
