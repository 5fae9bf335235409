"""The SQL of what came back and waits for somebody: what is asked each morning."""

from outreach_crm.storage import Row, Store

_UNREAD = (
    "select r.id, r.came_at, r.subject, c.id as contact_id, c.name, c.holder_id, d.name as mailing from mail_returns r"
    " join v_dispatches d on d.id = r.dispatch_id and {told('dispatches'; d.id)}"
    " join v_contacts c on c.id = r.contact_id and {visible(c)}"
    " where r.read_at is null and r.kind = 'reply' order by r.id"
)
# Until somebody has seen it, gave another address, or found that it works after all.
_WRONG = (
    "select r.id, r.came_at, r.kind, r.status, c.id as contact_id, c.name, c.holder_id from mail_returns r"
    " join v_contacts c on c.id = r.contact_id and c.trashed_on is null and {visible(c)}"
    " where r.read_at is null and r.marked = 1 and not exists (select 1 from v_points p where p.contact_id = c.id"
    " and p.kind = 'email' and p.wrong_since is null) order by r.id"
)


def unread(store: Store) -> list[Row]:
    """Return replies that nobody has read."""
    return store.rows(_UNREAD)


def wrong(store: Store) -> list[Row]:
    """Return whose only address was found wrong by a mail that came back."""
    return store.rows(_WRONG)
