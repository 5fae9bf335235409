"""What a file that belongs to a record is: its name, what kind it is of, how large it is."""

import mimetypes
import re
import unicodedata

from attrs import frozen

from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Ref
from outreach_crm.text import say

LARGEST = 10_000_000
"""Bytes that one file may have: about what most mail servers take on."""

_LONGEST_NAME = 120
_WORD = r"[a-z0-9][a-z0-9!#$&^_.+-]{0,63}"
# RFC 6838, 4.2; a parameter is a word, as in text/calendar; method=REQUEST.
_MEDIA_TYPE = re.compile(rf"{_WORD}/{_WORD}(?:; [a-z]{{1,20}}=[A-Za-z0-9-]{{1,40}}){{0,4}}")
# What the standard library's own table, which is the same on every machine, does not know.
_OFFICE = "application/vnd.openxmlformats-officedocument"
_FURTHER_TYPES = {
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".ics": "text/calendar",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".vcf": "text/vcard",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
UNKNOWN = "application/octet-stream"
"""The media type of a file of which nothing else is known."""


@frozen(kw_only=True)
class Attachment:
    """A file that belongs to a record.

    Args:
        id: its number.
        ref: the record.
        name: the file's name, without folders.
        media_type: such as ``application/pdf`` (RFC 6838), perhaps with parameters.
        size: bytes.
        sha256: digest of what is in it, in hexadecimal digits.
        language: for whoever reads that language (BCP 47); empty: for everybody.
    """

    id: int
    ref: Ref
    name: str
    media_type: str
    size: int
    sha256: str
    language: str = ""


def file_name(text: str) -> str:
    """Return a file's name as it is kept: in one line, without folders and without what no system takes in a name.

    Raises:
        InvalidInputError: nothing is left of it, or it is too long.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", text))[-1]
    kept = "".join(" " if char.isspace() else char for char in last if char.isspace() or _is_seen(char))
    name = " ".join(kept.split()).strip(". ")
    if not name:
        raise InvalidInputError(say("A file needs a name."))
    if len(name) > _LONGEST_NAME:
        raise InvalidInputError(
            say(
                "The name of the file has {number} letters, and {longest_name} fit.",
                number=len(name),
                longest_name=_LONGEST_NAME,
            )
        )
    return name


def _is_seen(char: str) -> bool:
    """Return whether a letter can be seen: what turns the writing direction makes an .exe look like a .pdf."""
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"} and char not in '<>:"|?*'


def read_media_type(text: str) -> str:
    """Return a media type in its usual letters.

    Raises:
        InvalidInputError: it has not the form of one, or is of messages or of several parts, which are no files.
    """
    kind, _, parameters = text.strip().partition(";")
    written = "; ".join([kind.strip().lower(), *(one.strip() for one in parameters.split(";") if one.strip())])
    if not _MEDIA_TYPE.fullmatch(written) or written.startswith(("message/", "multipart/")):
        raise InvalidInputError(say("{text!r} is no media type of a file, such as application/pdf.", text=text))
    return written


def guessed_media_type(name: str, data: bytes) -> str:
    """Return what kind of file something is by the end of its name; of text also that it is UTF-8, where it is."""
    end = f".{name.rpartition('.')[2].lower()}"
    found = _FURTHER_TYPES.get(end) or mimetypes.MimeTypes().types_map[True].get(end, UNKNOWN)
    if found.startswith(("message/", "multipart/")):
        return UNKNOWN
    return f"{found}; charset=utf-8" if found.startswith("text/") and _is_utf8(data) else found


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
