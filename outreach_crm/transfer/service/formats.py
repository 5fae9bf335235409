"""Finds out of which format and in which encoding a file is; what cannot be known is asked, never guessed."""

import codecs
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.errors import ImportRejectedError, InvalidInputError
from outreach_crm.formats import Importer
from outreach_crm.text import either, say, term
from outreach_crm.transfer.model import Choice, Question

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# What a text that is not UTF-8 most often is, and who writes it.
_ENCODINGS = {
    "cp1252": say("Western European (Windows)"),
    "cp1250": say("Central European (Windows)"),
    "cp1251": say("Cyrillic (Windows)"),
    "cp1253": say("Greek (Windows)"),
    "cp1254": say("Turkish (Windows)"),
    "cp1256": say("Arabic (Windows)"),
    "mac_roman": say("Western European (older Macs)"),
    "cp850": say("Western European (DOS)"),
}
_CHUNK = 1 << 20
_LONGEST_LINE = 8  # chunks
_HEAD = 1 << 16
_TEXT_CONTROLS = b"\t\n\r\f\x1b"
_WEB_PAGES = (b"<!doctype html", b"<html", b"<table", b"<?xml")


def format_of(app: App, path: Path) -> Importer:
    """Return what reads a file: by its first bytes, else by its name, else as a text table.

    Raises:
        ImportRejectedError: it cannot be opened, is empty, or is nothing contacts are read from.
        InvalidInputError: what reads it is not installed.
    """
    head = _head(path)
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    known = app.plugins.importers()
    begun = [one for one in known if start.startswith(one.begins)]
    named = [one for one in known if path.name.lower().endswith(one.suffixes)]
    tables = [one for one in known if one.text and one.table]
    # A name that says spreadsheet above a text: programs write such files, and Excel opens them too.
    likely = [one for one in named if all(map(_printable, one.begins))] or tables
    if not (begun or likely):
        raise ImportRejectedError(
            say("{path} is none of {names}.", path=path.name, names=either(term(one.title) for one in known))
        )
    found = next((one for one in begun if one in named), (begun or likely)[0])
    if found.text:
        _check_text(path, head, start)
    if found.needs and find_spec(found.needs[0]) is None:
        raise InvalidInputError(
            say(
                "{path}: {title} is read with a package that is not installed;"
                " install it with: pip install 'outreach-crm[{needs}]'",
                path=path.name,
                title=found.title,
                needs=found.needs[1],
            )
        )
    return found


def encoding_of(path: Path, given: str = "") -> tuple[str, Question | None]:
    """Return the encoding of a text, or the question which it is.

    Args:
        path: the file.
        given: what somebody says it is; a byte order mark knows better.

    Raises:
        InvalidInputError: there is no encoding of that name, or the file is not in it.
        ImportRejectedError: a line goes on for megabytes.
    """
    with path.open("rb") as file:
        begin = file.read(4)
    told = next((name for mark, name in _MARKS.items() if begin.startswith(mark)), "")
    if told or given:
        _check_encoding(path, told or given)
        return told or given, None
    if _reads(path, "utf-8"):
        return "utf-8", None
    return "", _question(path)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise ImportRejectedError(say("{path} cannot be opened: {why}.", path=path.name, why=why)) from None
    if not head:
        raise ImportRejectedError(
            say("{path} is empty: it has 0 bytes. Export it again where it comes from.", path=path.name)
        )
    return head


def _printable(begin: bytes) -> bool:
    return begin.decode("latin-1").isprintable()


def _check_text(path: Path, head: bytes, start: bytes) -> None:
    if start[:20].lower().startswith(_WEB_PAGES):
        raise ImportRejectedError(
            say(
                "{path} is a web page or XML, whatever its name says;"
                " open it in a spreadsheet program and save it as CSV.",
                path=path.name,
            )
        )
    if head.startswith(tuple(_MARKS)):
        return
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in head)
    if head.startswith(b"%PDF") or controls > max(8, len(head) // 20):
        raise ImportRejectedError(
            say(
                "{path} is not a text, a spreadsheet or a vCard; save it as one of these where it comes from.",
                path=path.name,
            )
        )


def _chunks(path: Path) -> Iterator[bytes]:
    endless = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            endless = 0 if b"\n" in chunk or b"\r" in chunk else endless + 1
            if endless > _LONGEST_LINE:
                raise ImportRejectedError(
                    say(
                        "{path} has a line of more than {longest_line} MB, and is no table.",
                        path=path.name,
                        longest_line=_LONGEST_LINE,
                    )
                )
            yield chunk


def _reads(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _check_encoding(path: Path, encoding: str) -> None:
    try:
        " ".encode(encoding)
        known = encoding.isascii()
    except (LookupError, ValueError):  # no encoding, or one that is not of texts
        known = False
    if not known:
        raise InvalidInputError(
            say(
                "There is no encoding {encoding!r}; there are {names} and many more.",
                encoding=encoding,
                names=", ".join(_ENCODINGS),
            )
        )
    if not _reads(path, encoding):
        raise InvalidInputError(
            say("{path} is not in the encoding {encoding}; try another one.", path=path.name, encoding=encoding)
        )


def _question(path: Path) -> Question:
    lines = list(_telling_lines(path))
    shown: dict[str, Choice] = {}
    for name, who in _ENCODINGS.items():
        try:
            texts = [line.decode(name) for line in lines]
        except UnicodeDecodeError:
            continue
        preview = " / ".join(" ".join(text.split()) for text in texts)
        if preview.isprintable() and _reads(path, name):
            shown.setdefault(preview, Choice(value=name, shown=say("{who}: {names}", who=who, names=preview)))
    return Question(
        key="encoding",
        sentence=say("{file} is not UTF-8. In which encoding do its names look right?", file=path.name),
        option="--encoding",
        choices=tuple(shown.values()),
    )


def _telling_lines(path: Path, most: int = 3) -> Sequence[bytes]:
    """Return some pieces of the text that look different in each encoding."""
    found: list[bytes] = []
    with path.open("rb") as file:
        for line in file:
            at = next((n for n, byte in enumerate(line) if byte > 127), -1)
            if at >= 0:
                found.append(line[max(0, at - 20) : at + 30])
            if len(found) >= most:
                break
    return found
