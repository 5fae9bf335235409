"""What somebody says of a mailing before it leaves for the first time, and who said it."""

from collections.abc import Mapping

from attrs import frozen

from outreach_crm.text import row, say

CHECKS: Mapping[str, str] = {
    "accurate": say("it is accurate"),
    "impartial": say("it is politically impartial"),
    "within-mandate": say("it is within our mandate"),
    "allegations-as-such": say("it makes plain what is alleged and what is undisputed"),
}
"""What is asked of each text before any of it is issued: key to what a person says by ticking it.

Amnesty International approves a statement only once it is accurate, politically impartial and within its mandate, and
makes plain that allegations are allegations.
"""


@frozen(kw_only=True)
class Tick:
    """One thing that somebody said of the texts as they stand; ``at`` is ISO 8601 in UTC."""

    check: str
    by: str
    at: str


@frozen(kw_only=True)
class Checklist:
    """What was said of the texts of a mailing as they stand, and what nobody has said yet, by key.

    ``outdated`` tells that something was said of them before they were changed. Where ``needed`` is false nobody has
    to: it is about a record of a plugin, which answers for it, or only a test.
    """

    ticks: tuple[Tick, ...]
    missing: tuple[str, ...]
    outdated: bool
    needed: bool

    @property
    def said(self) -> tuple[tuple[str, str, str], ...]:
        """Who said what of the texts: name, moment (ISO 8601 in UTC), and the checks in words."""
        by: dict[tuple[str, str], list[str]] = {}
        for one in self.ticks:
            by.setdefault((one.by, one.at), []).append(one.check.replace("-", " "))
        return tuple((who, at, ", ".join(checks)) for (who, at), checks in by.items())

    @property
    def waits_for(self) -> str:
        """What has to be said before it leaves, in words; empty where nothing has."""
        if not self.missing or not self.needed:
            return ""
        *rest, last = [CHECKS[one] for one in self.missing]
        said = say("{things} and {last}", things=row(rest), last=last) if rest else last
        return say("{things} (its text was changed since)", things=said) if self.outdated else said
