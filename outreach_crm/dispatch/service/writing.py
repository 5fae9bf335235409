"""Writing messages: a text of a dispatch, and what its fields say of each recipient."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from outreach_crm.dispatch.model import Dispatch, Message, salutation, varied
from outreach_crm.text import fill

_OF_CONTACTS = ("name", "given_name", "family_name", "organisation", "country")


def write(dispatch: Dispatch, rows: Iterable[Mapping[str, Any]], addresses: Mapping[int, str]) -> Iterator[Message]:
    """Yield the message for each recipient.

    Args:
        dispatch: with its texts.
        rows: deliveries with what a text may say of their contacts.
        addresses: where each goes, by delivery.
    """
    texts, names = {one.language: one for one in dispatch.texts}, varied(dispatch.variants)
    for row in rows:
        text = texts[row["language"]]
        said = {name: row[name] for name in _OF_CONTACTS}
        fields = {**dispatch.fields, **said, "language": text.language}
        fields["salutation"] = salutation(row["name"], text.language)
        if names:
            own = dispatch.variants.get(row["variant"], {})
            fields |= {name: fill(own.get(name, fields.get(name, "")), fields) for name in names}
        yield Message(
            id=row["id"],
            dispatch_id=dispatch.id,
            message_id=row["message_id"] or "",
            contact_id=row["contact_id"],
            contact_uid=row["contact_uid"],
            name=row["name"],
            address=addresses.get(row["id"], ""),
            language=text.language,
            text=text,
            fields=fields,
            attempts=row["attempts"],
        )
