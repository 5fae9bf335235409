"""Keywords as other programs have them; what there is comes from schemes, so none is written from outside."""

from collections.abc import Iterable

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.keywords import service
from outreach_crm.machines import goes_out


@frozen(kw_only=True)
class KeywordRecord:
    """A keyword: ``address`` is how others name it (``concerns:lawyers``), ``label`` is in the section's language.

    ``codes`` are what standards call it, the one we use first.
    """

    id: int
    address: str
    scheme: str
    key: str
    label: str
    facet: str
    definition: str
    codes: tuple[str, ...]
    valid_from: str | None
    valid_to: str | None


def some(app: App, ids: Iterable[int]) -> list[KeywordRecord]:
    """Return some keywords."""
    service.prepare(app)
    return [goes_out(one, KeywordRecord, address=str(one.address)) for one in service.some(app, ids)]


def named(app: App, text: str) -> Iterable[int]:
    """Return the keywords with words that begin like these, in any language."""
    return (one.keyword.id for one in service.find(app, text, limit=1_000))
