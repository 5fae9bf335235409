"""Invitations (iTIP by mail, RFC 6047): a calendar that names whoever it goes to, and nobody else.

A file of a mailing whose media type is ``text/calendar`` with a ``method`` is one. Its line ATTENDEE may have fields,
as texts have, and ``{address}``; it is filled in for each recipient. Some mail programs look for it beside the text,
others among the files: it stands in a message twice.
"""

import re
from collections.abc import Mapping
from typing import Self

from attrs import frozen

from outreach_crm.attachments.model import Attachment
from outreach_crm.errors import InvalidInputError
from outreach_crm.filling import fill
from outreach_crm.folding import folded
from outreach_crm.text import say
from outreach_mail.composing.bodies import base64_lines
from outreach_mail.composing.headers import parameter

_KIND = "text/calendar"
_ATTENDEE = re.compile(rb"^ATTENDEE[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*", re.MULTILINE)
_FOLD = re.compile(rb"\r?\n[ \t]")
# What would end a line or a parameter (RFC 5545, 3.1).
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_BESIDE = b"Content-Type: text/calendar%b%b\r\nContent-Transfer-Encoding: base64\r\n\r\n"
_FILE = (
    b"Content-Type: application/ics%b\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment%b\r\n\r\n"
)


@frozen
class Invitation:
    """An invitation, ready but for the lines of whoever it is for: what stands between them, and the lines."""

    plain: tuple[bytes, ...]
    lines: tuple[str, ...]
    beside: bytes
    file: bytes

    @classmethod
    def of(cls, file: Attachment, data: bytes) -> Self:
        """Return the invitation that a file is."""
        found = [one for one in _ATTENDEE.finditer(data) if b"{" in one[0]]
        ends = [0, *(end for one in found for end in one.span()), len(data)]
        name = file.name if file.name.lower().endswith(".ics") else f"{file.name}.ics"
        return cls(
            plain=tuple(data[begin:end] for begin, end in zip(ends[::2], ends[1::2], strict=True)),
            lines=tuple(_FOLD.sub(b"", one[0]).decode() for one in found),
            beside=_BESIDE % (parameter("charset", "utf-8"), parameter("method", _method(file))),
            file=_FILE % (parameter("name", name), parameter("filename", name)),
        )

    def content(self, fields: Mapping[str, str]) -> bytes:
        """Return the calendar of one recipient, in lines of base64.

        Raises:
            InvalidInputError: a field is missing.
        """
        safe = {name: _CONTROLS.sub(" ", value).replace('"', "'") for name, value in fields.items()}
        try:
            own = [folded(fill(line, safe)) for line in self.lines]
        except KeyError as error:
            raise InvalidInputError(say("Nothing says what {{{args}}} is.", args=error.args[0])) from None
        rest = (part for pair in zip(own, self.plain[1:], strict=True) for part in pair)
        return base64_lines(b"".join([self.plain[0], *rest]))


def is_invitation(file: Attachment) -> bool:
    """Return whether a file is an invitation, or another message of iTIP."""
    return file.media_type.partition(";")[0] == _KIND and bool(_method(file))


def _method(file: Attachment) -> str:
    named = (one.partition("=") for one in file.media_type.split("; ")[1:])
    return next((value for name, _, value in named if name == "method"), "")
