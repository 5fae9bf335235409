"""Makes drafts of the rows of a log; what a row does not say stays open."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from attrs import evolve, frozen

from outreach_crm.keywords.places import Places, read_places
from outreach_crm.model import Problem
from outreach_crm.text import fold, read_number, say
from outreach_urgent_actions.model.dating import Told
from outreach_urgent_actions.model.drafts import Draft, PersonDraft
from outreach_urgent_actions.model.issues import Audience, Kind
from outreach_urgent_actions.model.logs import Log, LogRow
from outreach_urgent_actions.parse import CaseNumber, Series, Subject, find_indexes, read_cases, read_subject
from outreach_urgent_actions.parse.days import find_days

_BEHIND_NUMBER = re.compile(r"^.*?\d\s*[/\\|.]+\s*\d+\W*")
_DATES = re.compile(r"[(\s,;]*\b(?:issued?|dated?|received|ua date)\b.*$")
_SERIES = re.compile(r"\W*(?:ua|ex|extra|ma|nsa|ns)?\W*\d*\W*")
_COMPOUND = re.compile(r"[^\W\d][^\d]*/[^\d]*")
_MEMBERS = re.compile(r"\bmembers?\b|\binternal\b")
_SEPARATORS = "|;,"
# A row that says none of these says nothing.
_SAYS = ("subject", "keywords", "case", "text", "concerns")
_NOTHING = say("This has neither a subject nor keywords nor a case; there is nothing to take in.")
_NO_TITLE = say("This has neither a title nor an index number; there is nothing to take in.")


@frozen
class Drafts:
    """What a log came to: drafts in the order of the file, and rows that say nothing or something that cannot be."""

    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...]


def drafts_of(
    log: Log,
    source: str,
    language: str = "",
    progress: Callable[[int], None] = lambda _: None,
    *,
    publications: bool = False,
) -> Drafts:
    """Return what the rows of a log tell.

    Args:
        log: the file.
        source: where the numbers of its rows count, such as ``log``.
        language: of texts in it.
        progress: told how many rows were read.
        publications: whether they are titles of publications, rather than subject lines of Urgent Actions.
    """
    read, says = (_publication, ("subject", "index")) if publications else (_draft, _SAYS)
    parting = _parting(row.get("keywords") for row in log.rows)
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for row in log.rows:
        progress(1)
        if not any(row.get(name) for name in says):
            number = f"{row.get('id')}: " if row.get("id") else ""
            problems.append(
                Problem(
                    sentence=say("{number}{no_title}", number=number, no_title=_NO_TITLE if publications else _NOTHING),
                    file=log.file,
                    line=row.line,
                    field="row",
                )
            )
            continue
        texts = ((language, row.get("subject"), row.get("text")),) if row.get("text") else ()
        drafts.append(evolve(read(row, log, parting), source=source, texts=texts))
        problems += _unread(row, log)
    return Drafts(tuple(drafts), tuple(problems))


def of_title(draft: Draft) -> Draft:
    """Return a publication with the places in its title: those before a colon, where there are any."""
    head, _, rest = draft.subject.partition(":")
    found = _named(head) or _named(rest)
    return evolve(draft, places=tuple(dict.fromkeys((*found, *draft.places))))


def places_of(texts: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the countries and territories that texts name, as ``scheme:key``, and what is none that is known."""
    found: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for text in texts:
        read = _places(text)
        found |= dict.fromkeys(str(address) for address in read.keywords)
        unknown |= dict.fromkeys(one for one in read.unknown if not _SERIES.fullmatch(fold(one)))
    return tuple(found), tuple(unknown)


def is_place(text: str) -> bool:
    """Tell whether a text is nothing but names of countries and territories: ``israel/opt``."""
    read = _places(text)
    return bool(read.keywords) and not read.unknown


def is_life_at_risk(cases: Iterable[CaseNumber]) -> bool:
    """Tell whether an execution is near: that is what one of the series was for."""
    return any(case.series is Series.EX for case in cases)


def place_of_subject(read: Subject) -> tuple[str, ...]:
    """Return the places of a subject line: the countries that were read, and their parts that it names."""
    found = {str(address): None for code in read.countries for address in _places(code).keywords}
    behind = _DATES.sub("", _BEHIND_NUMBER.sub("", fold(read.subject)))
    named = _places(behind)
    if set(named.countries) <= set(read.countries):
        found |= dict.fromkeys(str(address) for address in named.keywords)
    return tuple(found)


def _named(text: str) -> list[str]:
    return [str(address) for address in read_places(text, misspelt=False).keywords]


@lru_cache(maxsize=20_000)  # the same countries come again and again
def _places(text: str) -> Places:
    return read_places(text)


def _parting(cells: Iterable[str]) -> str:
    """Return the sign that parts keywords: a bar where there is one, else a semicolon, else a comma."""
    said = set("".join(cells))
    return next((sign for sign in _SEPARATORS if sign in said), "|")


def _draft(row: LogRow, log: Log, parting: str) -> Draft:
    read = read_subject(row.get("subject"), day_first=log.day_first)
    cases, kind, ordinal = _chain(read, row)
    concerns = _split(row.get("concerns"), "|/" if "/" in row.get("concerns") else "|,")
    keywords = _split(row.get("keywords"), parting) or concerns
    own = place_of_subject(read)
    placed, unknown = places_of(_split(row.get("country"), "|"))
    listed = [
        place for text in keywords if _COMPOUND.fullmatch(text) and is_place(text) for place in places_of([text])[0]
    ]
    return Draft(
        line=row.line,
        subject=row.get("subject"),
        cases=cases,
        kind=kind,
        ordinal=ordinal,
        keywords=keywords,
        places=tuple(dict.fromkeys((*own, *placed, *listed))),
        unplaced=unknown if not own and not placed and not listed else (),
        told=_told(read, row, log),
        given=_given(row.get("issued"), read, log),
        deadline_on=_day(row.get("deadline"), log),
        concerns="/".join(concerns),
        index_number=_index(row),
        audience=_audience(row),
        write_in=row.get("language"),
        external_id=row.get("id"),
        digest=row.digest,
        life_at_risk=is_life_at_risk(cases),
        people=tuple(_people(row.get("people"))),
    )


def _publication(row: LogRow, log: Log, parting: str) -> Draft:
    index = _index(row)
    issued = _day(row.get("issued"), log)
    placed, unknown = places_of(_split(row.get("country"), "|"))
    draft = Draft(
        line=row.line,
        subject=row.get("subject") or index,
        kind=Kind.PUBLICATION,
        keywords=_split(row.get("keywords"), parting),
        places=placed,
        unplaced=unknown,
        told=Told(given=issued),
        given=issued.isoformat() if issued else row.get("issued"),
        index_number=index,
        audience=_audience(row),
        external_id=row.get("id") or index,
        digest=row.digest,
    )
    return of_title(draft)


def _index(row: LogRow) -> str:
    return "; ".join(str(one) for one, _, _ in find_indexes(row.get("index"))) or row.get("index")


def _audience(row: LogRow) -> Audience:
    return Audience.MEMBERS if _MEMBERS.search(fold(row.get("audience"))) else Audience.PUBLIC


def _chain(read: Subject, row: LogRow) -> tuple[tuple[CaseNumber, ...], Kind, int | None]:
    """Return cases, kind and ordinal: of the subject; what it leaves open is taken from the columns."""
    beside = read_cases(row.get("case"))
    if not read.subject:
        told = read_subject(f"{row.get('kind')} {beside[0] if beside else ''}") if row.get("kind") else read
        kind = Kind(told.kind) if beside and told.cases else Kind.INITIAL if beside else Kind.OTHER
        return beside, kind, told.update
    cases = tuple(_completed(case, beside) for case in read.cases)
    if not cases and beside:
        told = read_subject(f"{read.subject} {beside[0]}")
        return beside, Kind(told.kind), told.update
    return cases, Kind(read.kind), read.update


def _completed(case: CaseNumber, beside: Sequence[CaseNumber]) -> CaseNumber:
    """Give a number that lacks its year the one of the column of cases, where that names the same number."""
    for other in beside:
        if case.number == other.number and case.year is None:
            case = evolve(case, year=other.year)
        if (case.number, case.year) == (other.number, other.year) and case.series.value == "?":
            case = evolve(case, series=other.series)
    return case


def _told(read: Subject, row: LogRow, log: Log) -> Told:
    given = _day(row.get("issued"), log) or read.issued
    named = [day for text in row.get("days").split("|") for day in _days(text, log)]
    if read.issued:
        named.append(read.issued)
    year = next((case.year for case in read.cases if case.year), None)
    if read.issued_month_day and year:
        month, day = read.issued_month_day
        named.append(date(year, month, 1) + timedelta(days=day - 1))
    return Told(given=given, named=tuple(named), until=_day(row.get("deadline"), log))


def _given(text: str, read: Subject, log: Log) -> str:
    """Return the day of issue in its usual form, or as it was written where it is no day."""
    day = _day(text, log) or (None if text else read.issued)
    return day.isoformat() if day else text


def _days(text: str, log: Log) -> Iterator[date]:
    return (found.date for found in find_days(fold(text), day_first=log.day_first) if found.date)


def _day(text: str, log: Log) -> date | None:
    return next(_days(text, log), None) if text else None


def _unread(row: LogRow, log: Log) -> Iterator[Problem]:
    text = row.get("deadline")
    if text and _day(text, log) is None:
        sentence = say("{text!r} is no day, so it has no deadline.", text=text[:60])
        yield Problem(sentence=sentence, file=log.file, line=row.line, field="deadline")


def _split(text: str, signs: str) -> tuple[str, ...]:
    parts = [text]
    for sign in signs:
        parts = [piece for part in parts for piece in part.split(sign)]
    return tuple(dict.fromkeys(piece.strip() for piece in parts if piece.strip(" #")))


def _people(text: str) -> Iterator[PersonDraft]:
    """Yield the people of a column: JSON objects with a name each, else names parted by bars."""
    if not text.lstrip().startswith("["):
        yield from (PersonDraft(name=name) for name in _split(text, "|"))
        return
    try:
        told = json.loads(text)
    except ValueError:
        return
    for one in told if isinstance(told, list) else ():
        if isinstance(one, dict) and str(one.get("name") or "").strip():
            yield PersonDraft(
                name=" ".join(str(one["name"]).split()),
                gender=str(one.get("gender") or ""),
                age=read_number(str(one.get("age") or "")),
                occupation=str(one.get("occupation") or ""),
            )
