"""The rules of campaigns that need no database."""

import pytest

from outreach_crm.campaigns.model import Campaign
from outreach_crm.model import Ref


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("asks:17", Ref("asks", 17)),
        (" timeline_entries:3 ", Ref("timeline_entries", 3)),
        ("Ana Ruiz", None),
        ("17", None),
        ("asks:x", None),
        ("Asks:1", None),
        ("asks:" + "9" * 19, None),
    ],
)
def test_a_pointer_is_a_kind_and_a_number(text: str, ref: Ref | None) -> None:
    assert Ref.read(text) == ref


@pytest.mark.parametrize(
    ("from_on", "to_on", "when"),
    [
        ("2026-01-01", "2026-02-01", "2026-01-01 to 2026-02-01"),
        ("2026-01-01", None, "from 2026-01-01"),
        (None, "2026-02-01", "until 2026-02-01"),
        (None, None, ""),
    ],
)
def test_a_campaign_says_when_it_is(from_on: str | None, to_on: str | None, when: str) -> None:
    rest = {"id": 1, "name": "X", "countries": (), "themes": (), "group_id": None, "group": "", "change_id": 1}
    assert Campaign(from_on=from_on, to_on=to_on, **rest).when == when  # type: ignore[arg-type]
