"""What sending and fetching mail is made of: settings and records."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_mail.model.errors import UnreachableError
    from outreach_mail.model.messages import Composed, Seen
    from outreach_mail.model.records import Said, Standing, Tried
    from outreach_mail.model.returns import (
        BOUNCES,
        SAID,
        Attached,
        Fetched,
        Item,
        Kind,
        Looked,
        Position,
        Return,
        Returned,
    )
    from outreach_mail.model.settings import MailSettings, Security

__all__ = [
    "BOUNCES",
    "SAID",
    "Attached",
    "Composed",
    "Fetched",
    "Item",
    "Kind",
    "Looked",
    "MailSettings",
    "Position",
    "Return",
    "Returned",
    "Said",
    "Security",
    "Seen",
    "Standing",
    "Tried",
    "UnreachableError",
]

__getattr__ = names_from(
    __name__,
    {
        "outreach_mail.model.errors": "UnreachableError",
        "outreach_mail.model.messages": "Composed Seen",
        "outreach_mail.model.records": "Said Standing Tried",
        "outreach_mail.model.returns": "BOUNCES SAID Attached Fetched Item Kind Looked Position Return Returned",
        "outreach_mail.model.settings": "MailSettings Security",
    },
)
