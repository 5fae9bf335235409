"""Before an answer goes out, whoever sends it is told what would leave a wrong impression."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.asks.model import State as AskState
from outreach_crm.contacts import service as contacts
from outreach_mutuality import service
from outreach_mutuality.model.assessing import Outcome
from outreach_mutuality.model.requests import Request
from tests.asks.builders import an_ask, moved
from tests.builders import an_organisation
from tests.outreach_mutuality.answers import answerable
from tests.outreach_mutuality.builders import a_request, decided
from tests.web.office import Desk, words

Cli = Callable[..., Result]
KEPT = "their chair stands for a party in autumn"
ABOVE = "It sounds as if our aims mattered more than theirs"


def declined(app: App, **draft: str) -> Request:
    request = a_request(app)
    decided(app, request, Outcome.DECLINE, **draft)
    return request


def in_swedish(app: App) -> Request:
    """A request of those to whom we write in Swedish, decided."""
    request = a_request(app)
    contacts.edit(app, request.contact_id, contacts.Edit(fields={"language": "sv"}))
    decided(app, request)
    return request


def told(app: App, request: Request, text: str) -> list[str]:
    return [str(one) for one in service.warnings(app, request, text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We have to concentrate on prisoners.", "have to concentrate on"),
        (
            "Our human rights work comes first, and your cause is not important enough for us.",
            "not important, comes first",
        ),
        ("This is outside our mandate.", "outside our mandate"),
        ("We cannot afford to be seen with you.", "cannot afford to"),
        ("We must think of the purity of our name.", "purity"),
        ("We have no capacity for your march.", "no capacity, capacity for"),
        ("Notre priorité est ailleurs.", "notre priorite"),
        ("Notre travail passe avant, et ceci est hors de notre mandat.", "passe avant, hors de notre mandat"),
        ("Esto está fuera de nuestro mandato.", "fuera de nuestro mandato"),
        ("Nuestra labor está por encima.", "esta por encima"),
    ],
)
def test_wording_that_sounds_as_if_our_aims_mattered_more_is_told(app: App, text: str, words: str) -> None:
    request = declined(app, offered="")

    assert f"{ABOVE}: {words}." in told(app, request, text)


@pytest.mark.parametrize("text", ["They may sign in a personal capacity.", "We care for impurity of water."])
def test_words_that_only_look_like_such_are_left_alone(app: App, text: str) -> None:
    assert not any(one.startswith(ABOVE) for one in told(app, declined(app), text))


@pytest.mark.parametrize(
    ("kept", "text", "leaks"),
    [
        (KEPT, f"No, since {KEPT}.", "their chair stands for"),
        ("Chair is corrupt", "Your chair is corrupt.", "chair is corrupt"),
        ("Corrupt", "Some of you are corrupt.", "corrupt"),
        ("Corrupt", "You are incorruptible.", ""),
        ("Chair is corrupt", "Your chair is a friend.", ""),
        ("harbour", "On the strike in the harbour: no.", ""),
        ("", "No.", ""),
    ],
)
def test_a_kept_reason_of_any_length_that_stands_in_it_is_told(app: App, kept: str, text: str, leaks: str) -> None:
    found = [one for one in told(app, declined(app, kept=kept), text) if "stays with us" in one]

    assert found == ([f"The reason that stays with us stands in it: {leaks}."] if leaks else [])


def test_a_plain_no_with_something_offered_warns_of_nothing(app: App) -> None:
    request = declined(app, kept=KEPT)

    assert told(app, request, service.draft(app, request)[1]) == []


def test_a_no_without_anything_instead_is_told(app: App) -> None:
    assert "Nothing is offered instead." in told(app, declined(app, offered=""), "No, alas.")


def test_what_is_offered_and_promised_and_does_not_stand_in_it_is_told(app: App) -> None:
    request = a_request(app)
    promises = (("Send the leaflets", "1w"),)
    decided(app, request, Outcome.SOMETHING_ELSE, offered="a speaker at the rally.", promises=promises)

    assert told(app, request, "No, alas.") == [
        "What was decided does not stand in it: a speaker at the rally; Send the leaflets."
    ]
    assert told(app, request, "The leaflets are on their way, and somebody will come as a speaker.") == []


def test_an_answer_that_is_not_in_their_language_says_so(app: App) -> None:
    request = in_swedish(app)
    language, text = service.draft(app, request)
    (lacking,) = service.warnings(app, request, text, language)

    assert lacking == "There is no draft in Swedish: this one is in English."
    assert service.warnings(app, request, text, "sv") == []
    assert service.warnings(app, request, text, "sv-FI") == []


def test_a_command_says_in_which_language_there_is_no_draft_until_one_writes_in_it(cli: Cli, tmp_path: Path) -> None:
    cli("contacts", "add", "Hamnförbundet", "--organisation", "--language", "sv")
    cli("mutuality", "log", "Hamnförbundet", "100 leaflets", "--accept")
    lacking = "There is no draft in Swedish: this one is in English."
    own = tmp_path / "svar.txt"
    own.write_text("Gärna: 100 leaflets.", "utf-8")

    assert lacking in " ".join(cli("mutuality", "answer", "1").stdout.split())
    assert lacking not in " ".join(cli("mutuality", "answer", "1", "--text", str(own)).stdout.split())


@pytest.mark.connections
def test_the_pages_say_in_which_language_there_is_no_draft_until_one_writes_in_it(desk: Desk) -> None:
    request = in_swedish(desk.app)
    at, lacking = f"/requests/{request.id}", "There is no draft in Swedish: this one is in English."
    assert lacking in words(desk.read(f"{at}/answer"))
    desk.send(f"{at}/answer", {"text": "A speaker comes.", "language": "en"})
    assert lacking in words(desk.read(f"{at}/send"))

    desk.send(f"{at}/answer", {"text": "En talare kommer.", "language": "sv"})

    assert lacking not in words(desk.read(f"{at}/send"))
    assert 'lang="sv"' in desk.read(f"{at}/send")


@pytest.mark.connections
def test_an_answer_is_written_in_a_box_as_high_as_a_letter(desk: Desk) -> None:
    assert 'class="asked writing"' in desk.read(f"/requests/{answerable(desk.app).id}/answer")


def test_whoever_asked_them_for_help_this_month_lets_somebody_else_say_no(app: App) -> None:
    union = an_organisation(app, "Dockers' Union").id
    request = a_request(app, union)
    decided(app, request, Outcome.DECLINE)
    assert service.warnings(app, request, "No, alas; a speaker perhaps.") == []

    moved(app, an_ask(app, union), AskState.MADE)

    assert any(one.startswith("You asked them for help on") for one in service.warnings(app, request, "No, alas."))
