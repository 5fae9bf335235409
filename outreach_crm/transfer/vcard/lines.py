"""The lines of vCards: cards parted from each other, folded lines joined, each line in its name, parameters and value.

A parser of its own: the one there is (vobject) raises for the whole file where one line is wrong. This one takes every
line by itself and in linear time; what is no content line is kept apart.
"""

import binascii
import re
from collections.abc import Iterator
from quopri import decodestring

from attrs import frozen

_LINE = re.compile(
    r"(?:(?P<group>[\w-]+)\.)?(?P<name>[\w-]+)(?P<parameters>(?:;[^:;\"]*(?:\"[^\"]*\"[^:;\"]*)*)*):(?P<value>.*)",
    re.ASCII | re.DOTALL,
)
_PARAMETER = re.compile(r";([^:;\"]*(?:\"[^\"]*\"[^:;\"]*)*)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
# A 2.1 card embedded in another as its AGENT is not a contact of its own.
_AGENT = re.compile(r"(?:[\w-]+\.)?AGENT\b[^:]*:\s*$", re.IGNORECASE | re.ASCII)
_LONGEST_CARD = 50_000


@frozen
class Card:
    """The lines of one card as they stand in the file; ``whole`` is False where it breaks off."""

    line: int
    lines: tuple[bytes, ...]
    whole: bool


@frozen
class Property:
    """A content line: its name in capitals, its group, its parameters (names in capitals), and its raw value."""

    name: str
    group: str
    parameters: dict[str, list[str]]
    value: str

    @property
    def types(self) -> list[str]:
        """What sort of address it is, in small letters: ``work``, ``cell``, ``pref``; 2.1 writes them without TYPE=."""
        told = [*self.parameters.get("TYPE", ()), *self.parameters.get("", ())]
        return [one.strip().lower() for text in told for one in text.split(",") if one.strip()]

    @property
    def text(self) -> str:
        """The value without its escapes."""
        return unescaped(self.value)

    def parts(self, separator: str = ";") -> list[str]:
        """Return the parts of a structured value, each without its escapes and outer spaces."""
        return [unescaped(part).strip() for part in _split(self.value, separator)]


def cards(content: bytes) -> Iterator[Card]:
    """Yield the cards of a file; what stands between cards is nothing's."""
    begun, depth = 0, 0
    found: list[bytes] = []
    for number, line in enumerate(content.splitlines(), 1):
        word = line.strip().upper()
        if word == b"BEGIN:VCARD":
            inner = depth and bool(_AGENT.match(found[-1].decode("latin-1")) or not found[-1].strip())
            if depth and not inner:  # the card before it has no end
                yield Card(begun, tuple(found), whole=False)
                depth = 0
            if not depth:
                begun, found = number, []
            depth += 1
        if depth and len(found) < _LONGEST_CARD:
            found.append(line)
        if word == b"END:VCARD" and depth:
            depth -= 1
            if not depth:
                yield Card(begun, tuple(found), whole=len(found) < _LONGEST_CARD)
    if depth:
        yield Card(begun, tuple(found), whole=False)


def properties(card: Card) -> tuple[list[Property], list[str], bool]:
    """Return the properties of a card, the lines that are none, and whether a text was taken for Western European.

    An embedded card and the two lines that begin and end the card are left out.
    """
    found: list[Property] = []
    strange: list[str] = []
    guessed = False
    depth = 0
    for line in _unfolded(card.lines):
        text, sure = _decoded(line)
        word = text.strip().upper()
        depth += (word == "BEGIN:VCARD") - (word == "END:VCARD")
        if word in {"BEGIN:VCARD", "END:VCARD", ""} or depth > 1:
            continue
        one = _property(text)
        if one is None:
            strange.append(text)
            continue
        value, known = _value(one, line) if one.parameters else (one.value, sure)
        guessed |= not known
        found.append(Property(one.name, one.group, one.parameters, value))
    return found, strange, guessed


def unescaped(text: str) -> str:
    r"""Return a text without the escapes of RFC 6350, section 3.4: ``\n``, ``\,``, ``\;``, ``\\``."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text) if "\\" in text else text


def _unfolded(lines: tuple[bytes, ...]) -> Iterator[bytes]:
    """Join lines that begin with a blank to the one before (RFC 6350, 3.2), and encoded ones that end in ``=``."""
    held: list[bytes] = []
    soft = False
    for line in lines:
        if held and soft:
            held[-1] = held[-1][:-1]
            held.append(line)
        elif held and line[:1] in (b" ", b"\t"):
            held.append(line[1:])
        else:
            if held:
                yield b"".join(held)
            held = [line]
        head = held[0].partition(b":")[0].upper()
        soft = line.endswith(b"=") and b"QUOTED-PRINTABLE" in head
    if held:
        yield b"".join(held)


def _decoded(line: bytes) -> tuple[str, bool]:
    try:
        return line.decode("utf-8"), True
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace"), False


def _property(text: str) -> Property | None:
    found = _LINE.fullmatch(text)
    if not found:
        return None
    parameters: dict[str, list[str]] = {}
    for one in _PARAMETER.findall(found["parameters"] or ""):
        name, equals, value = one.partition("=")
        key = name.strip().upper() if equals else ""
        parameters.setdefault(key, []).append((value if equals else name).strip().replace('"', ""))
    return Property(found["name"].upper(), (found["group"] or "").lower(), parameters, found["value"])


def _value(one: Property, line: bytes) -> tuple[str, bool]:
    """Return the value in its own encoding and character set (2.1), and whether the character set was known."""
    encodings = {text.upper() for text in [*one.parameters.get("ENCODING", ()), *one.parameters.get("", ())]}
    charset = next(iter(one.parameters.get("CHARSET", ())), "")
    raw = line[_value_start(line) :]
    if "QUOTED-PRINTABLE" in encodings:
        raw = decodestring(raw)
    elif encodings & {"BASE64", "B"} and one.name not in _BINARY:
        try:
            raw = binascii.a2b_base64(b"".join(raw.split()))
        except binascii.Error:
            return one.value, True
    for name in (charset, "utf-8"):
        try:
            return raw.decode(name), True
        except (LookupError, UnicodeError, ValueError):
            continue
    return raw.decode("cp1252", "replace"), False


_BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})


def _value_start(line: bytes) -> int:
    """Return where the value begins: behind the first colon that is in no quotation marks."""
    quoted = False
    for at, byte in enumerate(line):
        if byte == 0x22:
            quoted = not quoted
        elif byte == 0x3A and not quoted:
            return at + 1
    return len(line)


def _split(text: str, separator: str) -> list[str]:
    if "\\" not in text:
        return text.split(separator)
    parts, start, at = [], 0, 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text[at] == separator:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [*parts, text[start:]]
