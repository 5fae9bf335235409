"""Telephone numbers in their normal form: the quick ways say what the library says."""

from collections.abc import Callable

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError
from outreach_crm.transfer.hygiene import points


@pytest.mark.parametrize(
    ("written", "country", "clean"),
    [
        ("+34915550123", "", "+34915550123"),
        ("+34 915-55.01 23", "", "+34915550123"),
        ("0034 915 550 123", "", "+34915550123"),
        ("915 550 123", "ES", "+34915550123"),
        ("+44 (0)20 7946 0018", "", "+442079460018"),
        ("+44 020 7946 0018", "", "+442079460018"),
        ("+39 06 1234 5678", "", "+390612345678"),
        ("020 7946 0018 ext. 12", "GB", "+442079460018;ext=12"),
        ("tel:+34-915-550-123", "", "+34915550123"),
    ],
)
def test_a_telephone_number_becomes_e164(written: str, country: str, clean: str) -> None:
    assert points.phone(country)(written) == clean


_REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)


@given(st.sampled_from(_REGIONS), st.sampled_from([0, 1]), st.sampled_from("-. /"))
def test_the_quick_way_to_e164_agrees_with_the_library(region: str, kind: int, sign: str) -> None:
    number = phonenumbers.example_number_for_type(region, kind)
    if number is not None:
        plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        spaced = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL).replace(" ", sign)
        assert points.phone("")(plain) == plain
        assert points.phone("")(spaced) == plain


@st.composite
def _dialled(draw: st.DrawFn) -> tuple[str, str]:
    """Give a region and what somebody dials there: any digits, or an example of the region with a slip."""
    region = draw(st.sampled_from(_REGIONS))
    example = phonenumbers.example_number_for_type(region, draw(st.sampled_from([0, 1, 3])))
    written = str(example.national_number) if example else "7"
    at = draw(st.integers(0, len(written)))
    digits = written[:at] + draw(st.text("0123456789", max_size=4)) + written[at + draw(st.integers(0, 3)) :]
    # Two zeros call another country wherever somebody lives, also where they dial something else for it.
    digits = draw(st.sampled_from(["", "0", "01", "1", "8", "06"])) + digits.lstrip("0")
    cut = draw(st.integers(0, len(digits)))
    return region, digits[:cut] + draw(st.sampled_from(["", " ", "-", "/", " - "])) + digits[cut:]


@settings(max_examples=1_000)
@given(_dialled())
def test_the_quick_way_of_numbers_dialled_at_home_agrees_with_the_library(dialled: tuple[str, str]) -> None:
    def told(read: Callable[[], str]) -> str:
        try:
            return read()
        except InvalidInputError as error:
            return str(error)

    region, text = dialled
    assert told(lambda: points.phone(region)(text)) == told(lambda: contacts.read_phone(text, region))


@given(st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True))
def test_no_number_goes_the_quick_way_that_the_library_would_change_or_refuse(text: str) -> None:
    try:
        quick = points.phone("")(text)
    except InvalidInputError:
        return
    number = phonenumbers.parse(text)
    assert phonenumbers.is_possible_number(number)
    assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == quick
