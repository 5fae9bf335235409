"""The keywords that a sector watches, as the thesaurus of this installation has them."""

from outreach_crm.app import App
from outreach_crm.errors import OutreachError
from outreach_crm.keywords import service as keywords
from outreach_crm.sectors.service.loading import get


def watched(app: App, key: str) -> list[int]:
    """Return the keywords that a sector watches, ready to be joined with ``v_keyword_closure``.

    One that the thesaurus does not have is left out: a section's own sector file may be ahead of it.

    Raises:
        NotFoundError: there is no such sector.
    """
    keywords.prepare(app)
    found = []
    for one in get(app, key).keywords:
        try:
            found.append(keywords.resolve(app, one).id)
        except OutreachError:
            continue
    return found
