"""The parts of a mail (RFC 5322, RFC 2045 to 2047), read in one pass and never deeper or longer than a mail can be.

The parser of the standard library is exact, and takes minutes and its whole stack for a mail that was made to harm;
what comes back to a mailbox is written by anybody. This one looks at bytes, gives up nothing that a server or a person
would write, and ends.
"""

import re
from binascii import a2b_base64, a2b_qp
from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from operator import itemgetter

from attrs import frozen

LARGEST = 10_000_000
"""Bytes of a mail that are looked at."""

_HEAD, _VALUE, _FIELDS, _MOST_PARTS, _DEEPEST = 100_000, 4_000, 1_000, 60, 5
_BLANK = re.compile(rb"\r?\n[ \t]*\r?\n")
_FOLDED = re.compile(rb"\r?\n(?=[ \t])")
_FIELD = re.compile(rb"([!-9;-~]{1,80})[ \t]*:")
_REST_OF_LINE = re.compile(rb"(--)?[ \t]*(?:\r?\n|\Z)")
_ENCODED = re.compile(r"=\?([\w-]{1,40})(?:\*[\w-]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_ENCODED_RUN = re.compile(rf"(?:{_ENCODED.pattern})+")
_BETWEEN = re.compile(r"\?=[ \t]{1,100}=\?")
_PARAMETER = re.compile(r";[ \t]*([\w-]{1,30})\*?0?\*?[ \t]*=[ \t]*(?:\"([^\"]*)\"|([^\s;\"]*))")
_TEXT_CODECS = re.compile(
    r"utf-?8|(us-)?ascii|iso-?8859-?\d{1,2}|latin-?\d|windows-?125\d|cp\d{3,4}|koi8-?[rut]|mac-?roman|macintosh"
    r"|gb(2312|k|18030)|big5(-?hkscs)?|euc-?(jp|kr)|shift_?jis|iso-?2022-?(jp|kr)(-\d)?|tis-?620|utf-?16(le|be)?"
)
# What mail programs write under a name is often the wider set of the same place (Encoding Standard, 4.2).
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "tis-620": "cp874",
    "iso-8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "latin1": "cp1252",
}
_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]{1,128}@[^\s<>()\[\],;:\"@]{1,255}")

Headers = Mapping[str, tuple[str, ...]]


@frozen(eq=False)
class Part:
    """A part of a mail: its header fields by lower-case name, and its body as it came."""

    headers: Headers
    body: bytes

    def first(self, name: str) -> str:
        """Return the first field of a name, or an empty text."""
        return next(iter(self.headers.get(name, ())), "")

    @property
    def kind(self) -> str:
        """Its media type, ``text/plain`` where it says none."""
        written = self.first("content-type").partition(";")[0].strip().lower()
        return written if "/" in written else "text/plain"

    def parameter(self, name: str, field: str = "content-type") -> str:
        """Return a parameter of a field, such as the boundary or the name of a file (RFC 2045, 5.1)."""
        for found in _PARAMETER.finditer(self.first(field)):
            if found[1].lower() == name:
                return found[2] if found[2] is not None else found[3]
        return ""

    @property
    def content(self) -> bytes:
        """Its body without transfer encoding."""
        encoding = self.first("content-transfer-encoding").strip().lower()
        if encoding == "base64":
            return _from_base64(self.body)
        return a2b_qp(self.body) if encoding == "quoted-printable" else self.body

    @property
    def text(self) -> str:
        """Its content as text, with plain line ends."""
        return decoded(self.content, self.parameter("charset")).replace("\r\n", "\n").replace("\0", "")


def parse(content: bytes) -> Part:
    """Return a mail as its outermost part; what a mailbox file puts before it is left out."""
    content = content[:LARGEST].lstrip(b"\r\n")
    if content.startswith((b"From ", b">From ")):
        content = content.partition(b"\n")[2]
    return part(content)


def part(content: bytes) -> Part:
    """Return bytes as a part: the fields up to the first empty line, and what follows it."""
    if content.startswith((b"\n", b"\r\n")):  # a part without fields
        return Part({}, content.lstrip(b"\r\n"))
    blank = _BLANK.search(content)
    head, body = (content[: blank.start()], content[blank.end() :]) if blank else (content, b"")
    return Part(fields(head), body)


def fields(head: bytes) -> Headers:
    """Return header fields by lower-case name, those of one name in order."""
    found: dict[str, list[str]] = {}
    for line in _FOLDED.sub(b"", head[:_HEAD]).splitlines()[:_FIELDS]:
        name = _FIELD.match(line)
        if name:
            value = decoded(line[name.end() : name.end() + _VALUE].strip(), "").replace("\0", "")
            found.setdefault(name[1].decode("ascii").lower(), []).append(value)
    return {name: tuple(values) for name, values in found.items()}


def leaves(mail: Part) -> list[Part]:
    """Return the parts that hold something, in order; a mail inside the mail is one of them."""
    return [*islice(_leaves(mail, _DEEPEST), _MOST_PARTS)]


def _leaves(mail: Part, depth: int) -> Iterator[Part]:
    boundary = mail.parameter("boundary")
    if not mail.kind.startswith("multipart/") or not boundary or not depth:
        yield mail
        return
    for piece in _pieces(mail.body, b"--" + boundary.encode("utf-8", "replace")):
        yield from _leaves(part(piece), depth - 1)


def _pieces(body: bytes, mark: bytes) -> Iterator[bytes]:
    """Yield what stands between the lines that part a body (RFC 2046, 5.1.1); a missing last one ends with the body."""
    begin, at = -1, body.find(mark)
    while at >= 0:
        line = _REST_OF_LINE.match(body, at + len(mark)) if body[at - 1 : at] in {b"", b"\n"} else None
        if line:
            if begin >= 0:
                yield body[begin:at]
            if line[1]:
                return
            begin = line.end()
        at = body.find(mark, at + len(mark))
    if begin >= 0:
        yield body[begin:]


def decoded(content: bytes, charset: str) -> str:
    """Return bytes as text: as it says, else as UTF-8, else as Windows has Latin-1, else as that, which reads any."""
    named = _WIDER.get(charset.strip().lower(), charset.strip().lower())
    for name in (named if _TEXT_CODECS.fullmatch(named) else "utf-8", "utf-8", "cp1252"):
        try:
            return content.decode(name)
        except (LookupError, ValueError):
            continue
    return content.decode("latin-1")


def shown(value: str) -> str:
    """Return the value of a field as people see it (RFC 2047), in one line."""
    plain = _ENCODED_RUN.sub(_words, _BETWEEN.sub("?==?", value))
    return " ".join("".join(char if char.isprintable() else " " for char in plain).split())


def _words(found: re.Match[str]) -> str:
    """Return encoded words that follow one another; some programs part a letter between two of them."""
    read = [(one[1].lower(), _word(one[2], one[3])) for one in _ENCODED.finditer(found[0])]
    runs = groupby(read, key=itemgetter(0))
    return "".join(decoded(b"".join(content for _, content in run), charset) for charset, run in runs)


def _word(encoding: str, text: str) -> bytes:
    content = text.encode("utf-8", "replace")
    return _from_base64(content) if encoding in "bB" else a2b_qp(content, header=True)


def _from_base64(content: bytes) -> bytes:
    letters = content.translate(None, _NOT_BASE64)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return a2b_base64(letters + b"=" * (-len(letters) % 4))


def addresses(value: str) -> list[str]:
    """Return what in the value of a field has the form of an address."""
    return _ADDRESS.findall(value)
