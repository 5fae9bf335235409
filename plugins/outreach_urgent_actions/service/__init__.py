"""What can be done with Urgent Actions; each room is one kind of work, and this is where the others find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_urgent_actions.service.interests import Wish
    from outreach_urgent_actions.service.matching import fill, keep_held, ways
    from outreach_urgent_actions.service.previewing import everybody, find, preview
    from outreach_urgent_actions.service.signing import (
        SignUpDraft,
        cautions,
        leave,
        list_sign_ups,
        of_contact,
        panel,
        pause,
        resume,
        sign_up,
    )
    from outreach_urgent_actions.service.trying import try_out

__all__ = [
    "SignUpDraft",
    "Wish",
    "cautions",
    "everybody",
    "fill",
    "find",
    "keep_held",
    "leave",
    "list_sign_ups",
    "of_contact",
    "panel",
    "pause",
    "preview",
    "resume",
    "sign_up",
    "try_out",
    "ways",
]

_HERE = "outreach_urgent_actions.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.interests": "Wish",
        f"{_HERE}.matching": "fill keep_held ways",
        f"{_HERE}.previewing": "everybody find preview",
        f"{_HERE}.signing": "SignUpDraft cautions leave list_sign_ups of_contact panel pause resume sign_up",
        f"{_HERE}.trying": "try_out",
    },
)
