"""What stands in a header: one line of safe letters, folded, with all else in encoded words (RFC 5322, RFC 2047)."""

import re
from binascii import b2a_base64
from urllib.parse import quote

from outreach_mail.composing.bodies import cleaned

# A line has 78 letters at most where it can be folded (RFC 5322, 2.1.1); a word that cannot be is encoded.
_LINE = 76
# 45 bytes are 60 letters of base64: an encoded word has at most 75 (RFC 2047, 2).
_BYTES = 45
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_FOLDED = b"\r\n "


def one_line(text: str) -> str:
    """Return a text in one line, without what cannot be seen; whatever parts lines becomes a blank."""
    return " ".join(cleaned(text).split())


def unstructured(text: str, begins: int) -> bytes:
    """Return what stands behind a header such as ``Subject:``; ``text`` is one line.

    Args:
        text: what it says.
        begins: at which letter of the line it begins.
    """
    if text.isascii() and "=?" not in text:
        lines = _wrapped(text, _LINE - begins)
        if lines is not None:
            return _FOLDED.join(line.encode() for line in lines)
    return _encoded_words(text, begins)


def mailbox(name: str, address: str, begins: int) -> bytes:
    """Return an address with the name of whose it is; ``name`` is one line. See :func:`unstructured`."""
    bare = f"<{address}>".encode()
    if not name:
        return address.encode()
    said = _phrase(name, begins)
    last = len(said) - said.rfind(_FOLDED) if _FOLDED in said else begins + len(said)
    return said + (b" " if last + len(bare) < _LINE else _FOLDED) + bare


def parameter(name: str, value: str) -> bytes:
    """Return a parameter of a header, each on a line of its own: quoted, or where need be in parts (RFC 2231)."""
    if value.isascii() and value.isprintable() and len(value) <= _LINE - len(name) - 5:
        quoted = value.replace("\\", r"\\").replace('"', r"\"")
        return f';\r\n {name}="{quoted}"'.encode()
    letters = [quote(char, safe="") for char in value]
    parts, room = [""], _LINE - len(name) - 16
    for letter in letters:
        if len(parts[-1]) + len(letter) > room:
            parts.append("")
        parts[-1] += letter
    if len(parts) == 1:
        return f";\r\n {name}*=utf-8''{parts[0]}".encode()
    parts[0] = f"utf-8''{parts[0]}"
    return "".join(f";\r\n {name}*{n}*={part}" for n, part in enumerate(parts)).encode()


def _phrase(name: str, begins: int) -> bytes:
    """Return a name as it stands before an address (RFC 5322, 3.2.5)."""
    if not name.isascii() or "=?" in name:
        return _encoded_words(name, begins)
    if not _ATOMS.fullmatch(name):
        name = '"{}"'.format(name.replace("\\", r"\\").replace('"', r"\""))
    return unstructured(name, begins)


def _wrapped(text: str, room: int) -> list[str] | None:
    """Return a text in lines that fit, or None where a word of it is longer than a line."""
    if len(text) <= room:
        return [text]
    lines, left = [""], room
    for word in text.split(" "):
        if len(word) >= _LINE:
            return None
        if lines[-1] and len(lines[-1]) + 1 + len(word) > left:
            lines.append(word)
            left = _LINE - 1
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def _encoded_words(text: str, begins: int) -> bytes:
    """Return a text in encoded words, none of which ends inside a letter (RFC 2047, 5)."""
    words: list[bytes] = []
    room = max((_LINE - begins - 12) // 4 * 3, 3)
    part = text.encode()
    if len(part) <= room:
        return b"=?utf-8?b?%b?=" % b2a_base64(part, newline=False)
    part = b""
    for char in text:
        letter = char.encode()
        if len(part) + len(letter) > room:
            words.append(part)
            part, room = b"", _BYTES
        part += letter
    words.append(part)
    return _FOLDED.join(b"=?utf-8?b?%b?=" % b2a_base64(word, newline=False) for word in words)
