"""The SQL of what waits: requests without an answer, and promises that are due."""

from outreach_crm.storage import Row, Store
from outreach_mutuality.queries.requests import WITHOUT_ANSWER

UNANSWERED = (
    "select r.contact_id, min(r.received_on) as detail from mutuality_requests r"
    f" join selection s on s.contact_id = r.contact_id where r.state in {WITHOUT_ANSWER}"
    " group by r.contact_id"
)
_PROMISES = (
    "select p.id, p.request_id, p.what, p.due_on, r.owner_id, r.contact_id, c.name from mutuality_promises p"
    " join mutuality_requests r on r.id = p.request_id join v_contacts c on c.id = r.contact_id"
    " where p.done_on is null and p.due_on <= :until and c.trashed_on is null and {visible(c)} order by p.due_on, p.id"
)
# What somebody is asked who does not look after the request himself, by the kind of record that asks it.
_ASKED = (
    "select 'mutuality_findings' as kind, f.id, f.request_id, f.asked_id, f.said_by as who, f.said_on as on_day,"
    " f.sentence as why from mutuality_findings f where f.verdict = 'unclear' and f.asked_id is not null"
    " union all select 'mutuality_decisions', d.id, d.request_id, d.asked_id, d.decided_by, d.decided_on, d.kept"
    " from mutuality_decisions d where d.outcome = 'consult' and d.asked_id is not null"
)
_WHO_IS_ASKED = (
    "select a.kind, a.id, a.request_id, a.asked_id, a.who, a.on_day, a.why, c.name, substr(r.text, 1, 1000) as text,"
    f" r.deadline_on from ({_ASKED}) a join mutuality_requests r on r.id = a.request_id"
    " join v_contacts c on c.id = r.contact_id where coalesce(r.owner_id, 0) <> a.asked_id"
    f" and r.state in {WITHOUT_ANSWER} and a.on_day <= :until and c.trashed_on is null and {{visible(c)}}"
    " order by a.on_day, a.request_id, a.kind, a.id"
)


def asked(store: Store, until: str) -> list[Row]:
    """Return what somebody is asked about a request of which somebody else looks after, and who asks it."""
    return store.rows(_WHO_IS_ASKED, until=until)


def promises(store: Store, until: str) -> list[Row]:
    """Return promises that are due, with the organisation and who looks after it."""
    return store.rows(_PROMISES, until=until)
