"""Values in their normal form, and what becomes of those that have none."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.errors import InvalidInputError
from outreach_crm.transfer.hygiene import points
from outreach_crm.transfer.hygiene.days import order, read_day
from outreach_crm.transfer.hygiene.places import country_code, language_tag
from outreach_crm.transfer.hygiene.texts import seen, unquoted
from outreach_crm.transfer.model import Record
from outreach_crm.transfer.service import Reading

Opened = Callable[..., Reading]


def first(opened: Opened, *rows: str, **answers: Any) -> Record:
    return next(opened("\n".join(rows), **answers).clean())


def flags(record: Record) -> dict[str, str]:
    return {flag.field: flag.sentence for flag in record.flags}


# Texts


@pytest.mark.parametrize(
    ("written", "clean", "taken"),
    [
        ("  Ana\u00a0Ruiz\t", "Ana Ruiz", False),
        ("a\r\nb\u2028c\rd", "a\nb\nc\nd", False),
        ("\u202eAna\u202c", "Ana", True),
        ("Ana\u200b\ufeff\u00adR", "AnaR", True),
        ("A\x00n\x1ba\x85", "Ana", True),
        ("x\ud800y", "xy", True),
        ("می\u200cخواهم", "می\u200cخواهم", False),
        ("An\u200cna", "Anna", True),
        ("क्\u200dष", "क्\u200dष", False),
        ("\U000e0041Ana", "Ana", True),
    ],
)
def test_what_nobody_can_see_goes_and_what_readers_need_stays(written: str, clean: str, taken: bool) -> None:
    assert seen(written) == (clean, taken)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    clean, _ = seen(text)
    assert seen(clean) == (clean, False)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff]", clean)


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Mn"))))
def test_what_can_be_seen_is_never_changed(text: str) -> None:
    assert seen(text) == (text.strip(), False)


@given(st.sampled_from("=+-@\t\r＝＋－＠"), st.text())
def test_the_apostrophe_of_our_export_is_taken_away_and_no_other(sign: str, text: str) -> None:
    assert unquoted(f"'{sign}{text}") == sign + text
    assert unquoted(f"{sign}{text}") == sign + text


# Addresses


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("ana@example.org", "ana@example.org"),
        ("Ana.Ruiz@EXAMPLE.org", "Ana.Ruiz@example.org"),
        ("Ana Ruiz <ana@example.org>", "ana@example.org"),
        ("mailto:ana@example.org", "ana@example.org"),
        ("josé@example.org", "josé@example.org"),
    ],
)
def test_an_email_address_gets_its_normal_form(written: str, clean: str) -> None:
    assert points.email(written) == clean


@pytest.mark.parametrize(
    "wrong",
    [
        "ana",
        "ana@",
        "a@b",
        "a..b@example.org",
        ".a@example.org",
        "a b@example.org",
        "x" * 65 + "@example.org",
        "a@b@example.org",
    ],
)
def test_what_is_no_email_address_is_kept_and_flagged(opened: Opened, wrong: str) -> None:
    with pytest.raises(InvalidInputError):
        points.email(wrong)
    one = first(opened, "Name|E-mail", f"Ana|{wrong}", columns={"E-mail": "email"})
    assert " ".join(each.value for each in one.emails) == wrong
    assert "is not an e-mail address" in flags(one)["email"]


def test_a_number_is_dialled_in_the_country_of_its_row_else_of_the_section(opened: Opened) -> None:
    one, other = opened("Name,Phone,Country\nUwe,030 1234567,Germany\nAna,915550123,\n").clean()
    assert (one.phones[0].value, other.phones[0].value) == ("+49301234567", "+34915550123")


@pytest.mark.parametrize("wrong", ["123", "call me", "+999 1", "+9991234567", "+341234567", "915550123 or later"])
def test_what_is_no_number_is_kept_and_flagged(opened: Opened, wrong: str) -> None:
    one = first(opened, "Name,Phone", f"Ana,{wrong}", columns={"Phone": "phone"})
    assert one.phones[0].value == wrong
    assert "is not a telephone number" in flags(one)["phone"]


def test_an_address_that_stands_there_twice_is_one(opened: Opened) -> None:
    one = first(opened, "Name;E-mail;E-mail 2", "Ana;ana@EXAMPLE.org;ana@example.org, a@example.com")
    assert [each.value for each in one.emails] == ["ana@example.org", "a@example.com"]


# Places and languages


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Spain", "ES"),
        ("España", "ES"),
        ("GERMANIA", "DE"),
        ("Deutschland", "DE"),
        ("Nederland", "NL"),
        ("Pays-Bas", "NL"),
        ("gb", "GB"),
        ("Cote d'Ivoire", "CI"),
        ("Narnia", ""),
        ("France and Spain", ""),
        ("", ""),
    ],
)
def test_a_country_is_read_in_six_languages(written: str, code: str) -> None:
    assert country_code(written) == code


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("es", "es"),
        ("es_ES", "es-ES"),
        ("Spanish", "es"),
        ("français", "fr"),
        ("Deutsch", "de"),
        ("English (United Kingdom)", "en"),
        ("pt-br", "pt-BR"),
        ("Elvish", ""),
        ("qq", ""),
    ],
)
def test_a_language_is_read_by_tag_or_name(written: str, tag: str) -> None:
    assert language_tag(written) == tag


def test_a_country_or_language_nobody_knows_is_kept_and_flagged(opened: Opened) -> None:
    one = first(opened, "Name,Country,Language", "Ana,Narnia,Elvish")
    assert one.fields == {"country": "Narnia", "language": "Elvish"}
    assert set(flags(one)) == {"country", "language"}


# Days


@pytest.mark.parametrize(
    ("written", "day_first", "clean"),
    [
        ("2026-03-09", None, "2026-03-09"),
        ("2026-03-09T10:00:00Z", None, "2026-03-09"),
        ("20260309T100000Z", None, "2026-03-09"),
        ("2026/3/9", None, "2026-03-09"),
        ("9.3.2026", None, "2026-03-09"),
        ("13/3/2026", None, "2026-03-13"),
        ("3/13/26", None, "2026-03-13"),
        ("3/3/2026", None, "2026-03-03"),
        ("3/4/2026", None, ""),
        ("3/4/2026", True, "2026-04-03"),
        ("3/4/2026 10:00", False, "2026-03-04"),
        ("1-2-71", True, "1971-02-01"),
        ("9 March 2026", None, "2026-03-09"),
        ("March 9th, 2026", None, "2026-03-09"),
        ("9 de marzo de 2026", None, "2026-03-09"),
        ("1er août 2026", None, "2026-08-01"),
        ("9. März 2026", None, "2026-03-09"),
        ("2018-04", None, "2018-04"),
        ("2018", None, "2018"),
        ("31/02/2026", None, ""),
        ("2026-13-01", None, ""),
        ("soon", None, ""),
        ("0/0/00", None, ""),
    ],
)
def test_a_day_is_read_as_files_write_it(written: str, day_first: bool | None, clean: str) -> None:
    assert read_day(written, day_first=day_first) == clean


@given(
    st.dates(date(1000, 1, 1)), st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"])
)
def test_any_day_is_read_in_any_usual_form(day: date, form: str) -> None:
    assert read_day(day.strftime(form), day_first=True) == day.isoformat()


def test_one_day_decides_for_its_whole_column() -> None:
    assert order(["1/2/2026", "3/4/2026", "25/4/2026"]) == (True, True)
    assert order(["1/2/2026", "4/25/2026"]) == (False, True)
    assert order(["1/2/2026"]) == (None, True)
    assert order(["2026-01-02", "1.2.2026", "3/3/2026"]) == (None, False)


def test_a_row_far_down_decides_how_all_days_are_read(opened: Opened) -> None:
    rows = ["Name,Consent date,Newsletter", *["Ana,3/4/2026,yes"] * 3_000, "Bo,4/25/2026,yes"]
    one = first(opened, *rows)
    assert one.consents[0].given_on == "2026-03-04"


def test_where_no_day_decides_it_is_asked(opened: Opened) -> None:
    rows = ["Name,Consent date,Newsletter", "Ana,3/4/2026,yes"]
    question = opened("\n".join(rows)).questions[0]
    assert (question.key, question.option) == ("day_first", "--day-first or --month-first")
    assert "3/4/2026" in question.sentence
    assert first(opened, *rows, day_first=True).consents[0].given_on == "2026-04-03"
    assert first(opened, *rows, day_first=False).consents[0].given_on == "2026-03-04"


def test_a_day_nobody_understands_is_kept_and_flagged(opened: Opened) -> None:
    one = first(opened, "Name,Member since", "Ana,a while ago")
    assert one.fields["membership_from"] == "a while ago"
    assert "is not a day" in flags(one)["membership_from"]
