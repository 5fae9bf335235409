"""One line writes down what happened, moves the ask it was about, and calls to mind when to come back to it."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.model import State
from outreach_crm.asks.service.reading import meant
from outreach_crm.changes import service as journal
from outreach_crm.errors import InvalidInputError
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft
from tests.asks.builders import an_ask, moved
from tests.builders import an_organisation

Cli = Callable[..., Result]


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("will sign", State.AGREED),
        ("called, will not sign", State.DECLINED),
        ("can't before the congress", State.DECLINED),
        ("signed yesterday", State.DONE),
        ("forwarded the reply of the ministry", State.REPORTED),
        ("thanked her for it", State.THANKED),
        ("signera demain", State.AGREED),
        ("no puede este mes", State.DECLINED),
        ("Écrira au ministre", State.AGREED),
        ("still thinking", None),
        ("met Willow at the fair", None),
    ],
)
def test_a_line_says_how_far_an_ask_has_come(line: str, state: State | None) -> None:
    assert meant(line) is state


def test_one_line_writes_down_moves_and_reminds(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    cli("asks", "plan", "Ruiz", "Sign the appeal", "--why", "She is heard", "--by", "3w")

    said = cli("log", "Ruiz", "called, will sign", "--ask", "1", "--follow-up", "2w").stdout

    assert "Noted: call with Ana Ruiz" in said
    assert "You will be reminded" in said
    assert "Ask 1 is agreed." in said
    shown = json.loads(cli("asks", "show", "1", "--json").stdout)
    assert (shown["state"], shown["contact"]) == ("agreed", "Ana Ruiz")


def test_words_that_say_nothing_leave_an_ask_where_it_was(app: App) -> None:
    bar = an_organisation(app, "Bar of Vigo")
    ask = moved(app, an_ask(app, bar.id), State.MADE)

    logged = service.log(app, LogDraft(contact_ids=(bar.id,), summary="called, still thinking"), ask.id)

    assert (logged.moved, logged.ask.state) == (False, State.MADE)
    assert [entry.summary for _, entry in service.history(app, ask)][-1] == "called, still thinking"


def test_the_first_word_about_a_planned_ask_puts_it(app: App) -> None:
    ask = an_ask(app)

    logged = service.log(app, LogDraft(contact_ids=(ask.contact_id,), summary="called the secretary"), ask.id)

    assert (logged.moved, logged.ask.state) == (True, State.MADE)


def test_what_is_said_outright_counts_more_than_words(app: App) -> None:
    ask = an_ask(app)
    draft = LogDraft(contact_ids=(ask.contact_id,), summary="will not write, but signed the card", outcome="a card")

    assert service.log(app, draft, ask.id, to=State.DONE).ask.result == "a card"


def test_somebody_else_says_nothing_of_an_ask(app: App) -> None:
    ask, other = an_ask(app), an_organisation(app, "Bar of Lugo")

    with pytest.raises(InvalidInputError, match="did not take part"):
        service.log(app, LogDraft(contact_ids=(other.id,), summary="will sign"), ask.id)

    assert timeline.history(app, other.id) == []


def test_a_line_and_its_step_are_taken_back_together(app: App) -> None:
    ask = an_ask(app)
    logged = service.log(app, LogDraft(contact_ids=(ask.contact_id,), summary="will sign"), ask.id)

    journal.undo(app, logged.entry.change_id)

    assert service.get(app, ask.id).state is State.PLANNED
    assert timeline.history(app, ask.contact_id) == []
