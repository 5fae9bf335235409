"""Commands, lists and cards tell all that is known of a request, what takes a step back, and who is a stranger."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import RoleDraft
from outreach_crm.errors import InvalidInputError
from outreach_crm.timeline import service as timeline
from outreach_mutuality import service
from outreach_mutuality.model.assessing import DecisionDraft, Outcome
from outreach_mutuality.service import on_cards
from tests.builders import a_person, an_organisation
from tests.outreach_mutuality.builders import a_request, assessed, decided
from tests.web.office import Desk, words

Cli = Callable[..., Result]


def a_union(cli: Cli, text: str = "Sign our letter", *more: str) -> str:
    """Log a request of a union, and return what the command says."""
    cli("contacts", "add", "Health Union", "--organisation")
    return cli("mutuality", "log", "Health Union", text, *more).stdout


def test_each_step_says_what_takes_it_back(cli: Cli) -> None:
    said = [a_union(cli)]
    said.append(cli("mutuality", "assess", "1", "--all", "yes").stdout)
    decline = ("decline", "--told", "We have none", "--offer", "a speaker")
    if "Still to say" in said[-1]:
        said.append(cli("mutuality", "assess", "1", "what-we-may=yes").stdout)
    said.append(cli("mutuality", "decide", "1", *decline).stdout)
    refused = cli("mutuality", "decide", "1", *decline, code=1)
    assert "outreach mutuality again 1" in refused.stderr

    said.append(cli("mutuality", "again", "1", "--because", "another text came").stdout)
    said.append(cli("mutuality", "decide", "1", "accept", "--promise", "Sign it", "2d").stdout)
    said.append(cli("mutuality", "kept", "1").stdout)

    assert all("(take back: outreach undo " in one for one in said)
    cli("mutuality", "again", "1", code=2)


def test_a_stranger_is_warned_of_at_once_and_before_an_answer_leaves(cli: Cli) -> None:
    cli("contacts", "add", "Other Org", "--organisation")
    cli("contacts", "add", "Eva Lee")
    told = "Eva Lee has no role at Health Union, as far as it is written down."

    assert told in a_union(cli, "100 leaflets", "--person", "Eva Lee", "--accept")

    assert told in cli("mutuality", "show", "1").stdout
    assert told in cli("mutuality", "answer", "1").stdout


@pytest.mark.connections
def test_pages_warn_of_a_stranger_too(desk: Desk) -> None:
    a_person(desk.app, "Eva Lee")
    request = a_request(desk.app, person="Eva Lee")
    decided(desk.app, request)

    for page in ("", "/answer"):
        assert "Eva Lee has no role at Dockers' Union" in words(desk.read(f"/requests/{request.id}{page}"))


def test_whoever_has_a_role_with_them_is_no_stranger(app: App) -> None:
    union, ana = an_organisation(app, "Dockers' Union"), a_person(app, "Ana Ruiz")
    contacts.add_role(app, ana.id, RoleDraft(at=str(union.id), title="secretary"))

    assert [*service.hints(app, a_request(app, union.id, person="Ana Ruiz"))] == []
    assert [*service.hints(app, a_request(app, union.id))] == []


def test_show_tells_all_that_is_known_of_a_request(cli: Cli, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear friends", encoding="utf-8")
    cli("contacts", "add", "Ana Ruiz")
    more = ("--person", "Ana Ruiz", "--came", "by letter", "--by", "2026-01-01", "--amount", "500")
    a_union(cli, "Help us with the march", *more, "--file", str(letter))

    shown = cli("mutuality", "show", "1").stdout

    for told in ("Who asks: Ana Ruiz", "by letter", "Answer by: 2026-01-01 (late)", "Money: 500", "Files: letter.txt"):
        assert told in shown
    assert "Next: outreach mutuality assess 1" in shown
    assert "(late)" in cli("mutuality", "list").stdout
    cli("mutuality", "log", "Health Union", "More", "--file", str(tmp_path / "none.txt"), code=1)
    assert len(json.loads(cli("mutuality", "list", "--json").stdout)) == 1


def test_list_card_and_history_say_what_was_decided(app: App) -> None:
    request = a_request(app)
    decided(app, request, Outcome.DECLINE)
    assert service.get(app, request.id).standing == "declined, to be answered"
    service.write(app, request.id, "We cannot.", language="en")
    service.answered(app, request.id)

    assert [one.standing for one in service.listed(app)] == ["declined, closed"]
    assert "declined, closed" in [one.detail for one in timeline.history(app, request.contact_id)]
    panel = next(one for one in on_cards.panels(app, request.contact_id))
    assert "declined, closed" in panel.rows[0]


def test_of_what_is_missing_the_command_says_by_which_option(app: App) -> None:
    request = assessed(app, a_request(app))

    for outcome, told, option in (
        (Outcome.CONSULT, "", "consulted \\(--offer\\)"),
        (Outcome.IN_PART, "", "only a part \\(--told\\)"),
    ):
        with pytest.raises(InvalidInputError, match=option):
            service.decide(app, request.id, DecisionDraft(outcome=outcome, told=told))


@pytest.mark.parametrize(
    ("outcome", "label"),
    [(Outcome.CONSULT, "Consulted"), (Outcome.REFER, "Referred to"), (Outcome.SOMETHING_ELSE, "Offered")],
)
def test_what_is_offered_is_called_by_what_it_is(app: App, outcome: Outcome, label: str) -> None:
    assert decided(app, a_request(app), outcome, offered="the board").offer == (label, "the board")
