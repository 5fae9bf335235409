"""The journal; each room is one kind of work, and this is where other features find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.changes.service.beside import proven, sentence
    from outreach_crm.changes.service.living import Life, lives
    from outreach_crm.changes.service.naming import label, value
    from outreach_crm.changes.service.proving import is_long, verify
    from outreach_crm.changes.service.reading import (
        about_contact,
        check_version,
        contact_name,
        cut_off,
        days,
        detail,
        get,
        interrupted,
        latest,
        made,
        mark,
        newest,
        of_others,
        on_day,
        standing,
        touched,
        versions,
    )
    from outreach_crm.changes.service.telling import told
    from outreach_crm.changes.service.undoing import plan, undo

__all__ = [
    "Life",
    "about_contact",
    "check_version",
    "contact_name",
    "cut_off",
    "days",
    "detail",
    "get",
    "interrupted",
    "is_long",
    "label",
    "latest",
    "lives",
    "made",
    "mark",
    "newest",
    "of_others",
    "on_day",
    "plan",
    "proven",
    "sentence",
    "standing",
    "told",
    "touched",
    "undo",
    "value",
    "verify",
    "versions",
]

_HERE = "outreach_crm.changes.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.beside": "proven sentence",
        f"{_HERE}.living": "Life lives",
        f"{_HERE}.naming": "label value",
        f"{_HERE}.proving": "is_long verify",
        f"{_HERE}.reading": (
            "about_contact check_version contact_name cut_off days detail get interrupted latest made mark newest"
            " of_others on_day standing touched versions"
        ),
        f"{_HERE}.telling": "told",
        f"{_HERE}.undoing": "plan undo",
    },
)
