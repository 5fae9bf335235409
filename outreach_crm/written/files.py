"""Reads files that people write; what cannot be read is told in plain words, with file and line."""

import re
from pathlib import Path
from typing import Any

from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_crm.written.problems import refusal

# How the parser puts it, and the same for somebody who never heard of TOML.
_REASONS = {
    "Illegal character '\\n'": "a text has no closing quotation mark",
    "Found invalid character '\\n'": "a text has no closing quotation mark",
    'Expected "\'"': "a text has no closing quotation mark",
    "Unterminated string": "a text has no closing quotation marks",
    "Expected \"'''\"": "a text has no closing quotation marks",
    "Unclosed array": "a list has no closing bracket, or a comma is missing between two values",
    "Unclosed inline table": "a table has no closing bracket, or a comma is missing between two values",
    "Expected '=' after a key in a key/value pair": "there is no equals sign after a key",
    "Expected newline or end of document after a statement": "something stands after the end of a value",
    "Expected ']' at the end of a table declaration": "the name of a table has no closing bracket",
    "Expected ']]' at the end of an array declaration": "the name of a table has no two closing brackets",
    "Invalid value": "a value is neither text in quotation marks, a number, true, false nor a list",
    "Invalid date or datetime": "there is no such date or time",
    "Unescaped '\\' in a string": "a backslash in a text has to be written twice",
}
_TWICE = ("Cannot overwrite", "Cannot declare")
_TWICE_IN_A_LINE = re.compile("Duplicate inline table key (?P<key>'.*')")
_PLACE = re.compile(r"(?P<reason>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)", re.DOTALL)
_KEY_OF_LINE = re.compile(r"\s*(?:\[+\s*)?([\w.-]+)\s*(?:=|\]+\s*(?:#.*)?$)")


def read_toml(path: Path, file: str = "") -> dict[str, Any]:
    """Return the TOML of a file as it stands; a byte order mark and line ends of Windows are no mistakes.

    Args:
        path: the file.
        file: what it is called in the sentences, else by its name.

    Raises:
        InvalidInputError: it cannot be read, is not UTF-8 or not TOML; the sentence names file and line.
    """
    import tomllib

    file = file or path.name
    text = read_text(path, file)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line, said = _in_words(str(error), text)
        raise refusal([Problem(file=file, line=line, sentence=said)]) from None


def read_text(path: Path, file: str = "") -> str:
    """Return the text of a file, with its line ends as they are; see :func:`read_bytes` and :func:`decoded`."""
    file = file or path.name
    return decoded(read_bytes(path, file), file)


def read_bytes(path: Path, file: str = "") -> bytes:
    """Return what a file holds.

    Raises:
        InvalidInputError: it cannot be read; the sentence says why.
    """
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        said = say("cannot be read: {why}", why=getattr(error, "strerror", None) or error)
        raise refusal([Problem(file=file or path.name, sentence=said)]) from None


def decoded(content: bytes, file: str, *, save_as: str = "UTF-8") -> str:
    """Return UTF-8 text without a byte order mark.

    Args:
        content: what the file holds.
        file: what it is called in the sentence.
        save_as: what programs call the encoding for files of this kind.

    Raises:
        InvalidInputError: it is in another encoding; the sentence names the line.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        said = say("this is not UTF-8 text; save it again as {save_as}", save_as=save_as)
        raise refusal([Problem(file=file, line=line, sentence=said)]) from None


def _in_words(message: str, text: str) -> tuple[int, str]:
    """Return the line of a parser's message and what it means; a key given twice is named."""
    lines = text.removesuffix("\n").split("\n")
    place = _PLACE.fullmatch(message)
    reason = place["reason"] if place else message
    number = int(place["line"]) if place and place["line"] else len(lines)
    if twice := _TWICE_IN_A_LINE.fullmatch(reason):
        return number, f"{twice['key']} is given twice"
    if reason.startswith(_TWICE):
        # The parser stops behind the value, which can be some lines long.
        for above in range(number, 0, -1):
            if key := _KEY_OF_LINE.match(lines[above - 1]):
                return above, f"'{key[1]}' is given twice"
    return number, _REASONS.get(reason, f"this is not TOML ({reason})")
