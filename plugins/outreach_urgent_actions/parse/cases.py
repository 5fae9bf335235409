"""Numbers of cases as people type them: ``UA 205/01``, ``ua265/99``, ``# nsa 11/03``, ``ua 21209``."""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import fold, say
from outreach_urgent_actions.parse.days import full_year
from outreach_urgent_actions.parse.records import CaseNumber, Series
from outreach_urgent_actions.parse.words import UA_WORDS

_NAMES = {
    Series.UA: (
        r"uaa?(?: actions?|'?s)?|u\.\s?a\.?|au|urgent actions?|acci?on(?:es)? urgentes?"
        rf"|actions? urgentes?|azion[ei] urgent[ei]|ac(?:ao|oes) urgentes?|{'|'.join(UA_WORDS)}"
    ),
    Series.EX: r"extras?|exa?s?|e(?=\d{5})",
    Series.MA: r"maa?s?|medical actions?|accion(?:es)? medicas?|actions? medicales?",
    Series.NSA: r"nsa?s?|non[- ]standard actions?|refugee actions?",
    Series.WRN: r"wrn",
}
# A name begins a word, or is glued to the little word before it: "toua 226/01".
_BEGINS = r"(?:(?<![a-z\d])|(?<=\bto)|(?<=\bon)|(?<=\bof)|(?<=\bfor)|(?<=\btop))"
_NAMED = _BEGINS + "(?:" + "|".join(f"(?P<{series.name}>{names})" for series, names in _NAMES.items()) + ")"
_SIGNS = r"[\s#:./*°º'\"_-]{0,6}(?:(?:nos?|nr|num|number)\b[\s.:#]{0,3})?"
_YEAR = r"'?(?P<{0}>\d{{4}}|\d\d)(?!\d|[/\\]\d)"
_NUMBER = (
    rf"(?:(?P<number>\d{{1,4}})(?:\s{{0,2}}\[?[/\\|][/\\|.]{{0,2}}\s{{0,2}}{_YEAR.format('year')}"
    rf"|[.,;:_~–—-]{_YEAR.format('near')}"
    rf"|\s{_YEAR.format('apart')}(?=\s{{0,3}}(?:$|on\b|[-:(–])))"
    r"|(?P<run>\d{4,7})(?!\d)|(?P<only>\d{1,3})(?!\d|st\b|nd\b|rd\b|th\b)(?:/\?)?)"
)
_CASE = re.compile(_NAMED + _SIGNS + _NUMBER)
# "UA 12, 13 and 14/99": the year stands behind the last of them.
_LIST = re.compile(
    rf"(?P<named>{_NAMED}{_SIGNS})(?P<numbers>\d{{1,3}}(?:\s?(?:,|&|\+|and)\s?(?:and\s)?#?\d{{1,3}}){{1,9}})"
    r"\s?[/\\]\s?(?P<year>\d{4}|\d\d)(?!\d)"
)
_NAMELESS = re.compile(r"(?<![\d/\\.a-z])#?\s?(?P<number>\d{1,3})\s?[/\\]{1,3}\s?(?P<year>\d{4}|\d\d)(?!\d|[/\\.]\d)")
# How AIUSA writes since about 2018: "76.24 Tunisia", behind nothing but an ordinal.
_DOTTED = re.compile(r"(?:^|(?<=[a-z:] ))(?P<number>\d{1,3})\.(?P<year>\d\d)(?![\d.])")
_BARE = re.compile(_NAMED + r"(?=\s{0,3}#?\s{0,3}(?:$|(?:on|in|for)\b|[:(?]|\s[-–]))")
_JOINED = re.compile(r"[\s,;&+/#.()]*(?:and|und|et|y|e|or|as well as)?[\s#]*")
_FORMER = re.compile(r"(?:formerly|previously|former|originally|was|replaces)\W{0,3}$")
_ELSEWHERE = re.compile(r"(?:see|see also|cf|not|instead of|related to|linked to|similar to|ref|refer to)\W{0,3}$")
# The code stands before the number with a sign between them that is not usual: "ua, 12/04", "ua stop action 12/04".
_CODE = re.compile(rf"{_NAMED}\b[^a-z\d]{{1,4}}(?:[a-z]+ ){{0,2}}[^a-z\d]{{0,2}}$")
_GLUED = re.compile(
    r"\b((?:up[a-z]?dated?|follow-?up|action|information|first|second|third|fourth|fifth|final|stop|last)+)"
    r"(?=(?:to|on|of|for|ua|ex|ma|nsa)\b|update|follow|action)"
)
_ONE = re.compile(r"\bl(?=\d)|(?<=\d)l(?=[\d/\\])")
# The letter o typed for a nought, the letter l for a one.
_NOUGHT = re.compile(r"(?<=[/\\])o(?=\d)|(?<=\d)o(?=[\d/\\])|(?<=[/\\]\d)o(?![a-z\d])")
_LONGEST, _LONGEST_TEXT = 100, 10_000


@frozen
class FoundCase:
    """A case in a text, at ``start`` to ``end`` (not included); a former number is one the case had before."""

    case: CaseNumber
    start: int
    end: int
    is_former: bool = False


def read_case(text: str) -> CaseNumber:
    """Return the case a text names, in any of the ways people type it; what ``str`` makes of a case reads as the same.

    Raises:
        InvalidInputError: it names no case, or more than one.
    """
    folded = " ".join(fold(text[:_LONGEST]).split())
    if whole := _UNKNOWN.fullmatch(folded):
        series = whole["series"].upper()
        year = whole["year"] and full_year(whole["year"])
        return CaseNumber(series, int(whole["number"]) if whole["number"] else None, year or None)
    found = {one.case for one in find_cases(spelt_out(folded))}
    if len(found) != 1 or len(text) > _LONGEST:
        raise InvalidInputError(say("{text!r} is not the number of a case; write it as UA 205/01.", text=text[:60]))
    return found.pop()


def read_cases(text: str) -> tuple[CaseNumber, ...]:
    """Return the cases a text names, each once, in its order: of a keyword list, a note, the name of a file.

    Args:
        text: any text; only its first 10,000 characters are looked at.
    """
    folded = spelt_out(" ".join(fold(text[:_LONGEST_TEXT]).split()))
    return tuple(dict.fromkeys(one.case for one in find_cases(folded)))


_UNKNOWN = re.compile(
    rf"(?P<series>{'|'.join(re.escape(series.lower()) for series in Series)}) "
    r"(?:\?|(?P<number>\d{1,4})/(?:\?|(?P<year>\d{4})))"
)


def spelt_out(folded: str) -> str:
    """Return a folded text with words that were run together apart, and the year behind each number of a list."""
    text = _ONE.sub("1", _NOUGHT.sub("0", _GLUED.sub(r"\1 ", folded)))
    return _LIST.sub(_with_years, text)


def _with_years(match: re.Match[str]) -> str:
    return match["named"] + re.sub(r"\d+", lambda number: f"{number[0]}/{match['year']}", match["numbers"])


def find_cases(text: str) -> list[FoundCase]:
    """Return the cases a text names, in its order, former numbers marked.

    Args:
        text: the text, folded and :func:`spelt_out`, without days and index numbers.
    """
    kept: list[FoundCase] = []
    end = 0
    for one in sorted(_all(text), key=lambda one: one.start):
        case = _with_series(text, one, kept) if one.start >= end else None
        if case:
            end = one.end
            before = text[max(0, one.start - 20) : one.start]
            if not _ELSEWHERE.search(before):
                kept.append(FoundCase(case, one.start, one.end, is_former=bool(_FORMER.search(before))))
    return kept or _bare(text)


def _with_series(text: str, one: FoundCase, kept: Sequence[FoundCase]) -> CaseNumber | None:
    """Return a case with the series that stands before it, or before the first of a list; None for other numbers."""
    if one.case.series is not Series.UNKNOWN:
        return one.case
    if code := _CODE.search(text, max(0, one.start - 40), one.start):
        return evolve(one.case, series=_series(code))
    if not kept:
        return one.case
    joined = _JOINED.fullmatch(text, kept[-1].end, one.start)
    return evolve(one.case, series=kept[-1].case.series) if joined else None


def _all(text: str) -> Iterator[FoundCase]:
    if not any(map(str.isdigit, text)):
        return
    for match in _CASE.finditer(text):
        case = _read(match)
        if case:
            yield FoundCase(case, match.start(), match.end())
    for pattern in (_NAMELESS, _DOTTED):
        for match in pattern.finditer(text):
            year = full_year(match["year"])
            if year and int(match["number"]):
                yield FoundCase(CaseNumber(Series.UNKNOWN, int(match["number"]), year), match.start(), match.end())


def _bare(text: str) -> list[FoundCase]:
    """Find a series without a number: ``stop action to ex on mauritania``."""
    match = _BARE.search(text)
    return [FoundCase(CaseNumber(_series(match)), match.start(), match.end())] if match else []


def _read(match: re.Match[str]) -> CaseNumber | None:
    series = _series(match)
    if match["run"]:
        return _run_together(series, match["run"])
    number = int(match["number"] or match["only"])
    written = match["year"] or match["near"] or match["apart"]
    # "ns" and "au" are words and initials too, but hardly before a number with a year.
    if not number or (not written and _is_word(match)):
        return None
    return CaseNumber(series, number, full_year(written) if written else None)


def _run_together(series: Series, digits: str) -> CaseNumber:
    """Read ``21209`` as 212/09 and ``2052001`` as 205/2001; ``2009`` may be a year and ``999999`` is nothing."""
    for length in (4, 2) if len(digits) > 5 else (2,):
        year = full_year(digits[-length:])
        if year and 1 <= int(digits[:-length]) <= 999 and not (len(digits) == 4 and full_year(digits)):
            return CaseNumber(series, int(digits[:-length]), year)
    return CaseNumber(series)


def _is_word(match: re.Match[str]) -> bool:
    return any(match[name] in {"au", "ns", "e"} for name in ("UA", "NSA", "EX"))


def _series(match: re.Match[str]) -> Series:
    return next(series for series in _NAMES if match[series.name])


def distinct(cases: Sequence[FoundCase], *, former: bool = False) -> tuple[CaseNumber, ...]:
    """Return the present (or the former) numbers, each once."""
    return tuple(dict.fromkeys(one.case for one in cases if one.is_former == former))
