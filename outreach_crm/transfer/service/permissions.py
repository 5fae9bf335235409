"""Who must not be brought back, and on which basis and consents somebody is kept."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.contacts.service.bulk import Whole
from outreach_crm.transfer.service.outcomes import Terms

if TYPE_CHECKING:
    from outreach_crm.transfer.service.judging import Judged


def suppressed(app: App, wholes: Sequence[Whole]) -> frozenset[str]:
    """Return those address keys of contacts that are suppressed."""
    return frozenset()


@frozen
class Permissions:
    """Writes on which basis persons are kept, and the consents that a file knows of."""

    app: App
    terms: Terms
    file: str

    @classmethod
    def of(cls, app: App, terms: Terms, file: str) -> Self:
        """Return what is to be written of a whole import.

        Raises:
            NotFoundError: there is no such basis or purpose.
        """
        return cls(app, terms, file)

    def write(self, page: "Sequence[Judged]") -> None:
        """Write what holds for the persons of a page, in the open step."""
