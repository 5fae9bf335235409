"""The SQL of who said of a dispatch that its texts are right."""

from outreach_crm.dispatch.model import Tick
from outreach_crm.storage import Row, Store

_IDS = "select id, said from dispatch_checks where dispatch_id = :id"
# Of the first one, where it follows; its own come last and hold.
_SAID = (
    "select k.said, k.digest, k.checked_at, coalesce(a.name, '') as checked_by from dispatch_checks k"
    " left join accounts a on a.id = k.checked_by where k.dispatch_id in (:id, cast(:follows as {int}))"
    " order by k.dispatch_id, k.id"
)


def ids(store: Store, dispatch_id: int) -> dict[str, int]:
    """Return the rows of what was said of a dispatch, by what was said."""
    return {row["said"]: row["id"] for row in store.rows(_IDS, id=dispatch_id)}


def said(store: Store, dispatch_id: int, follows: int | None) -> list[Row]:
    """Return what was said of a dispatch, and of the one it follows, each with the digest of what it was said of."""
    return store.rows(_SAID, id=dispatch_id, follows=follows)


def tick(row: Row) -> Tick:
    """Return what was said as a record."""
    return Tick(check=row["said"], by=row["checked_by"], at=row["checked_at"])
