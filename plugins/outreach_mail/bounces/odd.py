"""Bounces without a report for programs: those of qmail, Exim, old Exchange, and whoever writes their own."""

import re
import warnings
from email import message_from_bytes
from logging import getLogger
from typing import Any

from outreach_mail.bounces.parts import Part, addresses
from outreach_mail.bounces.reports import Report
from outreach_mail.bounces.statuses import by_words, kind_of, reply_code, statuses
from outreach_mail.model.returns import Kind

_SENDERS = re.compile(
    r"(mailer-daemon|maildaemon|mail-daemon|postmaster|mail[ ._-]?delivery|mailgateway|bounces?|mdaemon)", re.IGNORECASE
)
_SUBJECTS = re.compile(
    r"undeliver|not (be )?delivered|delivery[ -](status|fail|notification|problem|error|report|has)|(failed"
    r"|failure)[ -]delivery"
    r"|mail delivery|returned (mail|to sender)|failure notice|(message|mail|e-?mail)[^\n]{0,40}(bounced"
    r"|failed|returned|delayed|not be)"
    r"|mail (system )?error|permanent error|nondeliver|unzustellbar|nicht zugestellt|fehlgeschlagen|no (se "
    r"pudo )?entrega"
    r"|non (remis|distribu)|onbestelbaar|mancata consegna|olevererbar|could not send",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(warning|delayed|still (being )?(tr|retr)|will (be )?(keep |continue |re)?tr(y|ied)|not yet been "
    r"delivered|attempts will continue|temporar"
    r"|do(n't| not) need to (re)?send)",
    re.IGNORECASE,
)
_COPY = re.compile(
    r"\n[ \t]*(-{3,}[^\n]{0,20}(below this line|this is a copy|original message|returned message|message header"
    r"|copy of (the|your) message|unsent message|enclosed)[^\n]*|original message (follows|headers)[^\n]*"
    r"|received: (from|by|\()[^\n]*|return-path: [^\n]*)",
    re.IGNORECASE,
)
_TEXT, _MAIL, _MOST_NESTED = 20_000, 60_000, 20


def looks_like_one(mail: Part, sender: str) -> bool:
    """Return whether a mail says of itself that something was not delivered."""
    if mail.first("x-failed-recipients"):
        return True
    daemon = bool(_SENDERS.match(sender)) or mail.first("return-path").strip() == "<>"
    return daemon and bool(_SUBJECTS.search(mail.first("subject")[:300]) or _SENDERS.match(sender))


def read(content: bytes, mail: Part, text: str) -> Report | None:
    """Return what a bounce in plain words says; None where its words say nothing of a delivery.

    Args:
        content: the whole mail.
        mail: the same, parsed.
        text: what it says.
    """
    above = _COPY.split("\n" + text[:_TEXT], maxsplit=1)[0].strip()
    lines = [line.strip() for line in above.split("\n")]
    later_said = _LATER.search(" ".join(f"{mail.first('subject')[:300]} {above}".split()))
    at = next((n for n, line in enumerate(lines) if statuses(line) or reply_code(line)), None)
    told = " ".join(lines[at : at + 3]) if at is not None else ""
    later, lasting = _scanned(content)
    named = addresses(mail.first("x-failed-recipients")) or [*lasting, *later] or addresses(above)[:5]
    about: dict[str, Any] = {"recipients": tuple(dict.fromkeys(named))[:10]}
    if told:
        kind, status = kind_of("", told)
        if kind is Kind.SOFT and not status.startswith("4"):
            kind = by_words(above) or kind
        if status.startswith("4") and later_said:
            kind = Kind.DELAYED
        return Report(kind=kind, status=status, diagnostic=told[:500], **about)
    kind_said = by_words(above)
    if kind_said is None and not later and not lasting and not _SUBJECTS.search(mail.first("subject")[:300]):
        return None
    if kind_said is None and (later or later_said):
        kind_said = Kind.DELAYED
    return Report(kind=kind_said or Kind.SOFT, diagnostic=_said(lines)[:500], **about)


def _said(lines: list[str]) -> str:
    """Return the lines that tell why, or the first ones."""
    why = [line for line in lines if by_words(line)]
    return " ".join(why[:2] or [line for line in lines if line][:4])


def _scanned(content: bytes) -> tuple[list[str], list[str]]:
    """Return what the collected knowledge of many mail programs finds: addresses that fail for now, and for good.

    It raises whatever it likes on mails that are not bounces.
    """
    content = content[:_MAIL]
    if content.count(b"multipart/") + content.count(b"message/") > _MOST_NESTED:
        return [], []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from flufl.bounce import all_failures

            # It writes a traceback, with whatever stood in the mail, for each mail it cannot read.
            getLogger("flufl.bounce").disabled = True
            found = all_failures(message_from_bytes(content))
        except Exception:
            return [], []
    later, lasting = (sorted(one.decode("utf-8", "replace") for one in each) for each in found)
    return later[:10], lasting[:10]
