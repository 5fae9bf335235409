"""What may go wrong on the way to a mail server."""

from outreach_crm.errors import DeliveryError


class UnreachableError(DeliveryError):
    """The server cannot be reached now, or says later: what was to go there may be tried again."""
