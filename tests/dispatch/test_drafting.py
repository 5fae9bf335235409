"""Drafts: their names, texts and fields."""

import pytest

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Draft, Text
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from tests.dispatch.letters import a_letter, an_addressee, frozen, with_rules


@pytest.fixture(name="app")
def with_wire(app: App) -> App:
    return with_rules(app)


def text(body: str, subject: str = "News", language: str = "en") -> Text:
    return Text(language=language, subject=subject, body=body)


def test_a_draft_is_found_by_number_name_and_enough_of_its_words(app: App) -> None:
    made = a_letter(app, "Spring letter to lawyers")
    for words in (str(made.id), f"dispatches:{made.id}", "spring LETTER to lawyers", "spring law"):
        assert service.resolve(app, words) == made
    with pytest.raises(NotFoundError, match="mailings list"):
        service.resolve(app, "autumn")


def test_two_drafts_have_two_names(app: App) -> None:
    a_letter(app, "Spring letter")
    with pytest.raises(ConflictError, match="already"):
        a_letter(app, "SPRING  Letter")


def test_a_name_that_mailings_have_is_free_with_the_next_number_behind_it(app: App) -> None:
    for free in ("Spring letter", "Spring letter (2)", "Spring letter (3)"):
        assert service.free_name(app, "Spring letter") == free
        a_letter(app, free.upper())


@pytest.mark.parametrize("name", ["", " ", "...", "12", "x" * 101])
def test_a_name_has_letters_and_is_no_number(app: App, name: str) -> None:
    with pytest.raises((InvalidInputError, ValueError)):
        a_letter(app, name)


def test_a_field_nobody_has_is_told_with_those_there_are(app: App) -> None:
    with pytest.raises(InvalidInputError, match=r"\{firstname\} is not a field.*\{given_name\}"):
        a_letter(app, texts=(text("Dear {firstname}"),))
    with pytest.raises(InvalidInputError, match="brace"):
        a_letter(app, texts=(text("Hello", subject="50 { off"),))


def test_whoever_drafts_may_bring_fields_of_their_own(app: App) -> None:
    made = a_letter(app, texts=(text("{ua_number}"),), fields={"ua_number": "UA 12/26"})
    assert "ua_number" in made.allowed
    an_addressee(app, "Bar")
    with app.store.selection() as chosen:
        chosen.fill("select id as contact_id from v_contacts")
        assert service.preview(app, made.id, chosen).examples[0].body == "UA 12/26"


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ((text(" "),), "subject and a body"),
        ((text("Hello", subject="  "),), "subject and a body"),
        ((text("Hello", language=""),), "which language"),
        ((text("Hello", language="english!"),), "not a language"),
        ((text("Hello"), text("Bye", language="EN")), "two texts in one language"),
        ((text("Hello", subject="x" * 301),), "301 letters"),
        ((text("x" * 200_001),), "200001 letters"),
    ],
)
def test_a_text_that_cannot_be_is_refused(app: App, texts: tuple[Text, ...], why: str) -> None:
    with pytest.raises(InvalidInputError, match=why):
        a_letter(app, texts=texts)
    assert service.list_dispatches(app, everything=True) == []


def test_a_subject_is_one_line_whatever_was_typed(app: App) -> None:
    made = a_letter(app, texts=(text("One\r\nTwo\n\n", subject="News\r\nBcc: everybody@example.org"),))
    assert made.texts[0].subject == "News Bcc: everybody@example.org"
    assert made.texts[0].body == "One\nTwo"


def test_channel_segment_and_purpose_have_to_be_there(app: App) -> None:
    with pytest.raises(NotFoundError, match="no channel 'foldr'.*'folder'"):
        a_letter(app, channel="foldr")
    with pytest.raises(NotFoundError, match="segment"):
        a_letter(app, segment="nobody")
    with pytest.raises(NotFoundError, match="purpose"):
        a_letter(app, purpose="fund-raising")
    with pytest.raises(NotFoundError, match="sector"):
        a_letter(app, sector="astronauts")
    with pytest.raises(ValueError, match="purpose"):
        service.draft(app, Draft(name="x", purpose="", texts=(text("x"),)))


def test_a_draft_gets_more_texts_and_better_ones_until_it_is_frozen(app: App) -> None:
    an_addressee(app, "Bar")
    made = a_letter(app)
    service.set_text(app, made.id, text("Querida {name}", subject="Noticias", language="es"))
    done = service.set_text(app, made.id, text("Hello {name}"))
    assert [(one.language, one.body) for one in done.texts] == [("en", "Hello {name}"), ("es", "Querida {name}")]
    with pytest.raises(InvalidInputError, match="not a field"):
        service.set_text(app, made.id, text("{nobody}"))
    frozen(app, made)
    with pytest.raises(RefusedError, match="frozen"):
        service.set_text(app, made.id, text("Too late"))
