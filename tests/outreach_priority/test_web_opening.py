"""Opening an assessment on a page: whom it asks what, by which rules, and what cannot be."""

import re

import pytest

from outreach_crm.contacts import service as contacts
from outreach_priority import service
from outreach_priority.model import Rules
from tests.builders import an_organisation
from tests.outreach_priority.builders import (
    an_advisory_group,
)
from tests.web.office import Desk, Sent, words

pytestmark = pytest.mark.connections


def test_an_assessment_is_opened_for_a_group_and_leads_to_the_sheets(desk: Desk) -> None:
    group = an_advisory_group(desk.app)
    form = desk.read("/priorities/open")
    assert f'name="group" value="{group.contact_id}" checked' in form
    given: dict[str, Sent] = {
        "title": "Priorities 2027",
        "group": str(group.contact_id),
        "sectors": ["legal", "medical"],
    }
    page = desk.follow(desk.send("/priorities/open", {**given, "form": "short", "within": "", **usual()}))
    assert "Priorities 2027 is open: 3 advisers are asked, until 23 March 2026." in words(page)
    assert "Ana Ruiz" in words(page)
    (made,) = service.listed(desk.app)
    assert [one.key for one in made.judged] == ["legal", "medical"]
    assert made.rules == Rules(rounds=3, late=False, alpha=0.6)
    assert "Undo" in words(page)


def usual() -> dict[str, str]:
    """The rules as a browser sends them, some of them others than usual."""
    shares = {"alpha": "60", "threshold": "50", "discuss_unknown": "50", "settled_below": "15", "reserve": "15"}
    return {"rounds": "3", "least": "3", "discuss_spread": "2", "combining": "geometric", **shares}


def test_organisations_of_one_sector_are_judged_by_people_found_by_name(desk: Desk) -> None:
    an_advisory_group(desk.app, 2)
    for name in ("Bar of Vigo", "Colegio de Abogados"):
        contacts.edit(desk.app, an_organisation(desk.app, name).id, contacts.Edit(sectors=("legal",)))
    looked = desk.send("/priorities/open", {"advisers-words": "ruiz", "form": "short", **usual()})
    ana = re.search(r'name="advisers" value="(\d+)"', looked.text)
    assert ana
    given: dict[str, Sent] = {"title": "Whom first", "group": "", "advisers": [ana[1]], "within": "legal"}
    desk.follow(desk.send("/priorities/open", {**given, "form": "short", **usual()}))
    (made,) = service.listed(desk.app)
    assert {one.title for one in made.judged} == {"Bar of Vigo", "Colegio de Abogados"}
    assert [one.adviser for one in service.sheets_of(desk.app, made)] == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"group": ""}, "Say who is asked"),
        ({"sectors": ["legal"], "within": "legal"}, "choose them, or organisations of one sector"),
        ({"within": "legal"}, "No organisation of the sector"),
        ({"alpha": "140"}, "Not more than 100"),
        ({"rounds": "9"}, "it lies between 1 and 5"),
        ({"due_on": "2020-01-01"}, "Not before 9 March 2026"),
    ],
)
def test_what_cannot_be_opened_is_said_and_nothing_that_was_written_is_lost(
    desk: Desk, given: dict[str, str], says: str
) -> None:
    group = an_advisory_group(desk.app)
    sent = {"title": "Priorities", "group": str(group.contact_id), "within": "", "form": "short", **usual(), **given}
    answer = desk.send("/priorities/open", sent)
    assert answer.status_code == 422
    assert says in words(answer.text)
    assert "--" not in words(answer.text)
    assert 'value="Priorities"' in answer.text
    assert service.listed(desk.app) == []
