"""vCards of all versions, and what telephones and mail programs make of them."""

from collections.abc import Callable

import pytest

from outreach_crm.errors import ImportRejectedError, InvalidInputError
from outreach_crm.transfer.model import Labelled, PostalAddress, Record
from outreach_crm.transfer.service import Reading

Opened = Callable[..., Reading]


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def read(opened: Opened, content: str | bytes) -> list[Record]:
    return list(opened(content, "contacts.vcf").clean())


def test_version_2_1_with_quoted_printable_and_without_fn_is_read(opened: Opened) -> None:
    """N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg=
    ;;;
    """
    lines = [
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg=",
        ";;;",
        "TEL;CELL;PREF:0171 1234567",
        "ADR;HOME;ENCODING=QUOTED-PRINTABLE:;;Weg 1=0D=0AHof;Berlin;;10115;Germany",
    ]
    one = read(opened, card(*lines, version="2.1"))[0]
    assert (one.name, one.given, one.family) == ("Jörg Müller", "Jörg", "Müller")
    assert one.phones == (Labelled(value="+491711234567", label="mobile"),)
    assert one.addresses == (
        PostalAddress(lines="Weg 1\nHof", postcode="10115", town="Berlin", country="DE", label="home"),
    )
    assert (one.refused, one.flags) == ("", ())


def test_a_character_set_of_its_own_is_understood(opened: Opened) -> None:
    content = card("N;CHARSET=ISO-8859-1:Muñoz;José", version="2.1").encode("latin-1")
    assert (read(opened, content)[0].name, read(opened, content)[0].flags) == ("José Muñoz", ())


def test_a_text_that_does_not_say_its_character_set_is_flagged(opened: Opened) -> None:
    one = read(opened, card("FN:José Muñoz").encode("latin-1"))[0]
    assert one.name == "José Muñoz"
    assert "not UTF-8" in one.flags[0].sentence


def test_version_3_0_with_folded_lines_escapes_and_groups_is_read(opened: Opened) -> None:
    one = read(
        opened,
        card(
            "N:Ruiz;Ana;María;Dra.;",
            "FN:Dra. Ana María Ruiz",
            "ORG:Colegio de Abogados\\, Madrid;Derecho",
            "TITLE:Decana",
            "item1.EMAIL;type=INTERNET:ana@example.org",
            "item1.X-ABLabel:_$!<Work>!$_",
            "EMAIL;TYPE=HOME,PREF:ana@example.com",
            "CATEGORIES:torture,fair\\, quick trial",
            "NOTE:first\\nsecond li",
            " ne",
            "REV:2024-05-06T10:00:00Z",
            "UID:urn:uuid:1",
        ),
    )[0]
    assert (one.name, one.given, one.family) == ("Dra. Ana María Ruiz", "Ana María", "Ruiz")
    assert (one.organisation, one.role) == ("Colegio de Abogados, Madrid", "Decana")
    assert one.emails == (
        Labelled(value="ana@example.com", label="home"),
        Labelled(value="ana@example.org", label="work"),
    )
    assert one.interests == ("torture", "fair, quick trial")
    assert (one.note, one.changed_on, one.ids) == ("first\nsecond line", "2024-05-06", ("vcard:urn:uuid:1",))


def test_version_4_0_with_uris_and_an_organisation_is_read(opened: Opened) -> None:
    lines = ["KIND:org", "FN:Bar", 'TEL;VALUE=uri;TYPE="voice,work":tel:+34-915-550-123', "LANG:es", "URL:example.org"]
    one = read(opened, card(*lines, version="4.0"))[0]
    assert (one.kind, one.name, one.fields) == ("organisation", "Bar", {"language": "es"})
    assert one.phones == (Labelled(value="+34915550123", label="work"),)
    assert one.webs == (Labelled(value="https://example.org"),)


def test_a_card_of_an_organisation_alone_is_one(opened: Opened) -> None:
    one = read(opened, card("ORG:Bar", "FN:Bar", "TEL:915550123"))[0]
    assert (one.kind, one.name, one.organisation) == ("organisation", "Bar", "")


@pytest.mark.parametrize(
    "bad",
    [
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Half\r\n",
        "BEGIN:VCARD\r\nthis is no line of a card\r\nEND:VCARD\r\n",
        "BEGIN:VCARD\r\nEND:VCARD\r\n",
        'BEGIN:VCARD\r\nTEL;TYPE="work:1\r\nEND:VCARD\r\n',
        "END:VCARD\r\nEND:VCARD\r\n",
        "\0\0\0\r\n",
    ],
    ids=["breaks off", "junk inside", "empty", "open quotation mark", "ends only", "NULs"],
)
def test_one_bad_card_never_loses_the_others(opened: Opened, bad: str) -> None:
    found = read(opened, card("FN:Ana") + bad + card("FN:Bo"))
    assert [one.name for one in found if one.name in {"Ana", "Bo"}] == ["Ana", "Bo"]
    assert all(one.refused or one.flags for one in found if one.name not in {"Ana", "Bo"})


def test_a_card_inside_a_card_is_no_contact_of_its_own(opened: Opened) -> None:
    inner = "AGENT:\r\n" + card("FN:Secretary", version="2.1")
    assert [one.name for one in read(opened, card("FN:Ana", inner.rstrip(), "NOTE:x", version="2.1"))] == ["Ana"]


def test_a_picture_is_passed_over(opened: Opened) -> None:
    lines = ["FN:Ana", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQ", *[" " + "A" * 70] * 2_000, "NOTE:after"]
    one = read(opened, card(*lines))[0]
    assert (one.note, one.flags) == ("after", ())


def test_a_card_without_a_name_is_called_by_its_address(opened: Opened) -> None:
    one = read(opened, card("EMAIL:info@example.org"))[0]
    assert (one.name, one.refused) == ("info@example.org", "")
    assert read(opened, card("NOTE:nobody"))[0].refused


def test_what_our_own_export_adds_is_read(opened: Opened) -> None:
    lines = ["FN:Ana", "X-OUTREACH-SECTOR:legal,unions", "X-OUTREACH-ID:civicrm:17", "X-OUTREACH-FIELD;X-KEY=diet:none"]
    one = read(opened, card(*lines, "X-OUTREACH-CAN-DO:speak"))[0]
    assert (one.sectors, one.ids) == (("legal", "unions"), ("civicrm:17",))
    assert (one.own_fields, one.fields) == ({"diet": "none"}, {"can_do": "speak"})


def test_a_file_without_a_card_is_rejected(opened: Opened) -> None:
    with pytest.raises(ImportRejectedError, match="holds no vCard"):
        opened("Name,E-mail\nAna,ana@example.org\n", "contacts.vcf")


def test_cards_have_no_columns_to_be_mapped(opened: Opened) -> None:
    with pytest.raises(InvalidInputError, match="is vCard and has no columns"):
        opened(card("FN:Ana"), "contacts.vcf", columns={"FN": "name"})


def test_a_card_is_known_by_its_first_line_whatever_the_file_is_called(opened: Opened) -> None:
    assert opened("\ufeff" + card("FN:Ana"), "contacts.txt").format == "vcard"


def test_the_line_of_a_card_and_its_text_are_kept_for_a_file_of_refused_ones(opened: Opened) -> None:
    second = read(opened, card("FN:Ana") + card("NOTE:nobody"))[1]
    assert second.line == 5
    assert second.raw == ("BEGIN:VCARD", "VERSION:3.0", "NOTE:nobody", "END:VCARD")
