"""Reports in a form made for programs: of delivery (RFC 3464) and of complaints (RFC 5965)."""

import re
from typing import Any

from attrs import frozen

from outreach_mail.bounces.parts import Headers, Part, addresses, fields
from outreach_mail.bounces.statuses import kind_of, statuses
from outreach_mail.model.returns import Kind

_DELIVERY = frozenset({"message/delivery-status", "message/global-delivery-status"})
_BLOCK = re.compile(rb"\r?\n[ \t]*\r?\n\s*")
_MOST = 100
_TYPED = re.compile(r"\A[ \t]*[\w/.-]{1,40}[ \t]*;[ \t]*")
# Of complaints, those that tell of a person who wants no more (RFC 5965, 7.3; opt-out: RFC 6650 and use).
_UNWANTED = frozenset({"abuse", "fraud", "opt-out", "opt-out-list", "complaint"})
_RANKS = {"failed": 0, "delayed": 1}


@frozen(kw_only=True)
class Report:
    """What a report says of one recipient."""

    kind: Kind
    status: str = ""
    diagnostic: str = ""
    recipients: tuple[str, ...] = ()


def delivery(leaves: list[Part], words: str) -> Report | None:
    """Return what a report of delivery says, or None where there is none.

    Args:
        leaves: the parts of the mail.
        words: what the report says to people, for where it tells programs little.
    """
    found = next((one for one in leaves if one.kind in _DELIVERY), None)
    if found is None:
        return None
    blocks = [fields(block) for block in _BLOCK.split(found.content.strip(), maxsplit=_MOST)[:_MOST]]
    told = [block for block in blocks if {"action", "status", "final-recipient"} & block.keys()]
    if not told:
        return None
    block = min(told, key=lambda one: _RANKS.get(_first(one, "action").lower(), 2))
    return _report(block, words)


def _report(block: Headers, words: str) -> Report:
    action = _first(block, "action").split(" ")[0].strip(";,.").lower()
    said = _TYPED.sub("", _first(block, "diagnostic-code"), count=1)
    status = next(iter(statuses(_first(block, "status"))), "")
    named = (one for name in ("original-recipient", "final-recipient") for one in addresses(_first(block, name)))
    about: dict[str, Any] = {"diagnostic": (said or words.strip())[:500], "recipients": tuple(dict.fromkeys(named))}
    if action == "delayed":
        return Report(kind=Kind.DELAYED, status=status, **about)
    if action and action != "failed":
        return Report(kind=Kind.AUTO, status=status, **about)
    kind, status = kind_of(status, said if statuses(said) or len(said) > 20 else f"{said}\n{words}")
    return Report(kind=kind, status=status, **about)


def complaint(leaves: list[Part]) -> Report | None:
    """Return what a feedback report says, or None where there is none."""
    found = next((one for one in leaves if one.kind == "message/feedback-report"), None)
    if found is None:
        return None
    told = fields(found.content)
    kind = _first(told, "feedback-type").strip().lower()
    named = (one for each in told.get("original-rcpt-to", ())[:_MOST] for one in addresses(each))
    return Report(
        kind=Kind.COMPLAINT if kind in _UNWANTED else Kind.AUTO,
        diagnostic=kind[:100],
        recipients=tuple(dict.fromkeys(named)),
    )


def _first(block: Headers, name: str) -> str:
    return next(iter(block.get(name, ())), "")
