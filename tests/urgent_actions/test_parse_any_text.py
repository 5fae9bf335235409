"""Any text gives a record or the declared error; how much of it is looked at is bounded."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outreach_crm.errors import InvalidInputError
from outreach_urgent_actions.model import Kind
from outreach_urgent_actions.parse import read_case, read_cases, read_index, read_sheet, read_subject
from outreach_urgent_actions.parse.sections import lines_of
from outreach_urgent_actions.parse.subject import LONGEST
from tests.urgent_actions import printed

_PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "ua",
                "UA",
                "ex",
                "nsa",
                "ma",
                "#",
                "/",
                "\\",
                ".",
                "-",
                "(",
                ")",
                "12",
                "205/01",
                "99",
                "2012",
                "first",
                "second",
                "update",
                "final",
                "stop",
                "action",
                "to",
                "on",
                "iran",
                "usa/texas",
                "issued",
                "may",
                "31",
                "AMR",
                "41/22/98",
                ",",
                "and",
                "&",
                "?",
                "0",
                "00/00",
                "e00899",
                "o1",
                ":",
                ";",
                "11/16/2011",
                "Ü",
                "ﷺ",
                "½",
                "�",
                "\x00",
            ]
        ),
        st.text(max_size=8),
    ),
    max_size=25,
)
_TEXTS = st.one_of(st.text(max_size=200), _PIECES.map("".join), _PIECES.map(" ".join))
_LINES = st.sampled_from([line for text in printed.ALL for line in text.splitlines()])
_SHEETS = st.lists(st.one_of(_LINES, _TEXTS), max_size=30).map("\n".join)


@given(_TEXTS)
@example("UA 0/00")
@example("ua 9999/9999")
def test_any_line_is_a_subject_whose_parts_fit(text: str) -> None:
    subject = read_subject(text)
    assert (subject.kind is Kind.OTHER) or subject.cases or subject.ordinal or subject.kind is Kind.STOP
    assert all(case.number is None or 1 <= case.number <= 9999 for case in subject.cases)
    assert all(case.year is None or 1973 <= case.year <= 2039 for case in subject.cases)
    assert subject.ordinal is None or subject.ordinal >= 0
    assert all(read_case(str(case)) == case for case in (*subject.cases, *subject.former))


@given(_TEXTS)
def test_reading_what_was_shown_of_a_subject_gives_the_same(text: str) -> None:
    subject = read_subject(text)
    assert read_subject(subject.subject) == subject


def refused(read: Callable[[str], object], text: str) -> str:
    """Return the sentence with which a text is refused, empty where it is read."""
    try:
        read(text)
    except InvalidInputError as error:
        return str(error)
    return ""


@given(_TEXTS)
def test_any_text_is_a_number_or_refused(text: str) -> None:
    read_cases(text)
    for read, advice in ((read_case, "write it as UA 205/01."), (read_index, "write it as AMR 41/022/1998.")):
        assert refused(read, text)[-len(advice) :] in ("", advice)


@given(_SHEETS)
def test_any_text_is_a_sheet_unless_it_is_empty(text: str) -> None:
    try:
        sheet = read_sheet(text)
    except InvalidInputError:
        assert not text.replace(">", "").strip()
    else:
        assert all(one.lines or one.emails or one.faxes for one in sheet.appeals_to)
        assert all(0 <= (one.age or 0) < 120 for one in sheet.about.named)


@pytest.mark.parametrize(
    "unit", ["ua 1/0", "(", "12 may ", "first update ", "A-", "A B, ", "AMR 41/", "a@", "I ask ", "x y "]
)
def test_of_a_hostile_line_no_more_than_a_heading_is_looked_at(unit: str) -> None:
    hostile = unit * (1_000_000 // len(unit))
    assert len(read_subject(hostile).subject) <= LONGEST
    assert read_subject(hostile) == read_subject(hostile[:LONGEST])
    assert sum(map(len, lines_of(hostile))) <= 2_000
    assert sum(map(len, lines_of(f"{hostile[:1_999]}\n" * 500))) <= 200_000
    read_sheet(hostile)
    read_sheet(f"{unit}\n" * 100_000)
