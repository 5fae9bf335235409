"""Writing messages: a text of a dispatch, and what its fields say of each recipient."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from outreach_crm.app import App
from outreach_crm.dispatch.model import LEAVE, Dispatch, Message, salutation, varied
from outreach_crm.filling import fill
from outreach_crm.privacy import service as privacy
from outreach_crm.storage.digests import keyed

_OF_CONTACTS = ("name", "given_name", "family_name", "organisation", "country")


def message_id(secret: bytes, dispatch_uid: str, delivery_id: int, contact_uid: str) -> str:
    """Return the part of a Message-ID before the ``@``: the same at each attempt, so that a store may drop a copy.

    It names the delivery, so that an answer is known by it, and is keyed, so that nobody can name another one; whoever
    sees two mailings cannot tell that they went to one person.

    Args:
        secret: the key of messages, ``app.secret("message")``.
        dispatch_uid: of which dispatch.
        delivery_id: which message.
        contact_uid: whom it is for; not their number, which a restore of an older backup gives a second time.
    """
    named = f"{dispatch_uid}.{delivery_id}"
    return f"{named}.{keyed(secret, f'{named}|{contact_uid}').hex()[:24]}"


def write(
    app: App, dispatch: Dispatch, rows: Iterable[Mapping[str, Any]], addresses: Mapping[int, str]
) -> tuple[Message, ...]:
    """Return the message for each recipient.

    Args:
        app: the App, for the key of Message-IDs.
        dispatch: with its texts.
        rows: deliveries with what a text may say of their contacts.
        addresses: where each goes, by delivery.
    """
    secret, leave = app.secret("message"), _links(app, dispatch)
    texts = {one.language: one for one in dispatch.texts}
    return tuple(
        Message(
            id=row["id"],
            dispatch_id=dispatch.id,
            message_id=message_id(secret, dispatch.uid, row["id"], row["contact_uid"]),
            contact_id=row["contact_id"],
            contact_uid=row["contact_uid"],
            name=row["name"],
            address=addresses.get(row["id"], ""),
            language=row["language"],
            text=texts[row["language"]],
            fields=_fields(dispatch, row, leave(row)),
            attempts=row["attempts"],
        )
        for row in rows
    )


def _links(app: App, dispatch: Dispatch) -> Callable[[Mapping[str, Any]], str]:
    """Return what says where a recipient leaves; nothing where no text asks for it, or there are no pages."""
    asked = f"{{{LEAVE}}}"
    said = [f"{one.subject} {one.body}" for one in dispatch.texts]
    said += [one for values in dispatch.variants.values() for one in values.values()]
    links = privacy.public_links(app) if any(asked in one for one in said) else None
    if links is None:
        return lambda _: ""
    media = {one.key: one.medium for one in app.plugins.channels()}

    def leave(row: Mapping[str, Any]) -> str:
        channel = row.get("channel", dispatch.channel)
        return links.leave(row["contact_uid"], dispatch.purpose, media.get(channel, channel))

    return leave


def _fields(dispatch: Dispatch, row: Mapping[str, Any], leave: str) -> dict[str, str]:
    """Return what the fields of a text say of one recipient."""
    fields = {
        **dispatch.fields,
        **{name: row[name] for name in _OF_CONTACTS},
        "language": row["language"],
        LEAVE: leave,
    }
    fields["salutation"] = salutation(row["name"], row["language"])
    if dispatch.variants:
        own = dispatch.variants.get(row["variant"], {})
        fields |= {name: fill(own.get(name, fields.get(name, "")), fields) for name in varied(dispatch.variants)}
    return fields
