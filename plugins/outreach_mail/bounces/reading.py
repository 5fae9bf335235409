"""What a mail that came to the return path or the inbox is, by its bytes alone."""

import re
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from outreach_mail.bounces import odd, reports, texts
from outreach_mail.bounces.parts import LARGEST, Part, addresses, leaves, parse, part, shown
from outreach_mail.model.returns import Kind, Returned

_ID = re.compile(r"<([^<>\s]{3,250})>")
_QUOTED_ID = re.compile(
    r"^[> \t]{0,20}Message-ID:[ \t]{0,20}\n?[ \t]{0,20}<([^<>\s]{3,250})>", re.IGNORECASE | re.MULTILINE
)
_CAME_TO = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "to", "cc")
_ORIGINALS = frozenset({"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"})
_ANSWERERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-response-suppress", "x-vacation")
_ABSENT = re.compile(
    r"(auto(matic|matische|matique|mática|svar|-?)? ?(reply|response|antwort|réponse|respuesta|svar|odpowied)"
    r"|réponse automatique|respuesta automática|resposta automática|risposta automatica|automatisch antwoord|autosvar"
    r"|out of (the )?office|abwesen|absence|ausencia|afwezig|fuera de (la )?oficina|hors du bureau|on "
    r"(holiday|vacation|leave)"
    r"|vacation|i am away)",
    re.IGNORECASE,
)
_LEAVE = re.compile(r"\s*leave\s*", re.IGNORECASE)
_MOST = 30


def read(content: bytes) -> Returned:
    """Return what a mail says; it never raises, whatever the bytes are, and takes time in proportion to them."""
    mail = parse(content)
    inside = leaves(mail)
    text = texts.written(inside)
    sender = next(iter(addresses(shown(mail.first("from")))), "")
    report = _reported(content, mail, inside, text, sender)
    about: dict[str, Any] = {
        "to": _came_to(mail),
        "ids": _ids(mail, inside if report else (), text if report else ""),
        "own_id": next(iter(_ID.findall(mail.first("message-id"))), ""),
        "list_id": next(iter(_ID.findall(mail.first("list-id"))), ""),
        "sender": sender,
        "subject": shown(mail.first("subject"))[:300],
        "day": _day(mail.first("date")),
    }
    if report is not None:
        about |= {"status": report.status, "diagnostic": " ".join(report.diagnostic.split())}
        return Returned(kind=report.kind, recipients=report.recipients, **about)
    if _LEAVE.fullmatch(about["subject"]):
        return Returned(kind=Kind.LEAVE, **about)
    if _is_automatic(mail, inside) and not _answers_invitation(inside):
        return Returned(kind=Kind.AUTO, **about)
    return Returned(
        kind=Kind.REPLY if about["ids"] else Kind.OTHER,
        text=texts.own_words(text),
        attached=texts.attached(inside) if len(content) <= LARGEST else (),
        **about,
    )


def read_all(path: Path, sizes: list[int]) -> Iterator[dict[str, Any]]:
    """Yield what each of several mails says; runs in the worker of ``untrusted``.

    Args:
        path: a file that holds one mail after the other.
        sizes: how many bytes each of them has.
    """
    with path.open("rb") as mails:
        for size in sizes:
            yield read(mails.read(size)).told()


def _reported(content: bytes, mail: Part, inside: list[Part], text: str, sender: str) -> reports.Report | None:
    """Return what a report of delivery or of a complaint says, in a form for programs or in words."""
    found = reports.complaint(inside) or reports.delivery(inside, text)
    if found is None and odd.looks_like_one(mail, sender):
        found = odd.read(content, mail, text)
    return found


def _is_automatic(mail: Part, inside: list[Part]) -> bool:
    """Return whether nobody wrote a mail (RFC 3834, 2 and 5; RFC 8098 for receipts)."""
    submitted = mail.first("auto-submitted").partition(";")[0].strip().lower()
    precedence = mail.first("precedence").strip().lower()
    return (
        submitted not in {"", "no"}
        or precedence in {"bulk", "junk", "list", "auto_reply"}
        or any(name in mail.headers for name in _ANSWERERS)
        or mail.first("return-path").strip() == "<>"
        or any(one.kind == "message/disposition-notification" for one in inside)
        or _ABSENT.match(shown(mail.first("subject"))[:200]) is not None
    )


def _answers_invitation(inside: Sequence[Part]) -> bool:
    """Return whether somebody answers an invitation, which calendars on the web say in a mail that they write."""
    return any(
        one.kind == "text/calendar" and one.parameter("method").upper() in {"REPLY", "COUNTER"} for one in inside
    )


def _came_to(mail: Part) -> tuple[str, ...]:
    found = (one for name in _CAME_TO for value in mail.headers.get(name, ())[:_MOST] for one in addresses(value))
    return tuple(dict.fromkeys(found))[:_MOST]


def _ids(mail: Part, inside: Sequence[Part], text: str) -> tuple[str, ...]:
    """Return the Message-IDs a mail refers to: what it answers, and the message it brings back."""
    found = [*_ID.findall(mail.first("in-reply-to")), *reversed(_ID.findall(mail.first("references")))]
    for one in inside:
        if one.kind in _ORIGINALS:
            original = part(one.content.lstrip())
            found += _ID.findall(original.first("message-id"))
    found += _QUOTED_ID.findall(text)
    return tuple(dict.fromkeys(found))[:_MOST]


def _day(written: str) -> str:
    try:
        return parsedate_to_datetime(written[:100]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return ""
