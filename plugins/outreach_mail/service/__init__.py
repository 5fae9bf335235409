"""What can be done with e-mail; each room is one kind of work, and this is where commands find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_mail.service.carrying import carrier
    from outreach_mail.service.looking import check, status
    from outreach_mail.service.running import is_told, send, under_way, watch

__all__ = ["carrier", "check", "is_told", "send", "status", "under_way", "watch"]

_HERE = "outreach_mail.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.carrying": "carrier",
        f"{_HERE}.looking": "check status",
        f"{_HERE}.running": "is_told send under_way watch",
    },
)
