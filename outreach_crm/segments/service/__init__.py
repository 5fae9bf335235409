"""What can be done with segments; each room is one kind of work, and this is where other features find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.segments.service.listing import (
        COUNTED,
        choose_columns,
        chosen_columns,
        columns,
        ids_of,
        is_special,
        page,
        told,
    )
    from outreach_crm.segments.service.reading import condition, fields, read, words_of
    from outreach_crm.segments.service.saving import add, edit, get, hits, list_segments, remove, rename
    from outreach_crm.segments.service.saying import phrases, sentence
    from outreach_crm.segments.service.using import chosen, count, fill, first, overview

__all__ = [
    "COUNTED",
    "add",
    "choose_columns",
    "chosen",
    "chosen_columns",
    "columns",
    "condition",
    "count",
    "edit",
    "fields",
    "fill",
    "first",
    "get",
    "hits",
    "ids_of",
    "is_special",
    "list_segments",
    "overview",
    "page",
    "phrases",
    "read",
    "remove",
    "rename",
    "sentence",
    "told",
    "words_of",
]

_HERE = "outreach_crm.segments.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.listing": "COUNTED choose_columns chosen_columns columns ids_of is_special page told",
        f"{_HERE}.reading": "condition fields read words_of",
        f"{_HERE}.saving": "add edit get hits list_segments remove rename",
        f"{_HERE}.saying": "phrases sentence",
        f"{_HERE}.using": "chosen count fill first overview",
    },
)
