"""What can be done with segments; each room is one kind of work, and this is where other features find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.segments.service.reading import fields, read, words_of
    from outreach_crm.segments.service.saving import add, edit, get, hits, list_segments, remove, rename
    from outreach_crm.segments.service.saying import sentence
    from outreach_crm.segments.service.using import chosen, count, fill, first, overview

__all__ = [
    "add",
    "chosen",
    "count",
    "edit",
    "fields",
    "fill",
    "first",
    "get",
    "hits",
    "list_segments",
    "overview",
    "read",
    "remove",
    "rename",
    "sentence",
    "words_of",
]

_HERE = "outreach_crm.segments.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.reading": "fields read words_of",
        f"{_HERE}.saving": "add edit get hits list_segments remove rename",
        f"{_HERE}.saying": "sentence",
        f"{_HERE}.using": "chosen count fill first overview",
    },
)
