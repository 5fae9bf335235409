"""What came back: appeals that were sent, replies of authorities, outcomes, thanks; and how they are counted."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from attrs import define, field, frozen

from outreach_crm.text import Sentence, later, row, say
from outreach_crm.text import count as number_of


class Came(StrEnum):
    """What a response is."""

    APPEALS = "appeals"
    REPLY = "reply"
    THANKS = "thanks"
    # What a supporter wrote back, as it came: somebody reads it and writes down what it tells.
    MAIL = "mail"


RESULTS: Mapping[str, str] = {
    "favourable": say("does what was asked for"),
    "promise": say("promises to look into it"),
    "information": say("gives facts that were not known"),
    "token": say("a form letter"),
    "denial": say("denies it"),
    "hostile": say("refuses, or turns against those who wrote"),
    "forwarded": say("was passed on to somebody else"),
}
"""What an authority's reply comes to: code to meaning."""

OUTCOMES: Mapping[str, str] = {
    "released": say("set free"),
    "safe": say("no longer in danger"),
    "found": say("found alive"),
    "charges-dropped": say("no longer accused"),
    "acquitted": say("found not guilty"),
    "commuted": say("a sentence made lighter"),
    "stay": say("an execution put off"),
    "treated": say("given treatment, a lawyer or visits"),
    "held": say("still held"),
    "sentenced": say("found guilty"),
    "forcibly-returned": say("sent back"),
    "executed": say("executed"),
    "died": say("died"),
    "unknown": say("nothing is known"),
}
"""What became of somebody: code to meaning."""

BY = ("campaign", "page", "case", "country", "topic", "year", "type", "month", "supporter")
"""By what appeals are counted: the nine reports."""

TYPES = ("letters", "emails", "calls", "unsorted")


@frozen(kw_only=True)
class Response:
    """Something that came back; ``on_date`` is an ISO 8601 date, ``month`` such as 2025-02, where only it is known."""

    id: int
    kind: Came = field(converter=Came)
    case: str
    contact_id: int | None
    contact: str
    on_date: str | None
    month: str
    letters: int
    emails: int
    calls: int
    unsorted: int
    sender: str
    result: str
    note: str
    change_id: int

    @property
    def figures(self) -> Sentence:
        """How many appeals of which kind, as people read it: ``14 letters, 2 calls``."""
        return in_figures(self.letters, self.emails, self.calls, self.unsorted)


def in_figures(letters: int, emails: int, calls: int, unsorted: int) -> Sentence:
    """Return how many appeals there are of which kind, as people read it: ``14 letters, 2 calls``."""
    told = (
        (letters, later("{n} letter"), later("{n} letters")),
        (emails, later("{n} e-mail"), later("{n} e-mails")),
        (calls, later("{n} call"), later("{n} calls")),
        (unsorted, later("{n} appeal"), later("{n} appeals")),
    )
    return row(number_of(n, one, many) for n, one, many in told if n)


@frozen(kw_only=True)
class Reported:
    """Appeals as a report counts them: of one supporter or count, with all it can be counted by.

    ``who`` tells supporters apart; empty where nobody is named. ``topics`` and ``countries`` may be several.
    """

    who: str
    name: str
    case: str
    year: str
    month: str
    campaign: str
    page: str
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    figures: Mapping[str, int]


@frozen(kw_only=True)
class Line:
    """A line of a report: appeals in all and by type, of how many supporters, and how many appeals name nobody."""

    key: str
    total: int
    letters: int
    emails: int
    calls: int
    unsorted: int
    supporters: int
    unnamed: int


@frozen(kw_only=True)
class Report:
    """Appeals of a time counted by one thing; a row with two topics counts in both, ``whole`` counts it once."""

    by: str
    since: str
    until: str
    lines: tuple[Line, ...]
    whole: Line


@define
class _Sum:
    figures: dict[str, int] = field(factory=lambda: dict.fromkeys(TYPES, 0))
    who: set[str] = field(factory=set)
    unnamed: int = 0

    def add(self, one: Reported, types: Iterable[str] = TYPES) -> None:
        total = 0
        for name in types:
            self.figures[name] += one.figures[name]
            total += one.figures[name]
        if one.who:
            self.who.add(one.who)
        else:
            self.unnamed += total

    def line(self, key: str) -> Line:
        total = sum(self.figures.values())
        return Line(key=key, total=total, supporters=len(self.who), unnamed=self.unnamed, **self.figures)


_KEYS: Mapping[str, Callable[[Reported], Iterable[str]]] = {
    "campaign": lambda one: (one.campaign,),
    "page": lambda one: (one.page,),
    "case": lambda one: (one.case,),
    "country": lambda one: one.countries or ("",),
    "topic": lambda one: one.topics or ("",),
    "year": lambda one: (one.year,),
    "month": lambda one: (one.month,),
    "supporter": lambda one: (one.who,),
}
# Without names, supporters are counted by how much they wrote.
_STEPS = ((1, "1 appeal"), (5, "2 to 5 appeals"), (20, "6 to 20 appeals"))
_MORE = "more than 20 appeals"
_NOBODY = "nobody named"


def count(rows: Iterable[Reported], by: str, *, names: bool = False) -> tuple[tuple[Line, ...], Line]:
    """Return appeals counted by one of ``BY``, most first, and all of them counted once.

    Supporters are told by name only where that is asked for; else by how many appeals they sent.
    """
    reported, whole = [*rows], _Sum()
    for one in reported:
        whole.add(one)
    sums: dict[str, _Sum] = {}
    for one in reported:
        if by == "type":
            for name in TYPES:
                if one.figures[name]:
                    sums.setdefault(name, _Sum()).add(one, (name,))
        else:
            for key in dict.fromkeys(_KEYS[by](one)):
                sums.setdefault(key, _Sum()).add(one)
    if by == "supporter":
        called = {one.who: one.name for one in reported}
        lines = _named(sums, called) if names else _unnamed(reported, sums)
    else:
        lines = [found.line(key) for key, found in sums.items()]
    if by in {"month", "year"}:
        return tuple(sorted(lines, key=lambda line: line.key)), whole.line("")
    return tuple(sorted(lines, key=lambda line: (-line.total, line.key))), whole.line("")


def _named(sums: Mapping[str, _Sum], called: Mapping[str, str]) -> list[Line]:
    return [found.line(called[who] or _NOBODY) for who, found in sums.items()]


def _unnamed(rows: Iterable[Reported], sums: Mapping[str, _Sum]) -> list[Line]:
    steps: dict[str, _Sum] = {}
    for one in rows:
        wrote = sums[one.who].line("").total
        step = next((said for most, said in _STEPS if wrote <= most), _MORE) if one.who else _NOBODY
        steps.setdefault(step, _Sum()).add(one)
    return [found.line(step) for step, found in steps.items()]
