"""Writing messages: a text of a dispatch with the fields of one recipient filled in."""

from collections.abc import Mapping
from typing import Any

from outreach_crm.dispatch.model import Dispatch, Message, salutation, varied
from outreach_crm.text import fill


def write(dispatch: Dispatch, row: Mapping[str, Any], *, address: str) -> Message:
    """Return the message for one recipient.

    Args:
        dispatch: with its texts.
        row: a delivery with what a text may say of its contact.
        address: where it goes.
    """
    text = next(one for one in dispatch.texts if one.language == row["language"])
    said = {"salutation": salutation(row["name"], text.language), "language": text.language}
    fields = {**dispatch.fields, **{name: row[name] for name in _OF_CONTACTS}, **said}
    own = dispatch.variants.get(row["variant"], {})
    fields |= {name: fill(own.get(name, fields.get(name, "")), fields) for name in varied(dispatch.variants)}
    return Message(
        id=row["id"],
        dispatch_id=dispatch.id,
        message_id=row["message_id"] or "",
        contact_id=row["contact_id"],
        name=row["name"],
        address=address,
        language=text.language,
        subject=" ".join(fill(text.subject, fields).split()),
        body=fill(text.body, fields),
        attempts=row["attempts"],
    )


_OF_CONTACTS = ("name", "given_name", "family_name", "organisation", "country")
