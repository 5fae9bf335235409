"""Finds records that are probably somebody who is in the book under other details."""

from collections.abc import Sequence

from outreach_crm.app import App
from outreach_crm.transfer.service.taking import Told


def likely_duplicates(app: App, page: Sequence[Told]) -> dict[int, int]:
    """Return by the number of a record the contact it probably is; those that are like nobody are left out."""
    return {}
