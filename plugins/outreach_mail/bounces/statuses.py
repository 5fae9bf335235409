"""What it means when a server does not take a message: by enhanced status (RFC 3463), reply code and words.

Only what says that the address itself does not exist makes a hard bounce. What is unclear is soft: it counts, and
several of them will do; somebody's address is not given up for a word nobody understood.
"""

import re

from outreach_mail.model.returns import Kind

_STATUS = re.compile(r"(?<![\d.])([245])\.([0-7])\.(\d{1,3})(?!\.?\d)")
_CODE = re.compile(r"(?<![\d.])([45][0-5]\d)(?=[ \-:;)]|$)", re.MULTILINE)


def _any(*words: str) -> re.Pattern[str]:
    """Return what finds one of several ways to say a thing."""
    return re.compile("|".join(words), re.IGNORECASE)


_NOT = r"(does not|doesn['’]t|could ?n['’]t|could not|cannot|can['’]t|was ?n['’]t|was not|didn['’]t|not)"
_FULL = _any(
    r"(mail ?box|inbox|account|user)[^.\n]{0,40}\bfull\b",
    r"quota",
    r"storage (allocation|limit)",
    r"insufficient[^.\n]{0,20}storage",
    r"out of (storage|space)",
    r"too (quickly|many (messages|e-?mails))",
    r"receiving mail at a rate",
    r"posteingang voll",
    r"boîte[^.\n]{0,20}pleine",
    r"buzón[^.\n]{0,20}lleno",
)
_BLOCKED = _any(
    r"spam|unsolicited|bulk mail",
    r"black-?list|block ?list|deny ?list|blocked|\brbl\b",
    r"\bpolic(y|ies)\b",
    r"dmarc|\bspf\b|dkim|authenticat|reputation",
    r"not authori[sz]ed|unable to relay|relay(ing)?( access)? denied",
    r"content (was |is )?reject|message (was )?(rejected|refused)|virus|malware",
    r"(sender|from address)[^.\n]{0,40}(reject|denied|refused|invalid|not (exist|allowed))|bad (outbound )?sender",
    r"too (large|big)|message size|size limit|maximum[^.\n]{0,20}size",
    r"client host[^.\n]{0,80}(blocked|rejected)",
)
_UNKNOWN = _any(
    r"unknown (user|recipient|mailbox|account|address|local)",
    r"no such (user|mailbox|recipient|address|person|account|name|domain|host)",
    r"(user|mailbox|recipient|account|address|addressee|domain|host|member)[^.\n]{0,60}"
    rf"(unknown|not (found|known|exist)|{_NOT} (exist|be found|found)|disabled|deactivated|inactive|closed|deleted"
    r"|discontinued|(no longer|not) (valid|active|available|in use|on this server|listed))",
    rf"{_NOT} (be )?found",
    rf"{_NOT} have an?[^\n]{{0,60}}account",
    r"(invalid|bad|illegal)[^.\n]{0,20}(recipient|mailbox|address|user)\b",
    r"not a valid (mailbox|recipient|user|address)",
    r"unroute?able|undeliverable address",
    r"mailbox unavailable|no mailbox (here )?by that name",
    r"not our customer|user not local",
    rf"{_NOT} accept mail|null ?mx|nxdomain",
    r"recip(ient)?not ?found",
    r"access denied\. as\(201806281\)",  # Exchange Online, where its directory has no such address
    r"unbekannt|existiert nicht|inconnue?\b|n'existe pas|desconocid|no existe",
)
# Of 5.1: who sends is at fault, or how much (7, 8: RFC 3463; 90: Exchange).
_SENDERS = frozenset({7, 8, 90})
_GENERAL = frozenset({(0, 0), (1, 0)})
_LONGEST = 2_000


def statuses(text: str) -> list[str]:
    """Return the enhanced status codes of failures in a text, in order."""
    found = (match for match in _STATUS.finditer(text[:_LONGEST]) if match[1] != "2")
    return list(dict.fromkeys(match[0] for match in found))


def reply_code(text: str) -> str:
    """Return the first reply code of a failure in a text (RFC 5321, 4.2), or an empty text."""
    found = _CODE.search(text[:_LONGEST])
    return found[1] if found else ""


def kind_of(status: str, said: str) -> tuple[Kind, str]:
    """Return what a failure means, and the status that says most of it.

    Args:
        status: as the report gives it, possibly empty.
        said: what the server said, possibly with a status of its own that is more exact.
    """
    found = [*statuses(status), *statuses(said)]
    parted = [tuple(int(number) for number in one.split(".")) for one in found]
    best = next((at for at, one in enumerate(parted) if one[1:] not in _GENERAL), 0)
    told = found[best] if found else reply_code(said)
    if any(one[:2] == (5, 7) for one in parted):
        return Kind.BLOCKED, next(one for one in found if one.startswith("5.7."))
    if told.startswith("4"):
        return Kind.SOFT, told
    if found:
        return _by_status(parted[best][1], parted[best][2], said), told
    return _by_code(told, said), told


def _by_status(subject: int, detail: int, said: str) -> Kind:
    """Return what a lasting failure means by subject and detail of its status (RFC 3463, 3)."""
    if subject == 1 and detail:
        return Kind.BLOCKED if detail in _SENDERS else Kind.HARD
    if subject == 2 and detail in {2, 4}:
        return Kind.SOFT
    if (subject, detail) in {(2, 3), (3, 4)} or subject == 6:
        return Kind.BLOCKED
    if (subject, detail) == (2, 1):
        return Kind.SOFT if _FULL.search(said) else Kind.HARD
    return by_words(said) or Kind.SOFT


def _by_code(code: str, said: str) -> Kind:
    """Return what a reply code means, with what was said beside it."""
    if code == "552":
        return by_words(said) or Kind.SOFT
    if code == "553" and not _BLOCKED.search(said):
        return Kind.HARD
    return by_words(said) or Kind.SOFT


def by_words(said: str) -> Kind | None:
    """Return what words alone say; None where they say nothing known."""
    said = said[:_LONGEST]
    if _FULL.search(said):
        return Kind.SOFT
    if _BLOCKED.search(said):
        return Kind.BLOCKED
    return Kind.HARD if _UNKNOWN.search(said) else None
