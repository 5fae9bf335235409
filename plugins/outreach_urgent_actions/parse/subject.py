"""Subject lines and headings of Urgent Actions, as they were typed and printed over thirty years."""

import re
from collections.abc import Sequence
from functools import lru_cache

from attrs import evolve

from outreach_crm.keywords.places import read_places
from outreach_crm.text import fold
from outreach_urgent_actions.model import Kind
from outreach_urgent_actions.parse.cases import FoundCase, distinct, find_cases, spelt_out
from outreach_urgent_actions.parse.days import FoundDay, find_days
from outreach_urgent_actions.parse.index_numbers import without_indexes
from outreach_urgent_actions.parse.kinds import Told, is_no_case, read_kind
from outreach_urgent_actions.parse.records import CaseNumber, Series, Subject
from outreach_urgent_actions.parse.words import concept_of

# What stands behind is no heading any more; it also bounds the time a hostile line takes.
LONGEST = 600
_PLACE_LONGEST = 120

_PREFIX = re.compile(
    r"^(?:[>|\s*#\"']|(?:re|fwd?|aw|wg|tr|rv|antw|subject|casenumber|case number|betreff|asunto|objet)\s?:"
    r"|\[[^\]]{0,40}\])+"
)
_ABOUT_ISSUE = re.compile(r"(?:issued?|dated?|of|sent)[\s:(on]{0,9}$")
_NOT_ISSUE = re.compile(
    r"(?:withdrawn|received|deadline|before|by|until|expires?|executed|execution|appeals?|since|after)[\s:(on]{0,9}$"
)
_DATE_PHRASE = re.compile(
    r"[(\s;,]*(?:originally|correct|ua|issue)?\s?(?:issued?|dated?|received|withdrawn)[\s:(on]*\|"
)
_LEADING = re.compile(r"[\s:,;.#)\]/\\?–—-]*(?:(?:on|om|in|for|re|about|regarding|concerning)\b|on(?=[a-z]))?")
# "french translation of": a language, not a country.
_EDITION = re.compile(r"\b[a-z]+ (?:language )?(?:version|edition|translation|text)\b")
_GLUED = re.compile(r"(?<=[a-z]{3})(?=\d)|['’]s\b")
_SEGMENT = re.compile(r"[:;!|]|\s-+\s?|--+|-\s|[–—]|(?<=\))\s")


def read_subject(text: str, *, day_first: bool = False) -> Subject:
    """Read a subject line or heading; any text gives a record, and what is not understood is left open.

    Args:
        text: one line; only its first 600 characters are looked at.
        day_first: whether the day in 3/4/2011 stands first, where the numbers leave it open; the log writes
            the month first.
    """
    shown = " ".join(text[:LONGEST].split())
    folded = _PREFIX.sub("", fold(shown))
    indexes, plain = without_indexes(folded)
    days = [day for day in find_days(plain, day_first=day_first) if day.year or _is_introduced(plain, day)]
    text = spelt_out(_without_days(plain, days))
    cases = find_cases(text)
    if is_no_case(text) and not any(one.case.number for one in cases):
        cases = []
    before, behind = _around(text, cases)
    told = read_kind(before, behind)
    if not cases and not (told.ordinal or told.kind is Kind.STOP):
        told = Told(Kind.OTHER)
    issued = _issue_day(plain, days)
    return Subject(
        subject=shown,
        cases=_named(distinct(cases), before),
        kind=told.kind,
        ordinal=told.ordinal,
        counts_issues=told.counts_issues,
        countries=_countries(behind) or _countries(_EDITION.sub(" ", before)),
        issued=issued.date if issued else None,
        issued_month_day=(issued.month, issued.day) if issued and not issued.year else None,
        former=distinct(cases, former=True),
        indexes=indexes,
    )


def _is_introduced(text: str, day: FoundDay) -> bool:
    """Tell whether a day without its year is one: it stands in brackets, or behind "issued"."""
    before = text[max(0, day.start - 25) : day.start]
    return before.rstrip()[-1:] in {"(", "["} or _ABOUT_ISSUE.search(before) is not None


def _without_days(text: str, days: Sequence[FoundDay]) -> str:
    for day in days:
        text = text[: day.start] + "|".ljust(day.end - day.start) + text[day.end :]
    return text


def _issue_day(text: str, days: Sequence[FoundDay]) -> FoundDay | None:
    """Return the day that is called the day of issue, else the first that is not called anything else."""
    fitting = []
    for day in days:
        before = text[max(0, day.start - 25) : day.start]
        if _ABOUT_ISSUE.search(before):
            return day
        if not _NOT_ISSUE.search(before):
            fitting.append(day)
    return fitting[0] if fitting else None


def _around(text: str, cases: Sequence[FoundCase]) -> tuple[str, str]:
    """Return the text before the first case and the text behind it, without further cases and phrases of dates."""
    if not cases:
        return text, ""
    pieces, at = [], cases[0].end
    for one in cases[1:]:
        pieces.append(text[at : one.start])
        at = max(at, one.end)
    behind = "|".join([*pieces, text[at:]])
    return text[: cases[0].start], _DATE_PHRASE.sub("|", behind)


def _named(cases: tuple[CaseNumber, ...], before: str) -> tuple[CaseNumber, ...]:
    """Give cases without a series the one that is spelt out, with a slip, before them: ``urgnet action 12/04``."""
    if not cases or cases[0].series is not Series.UNKNOWN:
        return cases
    said = [(concept_of(word) or "").upper() for word in before.split()[-3:] if word.isalpha()]
    series = next((one for one in Series if one in said), Series.UNKNOWN)
    return tuple(evolve(case, series=series) if case.series is Series.UNKNOWN else case for case in cases)


@lru_cache(maxsize=10_000)
def _countries(text: str) -> tuple[str, ...]:
    """Return the countries a text begins with; where other words stand in it, only those of the first part with any."""
    place = _GLUED.sub(" | ", text[_LEADING.match(text).end() :][:_PLACE_LONGEST])  # type: ignore[union-attr]
    whole = read_places(place)
    if not whole.unknown or len(whole.countries) < 2:
        return whole.countries
    found: tuple[str, ...] = ()
    for segment in _SEGMENT.split(place):
        read = read_places(segment)
        if read.countries and not (found and read.unknown):
            found = tuple(dict.fromkeys((*found, *read.countries)))
        elif found:
            break
    return found
