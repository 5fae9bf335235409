"""One line writes down what happened, moves the ask it was about, and calls to mind when to come back to it."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.model import State
from outreach_crm.changes import service as journal
from outreach_crm.errors import InvalidInputError
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft
from tests.asks.builders import an_ask, moved
from tests.builders import an_organisation

Cli = Callable[..., Result]


def test_one_line_writes_down_moves_and_reminds(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    cli("asks", "plan", "Ruiz", "Sign the appeal", "--why", "She is heard", "--by", "3w")

    said = cli("log", "Ruiz", "called, will sign", "--ask", "1", "--follow-up", "2w").stdout

    assert "Noted: call with Ana Ruiz" in said
    assert "You will be reminded" in said
    assert "Ask 1 of Ana Ruiz: agreed." in said
    assert f"Read as: they agreed (take back: outreach undo {undo_of(cli)}; --state says it outright)." in said
    shown = json.loads(cli("asks", "show", "1", "--json").stdout)
    assert (shown["state"], shown["contact"]) == ("agreed", "Ana Ruiz")


def undo_of(cli: Cli) -> int:
    """Return the number of the latest change."""
    found: int = json.loads(cli("history", "--json").stdout)[0]["id"]
    return found


@pytest.mark.parametrize(
    "line", ["called, sent her the dossier", "I spoke to her, asked her to sign", "hasn't signed yet"]
)
def test_our_deeds_put_a_planned_ask_and_do_not_do_it_for_them(cli: Cli, line: str) -> None:
    cli("contacts", "add", "Ana Ruiz")
    cli("asks", "plan", "Ruiz", "Sign the appeal", "--why", "She is heard", "--by", "3w")

    said = cli("log", "Ruiz", line, "--ask", "1").stdout

    assert "Ask 1 of Ana Ruiz: made." in said
    assert "Read as: it was put to them (take back: outreach undo" in said
    assert "stays made: the words do not clearly say more" in cli("log", "Ruiz", line, "--ask", "1").stdout


def test_whoever_was_not_reached_is_still_to_be_asked(app: App) -> None:
    ask = an_ask(app)

    logged = service.log(app, LogDraft(contact_ids=(ask.contact_id,), summary="called, no answer"), ask.id)

    assert (logged.moved, logged.ask.state, logged.ask.made_on) == (False, State.PLANNED, None)


def test_a_line_from_them_is_their_doing(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    cli("asks", "plan", "Ruiz", "Sign the appeal", "--why", "She is heard", "--by", "3w")

    assert "Ask 1 of Ana Ruiz: done." in cli("log", "Ruiz", "signed it", "--ask", "1", "--from-them").stdout


def test_an_ask_is_looked_for_among_those_of_whoever_took_part(cli: Cli) -> None:
    for name in ("Bar of Vigo", "Bar of Lugo"):
        cli("contacts", "add", name, "--organisation")
        cli("asks", "plan", name, "Sign the open letter", "--why", "They are heard", "--by", "3w")

    said = cli("log", "Vigo", "will sign", "--ask", "open").stdout

    assert "Ask 1 of Bar of Vigo: agreed." in said
    assert "No ask fits 'lugo'" in cli("log", "Vigo", "will sign", "--ask", "lugo", code=1).output


def test_what_is_answered_is_what_the_words_clearly_say_or_an_option(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    for _ in range(3):
        cli("asks", "plan", "Ruiz", "Sign the appeal", "--why", "She is heard", "--by", "3w")

    assert "Read as: they declined" in cli("asks", "answer", "1", "cannot before May").stdout
    assert "Read as: they agreed" in cli("asks", "answer", "2", "will sign").stdout
    for words in ("still thinking", "", "will sign if the board agrees"):
        assert "say --agreed or --declined" in cli("asks", "answer", "3", words, code=1).output
    assert "Read as" not in cli("asks", "answer", "3", "cannot before May", "--agreed").stdout
    states = [one["state"] for one in json.loads(cli("asks", "list", "--all", "--json").stdout)]
    assert states == ["agreed", "agreed", "declined"]


def test_a_step_says_when_it_is_come_back_to_and_what_takes_it_back(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    cli("asks", "plan", "Ruiz", "Sign", "--why", "She is heard", "--by", "3w", "--follow-up-how", "ring her deputy")

    said = cli("asks", "make", "1", "called", "--follow-up", "2w").stdout

    assert "You will be reminded in 2 weeks" in said
    assert f"(take back: outreach undo {undo_of(cli)})" in said


def test_follow_up_is_a_day_everywhere_and_never_a_way(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")

    words = ("asks", "plan", "Ruiz", "Sign", "--why", "She is heard", "--by", "3w")
    assert "--follow-up-how" in cli(*words, "--follow-up", "2w", code=2).output
    cli("log", "Ruiz", "called", "--follow-up", "today", "--follow-up-how", "ring her deputy")
    assert "Ana Ruiz: ring her deputy" in cli("today").stdout


def test_a_note_that_moves_nothing_is_shown_without_a_state(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    cli("asks", "plan", "Ruiz", "Sign the appeal", "--why", "She is heard", "--by", "3w")
    cli("log", "Ruiz", "will sign", "--ask", "1")
    cli("log", "Ruiz", "had lunch, lovely weather", "--ask", "1")

    lines = cli("asks", "show", "1").stdout.splitlines()

    assert any("agreed" in one and "will sign" in one for one in lines)
    assert not any("agreed" in one for one in lines if "lovely weather" in one)


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
