"""What the demo does before its page is told: a database of its own, and the sample contacts in it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.demo.service.databases import (
        LOADER,
        OFFICER,
        arrive,
        as_one_of_us,
        default_file,
        finish,
        fresh,
        is_whole,
        messages,
        open_demo,
    )
    from outreach_crm.demo.service.loading import load

__all__ = [
    "LOADER",
    "OFFICER",
    "arrive",
    "as_one_of_us",
    "default_file",
    "finish",
    "fresh",
    "is_whole",
    "load",
    "messages",
    "open_demo",
]

_HERE = "outreach_crm.demo.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.databases": (
            "LOADER OFFICER arrive as_one_of_us default_file finish fresh is_whole messages open_demo"
        ),
        f"{_HERE}.loading": "load",
    },
)
