"""Addresses of all sorts as people write them, and the one form they are brought into."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.contacts.fields import (
    read_email,
    read_external_id,
    read_label,
    read_phone,
    read_postal,
    read_web,
)
from outreach_crm.errors import InvalidInputError

# The first example waits for tables of countries and numbers to be read.


@given(
    st.from_regex(
        r"[a-z][a-z0-9+_]{0,20}(\.[a-z0-9]{1,10})?@([A-Za-z][A-Za-z0-9]{0,10}\.){1,2}(ORG|com|cl)", fullmatch=True
    )
)
def test_an_address_keeps_its_local_part_and_gets_a_small_domain(text: str) -> None:
    local, _, domain = text.partition("@")
    assert read_email(f"  {text} ") == f"{local}@{domain.lower()}"
    assert read_email(read_email(text)) == read_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ana",
        "ana@",
        "@example.org",
        "ana@example",
        "a b@example.org",
        "ana@ex..org",
        ".ana@example.org",
        "ana.@example.org",
        "ana@-x.org",
        "a" * 65 + "@example.org",
        "ana@example.org, paul@example.org",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="is not an e-mail address"):
        read_email(text)


def test_an_address_in_another_script_is_one_too() -> None:
    assert read_email("josé@correo.example.org").startswith("josé@")
    assert read_email("mailto:ana@example.org") == "ana@example.org"


@given(st.integers(min_value=910_000_000, max_value=919_999_999))
def test_a_number_reads_the_same_however_it_is_written(number: int) -> None:
    digits = str(number)
    forms = [
        digits,
        f"+34{digits}",
        f"0034 {digits}",
        f"+34 {digits[:3]} {digits[3:6]}-{digits[6:]}",
        f"tel:+34{digits}",
    ]
    assert {read_phone(form, "ES") for form in forms} == {f"+34{digits}"}
    assert read_phone(read_phone(digits, "ES"), "") == f"+34{digits}"


def test_an_extension_stays_with_the_number() -> None:
    read = read_phone("+34 915 550 123 ext. 12", "")
    assert read == "+34915550123;ext=12"
    assert read_phone(read, "") == read


@pytest.mark.parametrize("text", ["", "12", "call me", "+34", "915550123" * 3])
def test_what_cannot_be_dialled_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="is not a telephone number in ES"):
        read_phone(text, "ES")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Example.ORG", "https://example.org"),
        ("http://Example.org/Path?Q=1", "http://example.org/Path?Q=1"),
        ("HTTPS://example.org", "https://example.org"),
        ("colegio.example.org:8080/x", "https://colegio.example.org:8080/x"),
    ],
)
def test_a_web_address_gets_scheme_and_small_host(text: str, read: str) -> None:
    assert read_web(text) == read
    assert read_web(read) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "foo",
        "http://[foo",
        "javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "ftp://example.org",
        "https://example.org/a b",
        "https://exa mple.org",
        "https://.org",
        "https://user@",
        "https://1.2",
        "x" * 3000,
    ],
)
def test_what_is_no_web_address_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="is not a web address"):
        read_web(text)


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("office: ana@example.org", "office", "ana@example.org"),
        ("ana@example.org", "", "ana@example.org"),
        ("https://example.org", "", "https://example.org"),
        ("press room:  https://example.org", "press room", "https://example.org"),
        ("home: Calle Mayor 1; 28013 Madrid", "home", "Calle Mayor 1; 28013 Madrid"),
        ("Calle Mayor 1; apto: 3; Madrid", "", "Calle Mayor 1; apto: 3; Madrid"),
        ("example.org:8080", "", "example.org:8080"),
    ],
)
def test_a_label_stands_before_a_colon_and_a_blank(text: str, label: str, rest: str) -> None:
    assert read_label(text) == (label, rest)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Calle Mayor 1; 28013 Madrid; Spain", ("Calle Mayor 1", "28013", "Madrid", "ES")),
        ("1 High Street; London; SW1A 1AA; GB", ("1 High Street", "SW1A 1AA", "London", "GB")),
        ("Casilla 12; Valdivia", ("Casilla 12", "", "Valdivia", "")),
        ("2nd floor; 1 High Street; London SW1A 1AA", ("2nd floor\n1 High Street", "SW1A 1AA", "London", "")),
        ("Valdivia", ("Valdivia", "", "", "")),
    ],
)
def test_an_address_in_one_line_falls_into_its_parts(text: str, parts: tuple[str, str, str, str]) -> None:
    read = read_postal(text)
    assert (read.lines, read.postcode, read.town, read.country) == parts


@pytest.mark.parametrize(("text", "system", "number"), [("CiviCRM:4711", "civicrm", "4711"), ("a.b:x:y", "a.b", "x:y")])
def test_a_number_elsewhere_names_its_system(text: str, system: str, number: str) -> None:
    assert read_external_id(text) == (system, number)


@pytest.mark.parametrize("text", ["", "4711", "civicrm:", ":4711", "civicrm: ", "7:1", "x:" + "1" * 300])
def test_a_number_elsewhere_without_its_system_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="as civicrm:4711"):
        read_external_id(text)
