"""The files of a dispatch: given and taken away while it is a draft, and read by whatever carries its messages."""

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.attachments.model import LARGEST, Attachment, guessed_media_type
from outreach_crm.dispatch.service import drafting
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.model import Ref
from outreach_crm.text import fold, say


def attach(
    app: App, dispatch_id: int, name: str, data: bytes, *, language: str = "", because: str = ""
) -> list[Attachment]:
    """Let a file go with each message of a draft, and return all its files.

    Args:
        app: the App.
        dispatch_id: which one.
        name: the file's name; its end says what kind of file it is.
        data: what is in it.
        language: only for those who get the text in this language; empty: for everybody.
        because: why.

    Raises:
        InvalidInputError: it is empty or too large, there is one of that name, or no text in that language.
        RefusedError: the recipients are frozen.
    """
    with app.change("attach file", because=because):
        dispatch = drafting.open_draft(app, dispatch_id)
        language = _language(language, [one.language for one in dispatch.texts])
        there = files(app, dispatch_id)
        media_type = guessed_media_type(name, data)
        ref = Ref("dispatches", dispatch_id)
        new = attachments.attach(app, ref, name, media_type, data, language=language, because=because)
        if any(fold(one.name) == fold(new.name) and one.language == language for one in there):
            raise InvalidInputError(
                say(
                    "{dispatch} has a file {new} already; take it away first, or rename it.",
                    dispatch=dispatch.name,
                    new=new.name,
                )
            )
        for text in dispatch.texts:
            size = sum(one.size for one in (*there, new) if one.language in {"", text.language})
            if size > LARGEST:
                sizes = attachments.in_megabytes(size), attachments.in_megabytes(LARGEST)
                raise InvalidInputError(
                    say("A message would carry {size} of files, and {most} fit.", size=sizes[0], most=sizes[1])
                )
        return files(app, dispatch_id)


def detach(app: App, dispatch_id: int, name: str, *, because: str = "") -> list[Attachment]:
    """Take a file from a draft, by its name, and return those that are left; of several languages all of them go.

    Raises:
        NotFoundError: it has no file of that name.
        RefusedError: the recipients are frozen.
    """
    with app.change("detach file", because=because):
        dispatch = drafting.open_draft(app, dispatch_id)
        there = files(app, dispatch_id)
        named = [one for one in there if fold(one.name) == fold(name.strip())]
        if not named:
            told = ", ".join(one.name for one in there) or say("none")
            raise NotFoundError(
                say("{dispatch} has no file {name!r}; it has {told}.", dispatch=dispatch.name, name=name, told=told)
            )
        for one in named:
            attachments.detach(app, one.id)
        return files(app, dispatch_id)


def files(app: App, dispatch_id: int, language: str | None = None) -> list[Attachment]:
    """Return the files of a dispatch: all of them, or those that go with the text in a language."""
    found = attachments.of(app, Ref("dispatches", dispatch_id))
    return found if language is None else [one for one in found if one.language in {"", language}]


def _language(text: str, there: list[str]) -> str:
    if not text:
        return ""
    from outreach_crm.contacts.service import read_language

    language = read_language(text)
    if language not in there:
        told = ", ".join(there)
        raise InvalidInputError(
            say(
                "There is no text in {language} yet, so nobody would get the file; there are {told}.",
                language=language,
                told=told,
            )
        )
    return language
