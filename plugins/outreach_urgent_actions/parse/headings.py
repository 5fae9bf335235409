"""The head of a printed sheet: index number, case, concerns, date, country, whom it is about, earlier issues."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from attrs import evolve, frozen

from outreach_crm.keywords.places import read_places
from outreach_crm.text import fold
from outreach_urgent_actions.parse.cases import find_cases, spelt_out
from outreach_urgent_actions.parse.days import find_days
from outreach_urgent_actions.parse.index_numbers import find_indexes, without_indexes
from outreach_urgent_actions.parse.records import Earlier, IndexNumber, Subject
from outreach_urgent_actions.parse.sections import is_label
from outreach_urgent_actions.parse.subject import read_subject

_LOOKED_AT, _PLACE = 45, 80
_LANGUAGES = ("es", "fr", "de", "it", "pt", "nl")
_COLUMNS = re.compile(r"\t+|\s{3,}")
_WORD = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]+"
_CAPITALS = re.compile(rf"{_WORD}(?:[ /&,-]+(?:\([A-Za-z .]+\)|{_WORD}|and(?= [A-Z]{{2}})))*(?: ?\([A-Za-z .]+\))?")
_CONCERN = re.compile(
    r"\s*/\s*|\s*;\s*|,\s+(?=[a-z])|\s+and\s+(?=(?:fear|possible|legal|torture|death|ill)\b)", re.IGNORECASE
)
_NEW = re.compile(r"^(?:and\s+)?new concerns?\s*:?\s*|^[\s\-–—:.,]+", re.IGNORECASE)
_LABELLED = re.compile(
    r"\b(?:ai )?index(?: number)?\s*(?::|(?=[a-z]{3} ?\d))|\bdate\s*:|\bissue date\s*:|\bdistr(?:ibution)?\s*:\s*\S+",
    re.IGNORECASE,
)
# A line of its own beside the case: neither a country nor a name. "AI" is not Anguilla there.
_BESIDE = re.compile(r"\s*(?:(?:ai )?index\b|(?:issue |publication )?date\b|distr(?:ibution)?\s?:)", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]{0,400}\)?")
# "and follow-ups (AMR 34/15/97, 7 February) - Fear of torture"
_AND_LATER = re.compile(r"^\s*and\b.{0,200}?\s[-–—]\s")
_SHOUTED = re.compile(r"^[^a-z]{8,}$")
# "PERU: NURSE DETAINED" is what the case is called.
_HEADLINE = re.compile(r"\s*[:–—-]\s*(?P<title>[^a-z]{8,})$")
_FURTHER = re.compile(r"^\s*(?:and (?:follow|update|re-?issued)|and\b.{0,40}\()", re.IGNORECASE)


_NOT_ISSUED = ("before", "after", "by", "until", "on", "since")


@frozen(kw_only=True)
class Head:
    """The head of a sheet; ``end`` is the number of lines it takes, ``people`` what is printed of whom it is about."""

    subject: Subject
    index: IndexNumber | None
    earlier: tuple[Earlier, ...]
    title: str
    concerns: tuple[str, ...]
    people: str
    end: int


def read_head(lines: Sequence[str], *, day_first: bool) -> Head:
    """Read the head of a sheet from its lines; day_first as in :func:`read_subject`."""
    top = lines[:_LOOKED_AT]
    at = _case_line(top)
    joined, behind = _heading(top, at)
    labelled = at >= 0 and _LABELLED.search(joined) is not None
    country_at, countries, people, headline = (-1, (), "", "") if labelled else _country_line(top, behind)
    subject = read_subject(joined, day_first=day_first)
    concerns_at = next((n for n in range(behind, len(top)) if not _BESIDE.match(top[n])), -1) if at >= 0 else -1
    concerns = _concerns(joined) if at >= 0 else ()
    if not concerns and 0 <= concerns_at < (country_at if country_at >= 0 else 0):
        concerns = _concerns(top[concerns_at], bare=True)
    end, people_text = (country_at + 1, "") if headline else _people(lines, country_at, people)
    own, earlier = _indexes(top, joined)
    subject = evolve(
        subject,
        countries=countries or subject.countries,
        issued=subject.issued or _day_of(top, end, day_first=day_first),
    )
    return Head(
        subject=subject,
        index=own,
        earlier=earlier,
        title=_title(lines) or headline,
        concerns=concerns,
        people=people_text,
        end=max(end, behind),
    )


def _case_line(top: Sequence[str]) -> int:
    """Return the line that names the case; -1 where none does."""
    for at, line in enumerate(top):
        folded = without_indexes(fold(line[:300]))[1]
        if any(one.case.number and one.start < 80 for one in find_cases(spelt_out(folded))):
            return at
    return -1


def _heading(top: Sequence[str], at: int) -> tuple[str, int]:
    """Return the heading in one line, though printed in several, and the number of the line behind it."""
    if at < 0:
        return next((line for line in top if line.strip()), ""), 0
    joined, end = top[at].strip(), at + 1
    while end < len(top) and end < at + 6 and top[end].strip():
        goes_on = (
            top[end].lstrip()[:1] in {"(", "-", "–"}
            or joined.count("(") > joined.count(")")
            or joined.endswith(("-", "/", ","))
            or _FURTHER.match(top[end])
        )
        if not goes_on:
            break
        joined, end = f"{joined} {top[end].strip()}", end + 1
    return joined, end


def _concerns(heading: str, *, bare: bool = False) -> tuple[str, ...]:
    """Return the concerns of a heading: what is left of it without numbers, days, brackets and labels."""
    text = heading
    if not bare:
        folded = fold(text)
        if len(folded) != len(text):
            text = folded
        for day in reversed(find_days(folded)):
            text, folded = text[: day.start] + "   " + text[day.end :], folded[: day.start] + "   " + folded[day.end :]
        cases = find_cases(spelt_out(_BRACKETS.sub(lambda found: " " * len(found[0]), folded)))
        text = text[cases[-1].end :] if cases else text
        if _LABELLED.search(text):
            return ()
        text = _AND_LATER.sub("", _BRACKETS.sub(" ", text))
    parts = [_NEW.sub("", " ".join(part.split())).strip(" .-–") for part in _CONCERN.split(text[:400])]
    found = [re.sub(r"^new concerns?\s*:\s*", "", part, flags=re.IGNORECASE) for part in parts]
    return tuple(dict.fromkeys(one for one in found if any(map(str.isalpha, one)) and not read_places(one).countries))


def _country_line(top: Sequence[str], start: int) -> tuple[int, tuple[str, ...], str, str]:
    """Return the line that begins with a country, in capitals or a column of its own, the countries, and the rest.

    The rest is whom it is about, or, where capitals stand behind a colon, a headline.
    """
    lines = [(at, top[at].strip()) for at in range(start, min(start + 12, len(top))) if not _BESIDE.match(top[at])]
    # Names in other languages are only looked for where there is none in English.
    for languages in ((), _LANGUAGES):
        for at, line in lines:
            first, *rest = _COLUMNS.split(line, maxsplit=1)
            capitals = _CAPITALS.match(re.sub(r"(?<=[A-Z]{3})(?=\d)", " ", line[:_PLACE]))
            candidates = _beginnings(capitals[0]) if capitals else []
            for candidate in [first, *candidates] if rest and len(first) <= _PLACE else candidates:
                if countries := _only_countries(candidate, languages):
                    headline = _HEADLINE.match(line, len(candidate))
                    people = "" if headline else line[len(candidate) :].strip(" :-–\t")
                    return at, countries, people, headline["title"].strip() if headline else ""
    return -1, (), "", ""


@lru_cache(maxsize=2_000)
def _only_countries(text: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    places = read_places(text, languages)
    return () if places.unknown else places.countries


def _beginnings(capitals: str) -> list[str]:
    """Return the words in capitals with which a line begins, then fewer: ``CHINA WANG`` may be a country and a name."""
    ends = [found.end() for found in re.finditer(r"\S+", capitals)][:8]
    return [capitals[:end].rstrip(" ,/&-") for end in reversed(ends)]


def _people(lines: Sequence[str], at: int, first: str) -> tuple[int, str]:
    """Return the number of the line behind the people, and their lines: up to a blank one."""
    if at < 0:
        return 0, ""
    end = at + 1
    found = [first] if first else []
    while end < len(lines) and end < at + 60 and lines[end].strip() and not (not found and _SHOUTED.match(lines[end])):
        if not _BESIDE.match(lines[end]):
            found.append(lines[end].strip())
        end += 1
    return end, "\n".join(found)


def _day_of(top: Sequence[str], end: int, *, day_first: bool) -> date | None:
    """Return the first whole day printed in the head outside of brackets and sentences about appeals."""
    for line in top[: max(end, 14)]:
        folded = _BRACKETS.sub(lambda found: " " * len(found[0]), without_indexes(fold(line))[1])
        for day in find_days(folded, day_first=day_first):
            if day.date and not folded[: day.start].rstrip().endswith(
                ("before", "after", "by", "until", "on", "since")
            ):
                return day.date
    return None


def _indexes(top: Sequence[str], heading: str) -> tuple[IndexNumber | None, tuple[Earlier, ...]]:
    """Return the index number of the sheet, and those of earlier issues, which stand in brackets in the heading."""
    folded = fold(heading)
    brackets = [(found.start(), found.end()) for found in _BRACKETS.finditer(folded)]
    named = list(find_indexes(folded))
    earlier = []
    for (number, start, end), following in pairwise([*named, (None, len(folded), len(folded))]):
        if number and any(left <= start < right for left, right in brackets):
            days = find_days(folded[end : following[1]])
            earlier.append(Earlier(index=number, issued=days[0].date if days else None))
    told = {one.index for one in earlier}
    own = (number for line in top for number, _, _ in find_indexes(fold(line)) if number not in told)
    return next(own, None), tuple(earlier)


def _title(lines: Sequence[str]) -> str:
    """Return the headline in capitals under "URGENT ACTION", as printed since about 2010."""
    at = next((at for at, line in enumerate(lines[:_LOOKED_AT]) if fold(line.strip()) in _ABOVE_TITLE), -1)
    found: list[str] = []
    for line in lines[at + 1 : at + 8] if at >= 0 else ():
        if not line.strip() and not found:
            continue
        if (
            not line.strip()
            or is_label(line)
            or _case_line([line]) == 0
            or (found and not _SHOUTED.match(line.strip()))
        ):
            break
        found.append(line.strip())
        if not _SHOUTED.match(line.strip()):
            break
    return " ".join(found)


_ABOVE_TITLE = {"urgent action", "urgent action title"}
