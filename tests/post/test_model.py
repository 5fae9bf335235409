"""Addresses in the order of their country, postcodes as they are grouped there, sheets of labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.errors import InvalidInputError
from outreach_post.model import Address, grouped, read_sheet, written
from outreach_post.typesetting import country_line


def an_address(country: str, **parts: str) -> Address:
    given = {"name": "Ana Ruiz", "postcode": "1000", "town": "Town", "region": "", **parts}
    return Address(lines=("Street 1",), country=country, **given)


@pytest.mark.parametrize(
    ("country", "parts", "lines"),
    [
        ("DE", {"postcode": "10969", "town": "Berlin"}, ["10969 BERLIN", "ALEMANIA"]),
        ("GB", {"postcode": "n11aa", "town": "London"}, ["LONDON", "N1 1AA", "REINO UNIDO"]),
        ("US", {"postcode": "20500", "town": "Washington", "region": "DC"}, ["WASHINGTON, DC 20500", "ESTADOS UNIDOS"]),
        ("CA", {"postcode": "k1a0b1", "town": "Ottawa", "region": "ON"}, ["OTTAWA ON K1A 0B1", "CANADÁ"]),
        ("IE", {"postcode": "D02X285", "town": "Dublin 2"}, ["DUBLIN 2", "D02 X285", "IRLANDA"]),
        ("BR", {"postcode": "01310100", "town": "São Paulo", "region": "SP"}, ["SÃO PAULO-SP", "01310-100", "BRASIL"]),
        (
            "JP",
            {"postcode": "1000001", "town": "Chiyoda-ku", "region": "Tokyo"},
            ["CHIYODA-KU, Tokyo 100-0001", "JAPÓN"],
        ),
        ("IT", {"postcode": "20121", "town": "Milano", "region": "MI"}, ["20121 MILANO MI", "ITALIA"]),
        ("TR", {"postcode": "06100", "town": "Ankara"}, ["06100 ANKARA", "TURQUÍA"]),
        ("US", {"postcode": "", "town": "Washington", "region": ""}, ["WASHINGTON", "ESTADOS UNIDOS"]),
        ("SE", {"postcode": "11120", "town": "Stockholm"}, ["111 20 STOCKHOLM", "SUECIA"]),
    ],
)
def test_an_address_abroad_is_written_as_its_country_writes_it(
    country: str, parts: dict[str, str], lines: list[str]
) -> None:
    told = written(an_address(country, **parts), "ES", country_line(country, "ES", "es"))
    assert [*told] == ["Ana Ruiz", "Street 1", *lines]


def test_in_hungary_the_town_stands_over_the_street() -> None:
    told = written(an_address("HU", postcode="1051", town="Budapest"), "HU")
    assert told == ("Ana Ruiz", "Budapest", "Street 1", "1051")


def test_at_home_there_is_no_country_line() -> None:
    assert written(an_address("DE", postcode="10969", town="Berlin"), "DE") == ("Ana Ruiz", "Street 1", "10969 Berlin")
    assert written(an_address(""), "DE") == ("Ana Ruiz", "Street 1", "1000 Town")
    assert country_line("DE", "DE", "de") == ""


@pytest.mark.parametrize(
    ("home", "language", "line"),
    [
        ("DE", "en", "FRANKREICH"),
        ("BE", "fr", "FRANCE"),
        ("BE", "nl", "FRANKRIJK"),
        ("CH", "en", "FRANKREICH"),
        ("GB", "en", "FRANCE"),
        ("", "es", "FRANCIA"),
        ("XX", "xx", "FRANCE"),
    ],
)
def test_the_country_is_named_in_a_language_of_the_country_it_is_posted_in(home: str, language: str, line: str) -> None:
    assert country_line("FR", home, language) == line


@given(st.text(max_size=12), st.sampled_from(["GB", "CA", "SE", "PL", "DE", "BR", ""]))
def test_grouping_a_postcode_loses_none_of_it_and_is_done_once(code: str, country: str) -> None:
    once = grouped(code, country)
    assert grouped(once, country) == once
    signs = {" ", "-"}
    assert [one for one in once if one not in signs and not one.isspace()] == [
        one for one in code.strip().upper() if one not in signs and not one.isspace()
    ]


@given(
    st.builds(
        Address,
        name=st.text(max_size=20),
        lines=st.lists(st.text(max_size=20), max_size=4).map(tuple),
        postcode=st.text(max_size=10),
        town=st.text(max_size=20),
        region=st.text(max_size=10),
        country=st.sampled_from(["GB", "US", "HU", "CN", "BD", "ZZ", ""]),
    )
)
def test_no_line_is_empty_whatever_is_missing(address: Address) -> None:
    assert all(line.strip() == line != "" for line in written(address, "DE", "SOMEWHERE"))


@pytest.mark.parametrize(
    "text",
    [
        "L7160",
        "l7163",
        "5160",
        "70x36, 3 x 8, margins 0/4.5",
        "70 x 36, 3x8",
        "99.1x38.1, 2 x 7, gaps 2.5/0",
        "66.6x25.4, 3 x 10, us-letter",
    ],
)
def test_sheets_that_are_sold_and_sizes_of_ones_own_fit_on_their_paper(text: str) -> None:
    assert read_sheet(text).fits


def test_a_size_without_margins_stands_in_the_middle() -> None:
    sheet = read_sheet("70x36, 3 x 8")
    assert (sheet.left, sheet.top) == (0.0, 4.5)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("L7161", "did you mean 'L716"),
        ("70x36, 4 x 8", "do not fit"),
        ("0x36, 3 x 8", "do not fit"),
        ("", "not a sheet"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(text: str, why: str) -> None:
    with pytest.raises(InvalidInputError, match=why):
        read_sheet(text)
