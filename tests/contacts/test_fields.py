"""What people write into fields, and the one form it is brought into."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.contacts.fields import (
    ContactsSettings,
    OwnField,
    read_country,
    read_email,
    read_external_id,
    read_fields,
    read_label,
    read_language,
    read_languages,
    read_own,
    read_phone,
    read_postal,
    read_rhythm,
    read_web,
)
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import SettingsTable
from outreach_crm.settings import Settings

# The first example waits for tables of countries and numbers to be read.

TODAY = date(2026, 3, 9)
ANYTHING = st.text(max_size=80)
READERS = [
    read_email,
    read_web,
    read_language,
    read_languages,
    read_rhythm,
    read_external_id,
    read_postal,
    read_label,
    lambda text: read_phone(text, "ES"),
    lambda text: read_fields({"name": text, "membership_from": text}, TODAY),
]


@pytest.mark.parametrize("reader", READERS)
@given(text=ANYTHING)
def test_a_reader_reads_or_says_what_is_wrong_in_a_sentence(reader: object, text: str) -> None:
    try:
        reader(text)  # type: ignore[operator]
    except InvalidInputError as error:
        assert str(error).endswith(".")  # noqa: PT017


@given(st.integers(1, 120), st.sampled_from([("", 1), ("d", 1), ("w", 7), (" months", 30), ("m", 30)]))
def test_a_rhythm_is_a_number_of_days(count: int, unit: tuple[str, int]) -> None:
    word, days = unit
    wanted = count * days
    for text in (f"{count}{word}", f"every {count}{word}", f"  EVERY  {count}{word.upper()} "):
        if wanted <= 3650:
            assert read_rhythm(text) == wanted
    assert read_rhythm("") is None


def test_a_rhythm_is_a_word_too() -> None:
    assert [read_rhythm(text) for text in ("Monthly", "every  week", "quarterly", "yearly")] == [30, 7, 90, 365]


@pytest.mark.parametrize("text", ["0", "-3", "3x", "often", "9999y", "11y", "1.5m", "3 mice", "99999999999"])
def test_what_is_no_rhythm_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="is not a rhythm"):
        read_rhythm(text)


@given(
    st.lists(st.sampled_from(["es", "EN", "pt-br", "zh-hant-tw", "Fr"]), max_size=6), st.sampled_from([" ", ", ", ";"])
)
def test_languages_are_read_once_each_in_the_order_written(tags: list[str], between: str) -> None:
    read = read_languages(between.join(tags)).split()
    assert read == list(dict.fromkeys(read_language(tag) for tag in tags))
    assert read_languages(" ".join(read)) == " ".join(read)


def test_language_tags_get_their_usual_letters() -> None:
    assert read_languages("ES, pt-br zh-hant-tw") == "es pt-BR zh-Hant-TW"
    with pytest.raises(InvalidInputError, match="'english' is not a language"):
        read_language("english")


def test_a_country_is_read_however_it_is_written() -> None:
    assert [read_country(text) for text in ("Chile", "CL", "chile", "", "  ")] == ["CL", "CL", "CL", "", ""]
    for text in ("Atlantis", "Chile and Peru"):
        with pytest.raises(InvalidInputError, match="is not one country"):
            read_country(text)


def test_an_unknown_field_is_named_with_what_may_be_meant() -> None:
    with pytest.raises(InvalidInputError, match="'concern_now' is not a field.*did you mean 'concerns_now'"):
        read_fields({"concern_now": "x"}, TODAY)
    with pytest.raises(InvalidInputError, match="contacts fields lists them"):
        read_fields({"": "x"}, TODAY)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("membership_from", "2026-02-30"),
        ("level", "galactic"),
        ("membership", "friend"),
        ("name_order", "backwards"),
        ("rhythm_days", "soon"),
        ("country", "Atlantis"),
        ("name", " "),
        ("name", "x" * 201),
        ("also", "x" * 201),
    ],
)
def test_a_value_that_cannot_be_right_is_told_with_its_field(field: str, text: str) -> None:
    with pytest.raises(InvalidInputError, match=f"^{field}: "):
        read_fields({field: text}, TODAY)


def test_a_choice_is_read_whatever_its_case_and_neither_takes_it_away() -> None:
    read = read_fields({"level": "National", "name_order": "Family first", "membership": "neither"}, TODAY)
    assert read == {"level": "national", "name_order": "family-first", "membership": ""}


@pytest.mark.parametrize(
    ("kind", "text", "stored"),
    [
        ("text", " as written ", "as written"),
        ("date", "2026-02-28", "2026-02-28"),
        ("number", "12345678901234567890", "12345678901234567890"),
        ("number", "-1.50", "-1.50"),
        ("number", "1e3", "1000"),
        ("yes-no", "YES", "yes"),
        ("number", "", ""),
    ],
)
def test_an_own_field_keeps_what_was_written(kind: str, text: str, stored: str) -> None:
    assert read_own(OwnField("bar_number", kind=kind), text, TODAY) == stored


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("date", "2026-02-30"),
        ("number", "ten"),
        ("number", "nan"),
        ("number", "inf"),
        ("number", "1e99"),
        ("yes-no", "si"),
    ],
)
def test_an_own_field_refuses_what_is_not_of_its_kind(kind: str, text: str) -> None:
    with pytest.raises(InvalidInputError, match="^bar_number: "):
        read_own(OwnField("bar_number", kind=kind), text, TODAY)


def test_a_field_without_a_data_class_is_special() -> None:
    settings = Settings({"contacts": {"fields": [{"key": "faith"}, {"key": "bar", "data_class": "public"}]}})
    declared = settings.of("contacts", ContactsSettings).fields
    assert [(one.key, one.data_class) for one in declared] == [("faith", "special"), ("bar", "public")]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"fields": [{"key": "bar", "data_class": "specail"}]}, "'specail' is not a data class"),
        ({"fields": [{"key": "bar", "kind": "colour"}]}, "'colour' is not a kind of field"),
        ({"fields": [{"key": "Bar Number"}]}, "'Bar Number' is not a key"),
        ({"fields": [{"key": "bar"}, {"key": "bar"}]}, "'bar' is declared twice"),
        ({"fields": [{"key": "bar", "klass": "x"}]}, "'klass' is not known here"),
        ({"relations": [{"key": "mentor", "label": "", "inverse": "x"}]}, "say how it reads"),
        ({"relations": [{"key": "mentor"}]}, "'label' is missing"),
    ],
)
def test_a_mistake_in_the_settings_is_named(written: dict[str, object], said: str) -> None:
    table = SettingsTable("contacts", "outreach_crm.contacts.fields:ContactsSettings")
    with pytest.raises(InvalidInputError, match=said):
        Settings({"contacts": written}).check([table])
