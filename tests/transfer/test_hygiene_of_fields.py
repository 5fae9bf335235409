"""Consents, fields, sectors, keywords and numbers in other systems in their normal form."""

from collections.abc import Callable

import pytest

from outreach_crm.transfer.service import Reading
from tests.transfer.test_hygiene import first, flags

Opened = Callable[..., Reading]


@pytest.mark.parametrize(
    ("header", "cell", "granted"),
    [
        ("Newsletter", "yes", True),
        ("Newsletter", "Oui", True),
        ("Newsletter", "nein", False),
        ("Opt-in", "2024-05-06", True),
        ("Do Not Email", "Yes", False),
        ("Do Not Email", "No", None),
        ("Unsubscribed", "0", None),
        ("Newsletter", "", None),
    ],
)
def test_a_consent_is_what_was_said_and_silence_is_none(opened: Opened, header: str, cell: str, granted: bool) -> None:
    one = first(opened, f"Name,{header}", f"Ana,{cell}")
    assert [(each.channel, each.granted) for each in one.consents] == ([] if granted is None else [("email", granted)])
    assert all(each.given_on == ("2024-05-06" if header == "Opt-in" else "") for each in one.consents)


def test_an_answer_nobody_understands_is_no_consent_and_flagged(opened: Opened) -> None:
    one = first(opened, "Name,Newsletter", "Ana,asked twice", columns={"Newsletter": "consent:email"})
    assert one.consents == ()
    assert "no consent was read" in flags(one)["Newsletter"]


def test_a_consent_has_its_day_purpose_and_source(opened: Opened) -> None:
    one = first(opened, "Name,Newsletter,Consent date,Purpose,Consent source", "Ana,yes,6.5.2024,news,web form")
    told = one.consents[0]
    assert (told.given_on, told.purpose, told.source) == ("2024-05-06", "news", "web form")


def test_own_fields_are_read_by_their_kind(opened: Opened) -> None:
    good, bad = opened("Name,Diet,joined,press\nAna,none,6.5.2024,Ja\nBo,x,soon,maybe\n").clean()
    assert good.own_fields == {"diet": "none", "joined": "2024-05-06", "press": "yes"}
    assert bad.own_fields == {"diet": "x", "joined": "soon", "press": "maybe"}
    assert set(flags(bad)) == {"field:joined", "field:press"}


def test_sectors_are_read_by_key_or_name_and_others_flagged(opened: Opened) -> None:
    one = first(opened, "Name;Sector", "Ana;Legal | MEDICAL | gardening")
    assert one.sectors == ("legal", "medical", "gardening")
    assert "gardening" in flags(one)["sector"]


def test_keywords_in_one_cell_are_parted(opened: Opened) -> None:
    cells = ["torture; death penalty", "torture|death penalty", "torture, death penalty"]
    reading = opened("Name\tKeywords\n" + "".join(f"Ana\t{cell}\n" for cell in cells))
    assert [one.interests for one in reading.clean()] == [("torture", "death penalty")] * 3


def test_numbers_in_other_systems_have_the_name_of_the_system(opened: Opened) -> None:
    one = first(opened, "Name,CiviCRM ID,Register ID", "Ana,4711,00-17")
    assert one.ids == ("civicrm:4711", "register:00-17")


def test_a_name_that_is_too_long_or_has_no_letter_is_refused(opened: Opened) -> None:
    long, signs = opened(f"Name,Notes\n{'x' * 201},\n--,\n").clean()
    assert "201 letters" in long.refused
    assert "no letter" in signs.refused
