"""What can be done with files that belong to records."""

from collections.abc import Iterator
from hashlib import sha256
from os import fstat
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.attachments import queries
from outreach_crm.attachments.kinds import judged
from outreach_crm.attachments.model import LARGEST, Attachment, file_name, read_media_type
from outreach_crm.errors import InvalidInputError, NotFoundError, StorageError
from outreach_crm.model import Ref
from outreach_crm.text import figure, say

__all__ = [
    "attach",
    "check_there",
    "content",
    "copy",
    "damaged",
    "detach",
    "get",
    "in_megabytes",
    "judged",
    "of",
    "read",
    "seen",
]


def attach(
    app: App, ref: Ref, name: str, media_type: str, data: bytes, *, language: str = "", because: str = ""
) -> Attachment:
    """Let a file belong to a record.

    Args:
        app: the App.
        ref: the record; that it is there is for the caller to see.
        name: the file's name; folders before it do not matter.
        media_type: what kind of file it is (RFC 6838), such as ``application/pdf``.
        data: what is in it.
        language: for whoever reads it (BCP 47); empty: for everybody.
        because: why.

    Raises:
        InvalidInputError: it has no name, or is empty, too large, or no file by its media type.
    """
    name, media_type = file_name(name), read_media_type(media_type)
    if not data:
        raise InvalidInputError(say("{name} is empty.", name=name))
    if len(data) > LARGEST:
        raise InvalidInputError(
            say("{name} is too large: a file may have {in_megabytes}.", name=name, in_megabytes=in_megabytes(LARGEST))
        )
    digest = sha256(data).hexdigest()
    with app.change("attach file", because=because):
        queries.keep_content(app.store, digest, data)
        values = {"name": name, "media_type": media_type, "size": len(data), "sha256": digest, "language": language}
        return get(app, app.store.insert("attachments", {"ref_kind": ref.kind, "ref_id": ref.id, **values}))


def read(file: Path) -> bytes:
    """Return what is in a file on disk that is to belong to something.

    Raises:
        InvalidInputError: it cannot be read, or is too large.
    """
    try:
        with file.open("rb") as opened:
            if (size := fstat(opened.fileno()).st_size) > LARGEST:
                raise InvalidInputError(
                    say(
                        "{file} has {size}, and {most} fit.",
                        file=file.name,
                        size=in_megabytes(size),
                        most=in_megabytes(LARGEST),
                    )
                )
            return opened.read(LARGEST + 1)  # what has no size before it is read, such as a pipe, has an end
    except OSError as error:
        raise InvalidInputError(say("{file} cannot be read: {strerror}.", file=file, strerror=error.strerror)) from None


def get(app: App, attachment_id: int) -> Attachment:
    """Return a file, without what is in it.

    Raises:
        NotFoundError: there is none of that number.
    """
    found = queries.attachment(app.store, attachment_id)
    if found is None:
        raise NotFoundError(say("There is no file {attachment_id}.", attachment_id=attachment_id))
    return found


def seen(app: App, attachment_id: int) -> Attachment:
    """Return a file, without what is in it, to whoever may see what it belongs to.

    Raises:
        NotFoundError: there is none of that number, or its record is about somebody whom the actor may not see.
    """
    found = get(app, attachment_id)
    if queries.is_hidden(app.store, found.ref):
        raise NotFoundError(say("There is no file {attachment_id}.", attachment_id=attachment_id))
    return found


def check_there(app: App, ref: Ref) -> None:
    """Refuse what is no record that the actor may see.

    Raises:
        NotFoundError: it is none.
    """
    if not queries.is_there(app.store, ref) or queries.is_hidden(app.store, ref):
        raise NotFoundError(say("There is no {ref}.", ref=ref))


def of(app: App, ref: Ref) -> list[Attachment]:
    """Return the files of a record in the order in which they came."""
    return queries.attachments(app.store, ref)


def content(app: App, attachment_id: int) -> bytes:
    """Return what is in a file.

    Raises:
        NotFoundError: there is none of that number.
        StorageError: it is not what was attached: the disk has altered it.
    """
    found = get(app, attachment_id)
    data = queries.content(app.store, attachment_id)
    if sha256(data).hexdigest() != found.sha256:
        raise StorageError(say("The file {name} of {ref} is damaged; attach it again.", name=found.name, ref=found.ref))
    return data


def copy(app: App, source: Ref, target: Ref) -> list[Attachment]:
    """Let the files of one record belong to another one too, and return those; what is in them is kept once."""
    with app.change("attach file"):
        for one in of(app, source):
            values = {"name": one.name, "media_type": one.media_type, "size": one.size, "sha256": one.sha256}
            pointer = {"ref_kind": target.kind, "ref_id": target.id}
            app.store.insert("attachments", {**pointer, **values, "language": one.language})
        return of(app, target)


def detach(app: App, attachment_id: int, *, because: str = "") -> Attachment:
    """Let a file no longer belong to its record, and return it; what is in it stays as long as this can be undone.

    Raises:
        NotFoundError: there is none of that number.
    """
    with app.change("detach file", because=because):
        found = get(app, attachment_id)
        app.store.delete("attachments", attachment_id)
        return found


def damaged(app: App) -> Iterator[Attachment]:
    """Yield the files in which there is not what was attached; reads them all."""
    after = 0
    while page := queries.some(app.store, after):
        for one in page:
            if sha256(queries.content(app.store, one.id)).hexdigest() != one.sha256:
                yield one
        after = page[-1].id


def in_megabytes(size: int) -> str:
    """Return a number of bytes as people read it: ``1.2 MB``, ``35 kB``."""
    if size >= 1_000_000:
        return say("{n} MB", n=figure(size / 1_000_000, ".1f"))
    return say("{n} kB", n=max(size // 1_000, 1))
