"""What can be done with Urgent Actions; each room is one kind of work, and this is where the others find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_urgent_actions.service.interests import Wish
    from outreach_urgent_actions.service.matching import fill, keep_held, ways
    from outreach_urgent_actions.service.signing import SignUpDraft, leave, list_sign_ups, pause, resume, sign_up

__all__ = [
    "SignUpDraft",
    "Wish",
    "fill",
    "keep_held",
    "leave",
    "list_sign_ups",
    "pause",
    "resume",
    "sign_up",
    "ways",
]

_HERE = "outreach_urgent_actions.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.interests": "Wish",
        f"{_HERE}.matching": "fill keep_held ways",
        f"{_HERE}.signing": "SignUpDraft leave list_sign_ups pause resume sign_up",
    },
)
