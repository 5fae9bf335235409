"""What stands in the parts of a message: quoted-printable that can be joined, and base64 (RFC 2045, 6.7 and 6.8)."""

import re
from base64 import encodebytes
from binascii import b2a_qp

SOFT_BREAK = b"=\r\n"
"""What parts two lines of quoted-printable that are one."""

_NEW_LINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What cannot be seen and could end a line, a string or a message somewhere on the way.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNUSUAL = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\U0010ffff]")
# A dot would have to be doubled on the wire, and "From " has another one put before it in some mailboxes.
_ODD_BEGINNING = re.compile(rb"^((?:\.|F(?=rom ))+)(.*)$", re.MULTILINE)
_LONGEST_LINE = 76


def cleaned(text: str) -> str:
    """Return a text whose lines are parted by line feeds alone, and in which nothing else is a control character."""
    if _UNUSUAL.search(text) is None:
        return text
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", _NEW_LINE.sub("\n", text)))


def quoted_printable(text: str) -> bytes:
    """Return a text as it stands from the beginning of a line on, in lines of 76 letters at most.

    It can be followed by a line's end, or by :data:`SOFT_BREAK` and what goes on: it never ends in a blank, and no
    line of it begins with a dot.
    """
    encoded: bytes = b2a_qp(text.encode(), istext=True)
    return _ODD_BEGINNING.sub(_in_digits, encoded).replace(b"\n", b"\r\n")


def _in_digits(found: "re.Match[bytes]") -> bytes:
    digits = [b"=%02X" % letter for letter in found[1]]
    if len(digits) * 3 + len(found[2]) <= _LONGEST_LINE:
        return b"".join([*digits, found[2]])
    return b"=\n".join([*digits, found[2]])


def base64_lines(data: bytes) -> bytes:
    """Return bytes in lines of base64, with the end of the last one."""
    return encodebytes(data).replace(b"\n", b"\r\n")
