"""A row of reported appeals as it was read: prefixes taken off, texts of a wrong encoding mended, figures sorted."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from attrs import field, frozen

from outreach_crm.text import say, words_in_order

# Headers as programs write them, as their folded words.
_HEADERS = {
    "month": "month, month raw",
    "day": "date, day, on, date sent, submitted, created, action date",
    "case": "case, case number, case number raw, casenumber, case no, ua, ua number",
    "country": "country, countries, country raw",
    "topics": "topic, topics, topics raw, topic raw",
    "year_type": "year type, yeartype, year type raw, yeartype raw",
    "year": "year",
    "type": "type, kind, action type",
    "count": "actions reported, actions, count, number, appeals, how many",
    "letters": "letters, letter",
    "emails": "emails, e mails",
    "calls": "calls, phone calls",
    "supporter": "supporter, supporter name, name, full name",
    "email": "email, e mail, email address, supporter email, supporter email address",
    "campaign": "campaign, campaign name",
    "page": "page, page title, title",
    "id": "id, external id, action id, transaction id",
}
_FIELD_OF = {name.strip(): one for one, names in _HEADERS.items() for name in names.split(",")}
_PREFIX = re.compile(r"\s*(?:case\s*number|country|countries|topics?|year\s*type)?\s*:\s*", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_TYPES = {"letter": "letters", "email": "emails", "e mail": "emails", "call": "calls", "phone": "calls"}
_FIGURES = ("letters", "emails", "calls")
_MOST = 1_000_000


@frozen(kw_only=True)
class AppealRow:
    """Appeals that somebody, or nobody by name, reported; ``on`` is a day, or ``month`` (2025-02) all that is known."""

    line: int
    on: date | None
    month: str
    case: str
    country: str
    topics: tuple[str, ...]
    year: int | None
    figures: Mapping[str, int]
    supporter: str = ""
    email: str = field(default="", repr=False)
    campaign: str = ""
    page: str = ""
    external_id: str = ""

    @property
    def place(self) -> str:
        """Where a country may be read from: its own column, else what stands behind the case."""
        return self.country or self.case


def field_of(header: str) -> str:
    """Return what a column says, by its header; empty where nothing is known of it."""
    return _FIELD_OF.get(" ".join(words_in_order(header.replace("_", " "))), "")


def read_row(line: int, told: Mapping[str, str]) -> AppealRow:
    """Read a row by fields.

    Raises:
        ValueError: it has no month or a figure is none; the sentence says which.
    """
    cells = {name: bare(cell) for name, cell in told.items()}
    on, month = _day(cells.get("day", ""), cells.get("month", ""))
    year_type = f"{cells.get('year_type', '')} {cells.get('year', '')} {cells.get('type', '')}"
    year = _YEAR.search(year_type)
    return AppealRow(
        line=line,
        on=on,
        month=month,
        case=cells.get("case", ""),
        country=cells.get("country", ""),
        topics=tuple(dict.fromkeys(filter(None, map(str.strip, re.split(r"[,|;]", cells.get("topics", "")))))),
        year=int(year[0]) if year else None,
        figures=_figures(cells, " ".join(words_in_order(year_type))),
        supporter=cells.get("supporter", ""),
        email=cells.get("email", ""),
        campaign=cells.get("campaign", ""),
        page=cells.get("page", ""),
        external_id=cells.get("id", ""),
    )


def bare(text: str) -> str:
    """Return a cell without the label before it (``Country :``, ``:``), its encoding mended where it is Mac Roman."""
    cell = text[found.end() :] if (found := _PREFIX.match(text)) else text
    with suppress(UnicodeError):  # else it is what it seems
        cell = cell.encode("mac_roman").decode("utf-8")
    return " ".join(cell.split())


def _day(day: str, month: str) -> tuple[date | None, str]:
    if day:
        try:
            on = date.fromisoformat(day[:10])
        except ValueError:
            raise ValueError(say("{day!r} is not a day; write 2025-02-14.", day=day)) from None
        return on, on.isoformat()[:7]
    found = _MONTH.match(month)
    if not found or not 1 <= int(found[2]) <= 12:
        raise ValueError(f"{month!r} is not a month; write 2025-02." if month else "It has neither month nor day.")
    return None, f"{found[1]}-{found[2]}"


def _figures(cells: Mapping[str, str], kind: str) -> dict[str, int]:
    given = {name: _number(cells[name]) for name in _FIGURES if cells.get(name)}
    if not given or cells.get("count"):
        name = next((column for word, column in _TYPES.items() if word in kind), "unsorted")
        given[name] = given.get(name, 0) + _number(cells.get("count") or "1")
    return {**dict.fromkeys((*_FIGURES, "unsorted"), 0), **given}


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) < _MOST:
        raise ValueError(say("{text!r} is not a number of appeals.", text=text))
    return int(text)
