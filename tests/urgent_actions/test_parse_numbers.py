"""Numbers of cases and of documents: equal however they are written, and the same again when they are read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.errors import InvalidInputError
from outreach_urgent_actions.parse import (
    CaseNumber,
    IndexNumber,
    Series,
    find_indexes,
    read_case,
    read_cases,
    read_index,
)

_YEARS = st.integers(1973, 2039)
_CASES = st.one_of(
    st.builds(CaseNumber, st.sampled_from(Series), st.integers(1, 999), st.one_of(st.none(), _YEARS)),
    st.builds(CaseNumber, st.sampled_from(Series)),
)
_INDEXES = st.builds(
    IndexNumber,
    st.sampled_from(["AFR", "AMR", "ASA", "EUR", "MDE", "ACT"]),
    st.integers(1, 99).map("{:02}".format),
    st.integers(1, 9999),
    _YEARS,
)


@given(_CASES)
def test_a_case_that_is_printed_and_read_again_is_the_same(case: CaseNumber) -> None:
    assert read_case(str(case)) == case


@given(_INDEXES)
def test_an_index_number_that_is_printed_and_read_again_is_the_same(number: IndexNumber) -> None:
    assert read_index(str(number)) == number
    assert read_index(str(number).lower().replace(" ", "")) == number


@pytest.mark.parametrize(
    "text",
    ["UA 305/01", "ua305/01", " Ua  305 / 2001 ", "AU 305/01", "Urgent Action 305-01", "UA 305/2001", "uaa30501"],
)
def test_a_case_is_found_under_any_of_its_spellings(text: str) -> None:
    assert read_case(text) == CaseNumber(Series.UA, 305, 2001)


@pytest.mark.parametrize("text", ["", "togo", "UA 305/01 and UA 306/01", "x" * 300, "UA 305/01" + " " * 200])
def test_what_names_no_case_or_several_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InvalidInputError, match=r"write it as UA 205/01"):
        read_case(text)


def test_only_a_number_with_all_its_parts_names_one_case() -> None:
    assert read_case("UA 305/01").is_complete
    assert not any(read_case(text).is_complete for text in ("UA 305/?", "EX ?", "? 276/2012"))


def test_a_list_of_keywords_may_name_cases_and_a_bucket_of_a_year_is_none_of_them() -> None:
    found = read_cases("torture|ua 305/01|(ex 12/99)|uas 2012|togo")
    assert [str(case) for case in found if case.is_complete] == ["UA 305/2001", "EX 12/1999"]


@pytest.mark.parametrize(
    "text", ["AMR 41/22/98", "AMR 41/022/1998", "amr41/022/1998", "AI Index: AMR 41/22/98", "AMR410221998ENGLISH"]
)
def test_an_index_number_is_the_same_with_other_zeros(text: str) -> None:
    assert read_index(text) == IndexNumber("AMR", "41", 22, 1998)


def test_the_number_of_a_country_means_another_one_in_another_region() -> None:
    assert read_index("AFR 51/001/2001") != read_index("EUR 51/001/2001")


@pytest.mark.parametrize(
    "text", ["", "AMR", "AMR 4/22/98", "XYZ 41/22/98", "AMR 41/22/98 and AMR 41/23/98", "AMR 41/16/908"]
)
def test_what_is_no_index_number_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InvalidInputError, match="write it as AMR 41/022/1998"):
        read_index(text)


def test_index_numbers_are_found_in_a_text_in_its_order() -> None:
    found = [str(number) for number, _, _ in find_indexes("see ASA 17/1551/2015; and eur 44/11/91.")]
    assert found == ["ASA 17/1551/2015", "EUR 44/011/1991"]
