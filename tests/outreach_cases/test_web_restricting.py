"""A circle keeps a case to itself at the command line and on a page; whoever is outside reads that there is none."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from outreach_cases import service
from outreach_crm.accounts import service as accounts
from tests.outreach_cases.builders import SINCE, a_case
from tests.web.office import Desk, at_desk, words

Cli = Callable[..., Result]


def test_a_case_is_kept_by_a_circle_and_opened_again_by_a_command(cli: Cli) -> None:
    cli("circles", "add", "Safety")
    cli("cases", "add", "Sanaa Rezaiy", "--level", "active")

    assert "Sanaa Rezaiy: only Safety sees it (take back: outreach undo" in (
        cli("cases", "restrict", "sanaa", "--circle", "safety").stdout
    )
    assert "Seen by: only Safety" in cli("cases", "show", "1").stdout
    opened = json.loads(cli("cases", "restrict", "1", "--to", "everybody", "--json").stdout)

    assert opened["circle_id"] is None
    added = json.loads(cli("cases", "add", "Reza Amini", "--circle", "safety", "--json").stdout)
    assert added["circle_id"] is not None
    assert "--circle CIRCLE, or --to everybody" in cli("cases", "restrict", "1", code=2).output


def test_a_note_is_answered_with_its_circle_as_that_is_written(cli: Cli) -> None:
    cli("circles", "add", "Safety")
    cli("cases", "add", "Sanaa Rezaiy")

    assert "Kept with Sanaa Rezaiy, for Safety." in cli("cases", "note", "1", "Ring first", "--circle", "safety").stdout
    assert "for whoever may write here." in cli("cases", "note", "1", "Ring her sister").stdout


@pytest.mark.connections
def test_a_case_is_kept_by_a_circle_on_a_page(desk: Desk) -> None:
    accounts.add_circle(desk.app, "Safety")
    accounts.join_circle(desk.app, "Safety", "Maria")
    case, olga = a_case(desk.app), at_desk(desk.app, "Olga")
    page = f"/cases/{case.id}"
    assert "Safety" not in olga.read(f"{page}/restrict")

    new = {"name": "Reza Amini", "whom": "person", "consent": "not known", "level": "draft", "circle": "Safety"}
    added = desk.follow(desk.send("/cases/add", {**new, "opened_on": SINCE}))
    assert "Seen by only Safety" in words(added)
    assert "Reza Amini" not in olga.read("/cases")

    shown = desk.follow(desk.send(f"{page}/restrict", {"circle": "Safety"}))

    assert "Seen by only Safety" in words(shown)
    gone, never = (words(olga.get(f"/cases/{number}").text) for number in (case.id, case.id + 1))
    assert gone.replace(str(case.id), "N") == never.replace(str(case.id + 1), "N")
    assert [olga.get(one).status_code for one in (page, f"{page}/edit", f"{page}/restrict")] == [404] * 3
    desk.follow(desk.send(f"{page}/restrict", {"circle": ""}))
    assert service.seen_by(desk.app, service.get(desk.app, case.id)) == ""
    assert olga.get(page).status_code == 200
