"""The SQL of editions and the cases in them."""

from outreach_crm.storage import Row, Store

_EDITION = "select id, series from ua_editions where issue_id = :issue_id"
_CASES = (
    "select e.id, c.id as case_id, c.ref, c.variant, c.state from ua_edition_cases e"
    " join ua_cases c on c.id = e.case_id where e.edition_id = :edition_id order by e.id"
)


def edition(store: Store, issue_id: int) -> Row | None:
    """Return ``id`` and ``series`` of the edition that a publication is, or None."""
    return store.one(_EDITION, issue_id=issue_id)


def cases(store: Store, edition_id: int) -> list[Row]:
    """Return the cases in an edition: ``id`` of the row, ``case_id``, ``ref``, ``variant``, ``state``."""
    return store.rows(_CASES, edition_id=edition_id)
