"""The rules of groups that need no database."""

from datetime import date

import pytest

from outreach_crm.errors import InvalidInputError
from outreach_crm.groups import fields
from outreach_crm.groups.model import ROLES, Group, Heading, Member, Resource, fee_state, in_order, prompts

TODAY = date(2026, 3, 9)


def a_term(from_on: str, to_on: str | None = None, role: str = "member") -> Member:
    return Member(id=1, group_id=1, group="Network", person_id=2, person="Ana", role=role, from_on=from_on, to_on=to_on)


def a_group(**given: object) -> Group:
    texts = dict.fromkeys(("level", "purpose", "regions", "fee", "serviced_by", "formed_from", "advises"), "")
    days = dict.fromkeys(("fee_paid_until", "founded_on", "ended_on", "formed_from_id", "advises_id"))
    numbers = {"id": 1, "contact_id": 5, "capacity": None, "meeting_days": None, "change_id": 1}
    return Group(**{"name": "Network", "structure": "network", **texts, **days, **numbers, **given})  # type: ignore[arg-type]


def test_a_term_lasts_until_the_day_before_its_end() -> None:
    term = a_term("2026-01-01", "2026-03-09")
    assert term.ended("2026-03-09")
    assert not term.ended("2026-03-08")


@pytest.mark.parametrize(
    ("span", "meets"),
    [
        (("2025-01-01", "2026-01-01"), False),
        (("2025-01-01", "2026-01-02"), True),
        (("2026-03-09", None), False),
        (("2026-03-08", None), True),
        (("2025-01-01", None), True),
    ],
)
def test_two_terms_meet_when_they_share_a_day(span: tuple[str, str | None], meets: bool) -> None:
    assert a_term("2026-01-01", "2026-03-09").meets(*span) is meets


def test_a_term_says_when_it_is_or_was() -> None:
    day = "2026-03-09"
    assert a_term("2026-01-01").when(day) == "since 2026-01-01"
    assert a_term("2026-01-01", "2027-01-01").when(day) == "since 2026-01-01 until 2027-01-01"
    assert a_term("2025-01-01", "2026-01-01").when(day) == "2025-01-01 to 2026-01-01"
    assert a_term("2026-05-01").when(day) == "from 2026-05-01"


def test_the_remainder_is_what_is_planned_less_what_is_used_to_the_cent() -> None:
    assert Resource(year=2026, heading="postage", planned=0.3, used=0.1).remainder == 0.2
    assert Resource(year=2026, heading="postage", planned=0.0, used=8.5).remainder == -8.5


def test_members_stand_by_role_and_else_in_the_order_they_came() -> None:
    terms = [a_term("2026-01-01", role=role) for role in ("member", "web editor", "treasurer", "coordinator")]
    assert [one.role for one in in_order(terms, ROLES)] == ["coordinator", "treasurer", "member", "web editor"]


@pytest.mark.parametrize(
    ("fee", "until", "state"),
    [
        ("", None, ""),
        ("12 EUR", None, "not paid yet"),
        ("12 EUR", "2026-03-09", "paid until 2026-03-09"),
        ("", "2026-03-08", "overdue: paid until 2026-03-08"),
    ],
)
def test_a_fee_is_overdue_the_day_after_it_was_paid_until(fee: str, until: str | None, state: str) -> None:
    assert fee_state(a_group(fee=fee, fee_paid_until=until), "2026-03-09") == state


def test_a_planned_structure_is_reminded_of_nothing_and_an_accidental_one_of_what_it_lacks() -> None:
    assert prompts(a_group(purpose="letters"), sectors=("legal",), planned=True) == ()
    missing = prompts(a_group(structure="advisory"), sectors=(), planned=False)
    assert [sentence.partition(":")[0] for sentence in missing] == [
        "It has no written purpose",
        "No resources are planned for it",
        "It is not said whom it advises",
    ]
    assert "which sector" in prompts(a_group(structure="local-brief", purpose="x"), sectors=(), planned=True)[0]
    assert prompts(a_group(ended_on="2026-01-01"), sectors=(), planned=False) == ()


@pytest.mark.parametrize(
    ("text", "role"), [("Casefile-Holder", "casefile holder"), ("COORDINATOR", "coordinator"), ("Träger", "Träger")]
)
def test_a_role_is_known_however_it_is_written(text: str, role: str) -> None:
    assert fields.read_role(text, (*ROLES, "Träger")) == role


def test_a_role_nobody_knows_is_one_sentence_with_the_nearest() -> None:
    with pytest.raises(InvalidInputError, match="did you mean coordinator"):
        fields.read_role("cordinator", ROLES)
    with pytest.raises(InvalidInputError, match="there are coordinator, secretary"):
        fields.read_role("xyz", ROLES)


@pytest.mark.parametrize(("text", "days"), [("monthly", 30), ("2w", 14), ("Weekly", 7), ("", None)])
def test_a_meeting_rhythm_is_read_as_people_say_it(text: str, days: int | None) -> None:
    assert fields.read_fields({"meeting_days": text}, TODAY) == {"meeting_days": days}


def test_regions_are_parted_by_commas() -> None:
    assert fields.read_fields({"regions": " Middle  East;Maghreb ,"}, TODAY) == {"regions": "Middle East, Maghreb"}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"structure": "club"}, "structure: 'club' is none of specialist, network"),
        ({"level": "national"}, "level: 'national' is none of local, section, international"),
        ({"capacity": "-1"}, "capacity: '-1' is not a number of cases"),
        ({"meeting_days": "sometimes"}, "meeting_days: 'sometimes' is not a rhythm"),
        ({"founded_on": "2026-02-30"}, "founded_on: '2026-02-30' is not a day"),
        ({"colour": "red"}, "'colour' is not a field of a group"),
    ],
)
def test_a_field_that_cannot_be_right_is_one_sentence(values: dict[str, str], sentence: str) -> None:
    with pytest.raises(InvalidInputError, match=sentence):
        fields.read_fields(values, TODAY)


def test_amounts_are_read_by_heading() -> None:
    read = fields.read_amounts(["staff-hours=40", "Staff Hours=41", "postage=8.50"])
    assert read == {Heading.STAFF_HOURS: 41, Heading.POSTAGE: 8.5}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("postage", "lacks the equals sign"),
        ("beer=3", "'beer' is none of staff-hours"),
        ("postage=1,50", "is not an amount"),
        ("postage=nan", "is not an amount"),
        ("postage=1.234", "is not an amount"),
    ],
)
def test_an_amount_that_cannot_be_right_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(InvalidInputError, match=sentence):
        fields.read_amounts([text])
