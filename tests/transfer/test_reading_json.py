"""JSON in the field names of OSDI."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from outreach_crm.errors import ImportRejectedError
from outreach_crm.transfer.model import Consent, Labelled, PostalAddress, Record
from outreach_crm.transfer.service import Reading

Opened = Callable[..., Reading]


def read(opened: Opened, told: Any) -> list[Record]:
    return list(opened(json.dumps(told), "people.json").clean())


def test_a_person_is_read_with_all_osdi_has_words_for(opened: Opened) -> None:
    person = {
        "given_name": "Ana",
        "family_name": "Ruiz",
        "identifiers": ["civicrm:17"],
        "employer": "Bar",
        "occupation": "President",
        "preferred_language": "es",
        "languages_spoken": ["es", "en"],
        "email_addresses": [{"address": "ana@example.org", "address_type": "Work", "status": "unsubscribed"}],
        "phone_numbers": [{"number": "915 550 123", "number_type": "Mobile"}],
        "postal_addresses": [
            {"address_lines": ["Mayor 1"], "locality": "Madrid", "postal_code": "28013", "country": "ES"}
        ],
        "custom_fields": {"diet": "none", "press": True},
        "modified_date": "2024-05-06T10:00:00Z",
        "_embedded": {"osdi:taggings": [{"_embedded": {"osdi:tag": {"name": "torture"}}}]},
    }
    one = read(opened, {"_embedded": {"osdi:people": [person]}})[0]
    assert (one.kind, one.name, one.given, one.family) == ("person", "Ana Ruiz", "Ana", "Ruiz")
    assert (one.organisation, one.role, one.ids) == ("Bar", "President", ("civicrm:17",))
    assert one.emails == (Labelled(value="ana@example.org", label="work"),)
    assert one.phones == (Labelled(value="+34915550123", label="mobile"),)
    assert one.addresses == (PostalAddress(lines="Mayor 1", postcode="28013", town="Madrid", country="ES"),)
    assert one.fields == {"language": "es", "languages": "es en", "country": "ES"}
    assert one.own_fields == {"diet": "none", "press": "yes"}
    assert (one.interests, one.changed_on) == (("torture",), "2024-05-06")
    assert one.consents == (Consent(granted=False, channel="email", source="status in the file"),)


def test_organisations_stand_beside_people_and_are_read_first(opened: Opened) -> None:
    found = read(opened, {"people": [{"name": "Ana"}], "organizations": [{"name": "Bar", "sectors": ["legal"]}]})
    assert [(one.kind, one.name, one.sectors) for one in found] == [
        ("organisation", "Bar", ("legal",)),
        ("person", "Ana", ()),
    ]


def test_a_plain_list_and_a_single_person_are_read(opened: Opened) -> None:
    assert [one.name for one in read(opened, [{"name": "Ana"}, {"name": "Bo"}])] == ["Ana", "Bo"]
    assert [one.name for one in read(opened, {"given_name": "Ana"})] == ["Ana"]


@pytest.mark.parametrize(
    "odd", [5, "Bo", None, [], {"name": {"first": "Bo"}}, {"email_addresses": "x"}, {"note": "\ud800"}]
)
def test_one_odd_entry_never_loses_the_others(opened: Opened, odd: Any) -> None:
    found = read(opened, {"people": [{"name": "Ana"}, odd, {"name": "Cy"}]})
    assert [found[0].name, found[-1].name, len(found)] == ["Ana", "Cy", 3]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "is not JSON, line 1"),
        ("[" * 200_000, "is not JSON"),
        ('{"orders": []}', "holds no contacts"),
        ("[]", "holds no contacts"),
        ("17", "holds no contacts"),
        ('{"people": "Ana"}', "holds no contacts"),
        ('{"people": [' + "9" * 10_000 + "]}", "is not JSON"),
    ],
)
def test_what_holds_no_contacts_is_rejected(opened: Opened, text: str, sentence: str) -> None:
    with pytest.raises(ImportRejectedError, match=sentence):
        opened(text, "people.json")


def test_a_state_of_mind_other_than_subscribed_is_no_consent(opened: Opened) -> None:
    people = [{"name": "Ana", "email_addresses": [{"address": "a@example.org", "status": "bouncing"}]}]
    assert read(opened, people)[0].consents == ()
