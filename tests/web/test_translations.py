"""The languages that are shipped say everything, name the same values, and keep commands apart."""

import re
from pathlib import Path
from string import Formatter

import pytest
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from outreach_crm.cli import main
from outreach_crm.plugins import Plugins
from outreach_crm.text import on_page
from outreach_crm.web import catalogues
from tests import texts
from tests.web.everywhere import copied
from tests.web.office import at_desk, words

_VERBS = "|".join(main.list_commands(main.make_context("outreach", ["find", "Ana"])))
_COMMAND = re.compile(rf"\boutreach (?:{_VERBS})\b|(?<![^\s(])--[a-z]")
_LANGUAGES = ("es", "fr")


def catalogue(language: str) -> Catalog:
    with (texts.FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def pairs(language: str) -> list[tuple[str, str]]:
    """Each sentence beside what it is in a language; of one about a number of things the one about many."""
    return [(_last(one.id), _last(one.string)) for one in catalogue(language) if one.id]


def _last(text: object) -> str:
    return str(text[-1] if isinstance(text, list | tuple) else text)


def values(template: str) -> list[tuple[str, str, str]]:
    return sorted((name, how or "", form or "") for _, name, form, how in Formatter().parse(template) if name)


def edges(text: str) -> tuple[bool, bool, bool]:
    return text[0].isspace(), text[-1].isspace(), text[-1] == "."


def test_the_languages_of_the_pages_are_english_spanish_and_french() -> None:
    assert catalogues.read(catalogues.HERE).languages == ["en", *_LANGUAGES]


@pytest.mark.parametrize("language", _LANGUAGES)
def test_a_language_says_every_sentence_of_the_program_and_none_that_is_gone(language: str) -> None:
    there = {one.id: one for one in catalogue(language) if one.id}
    wanted = {one.id for one in texts.catalogue() if one.id}
    assert wanted - there.keys() == set(), "run python -m tests.texts, then translate what is empty"
    assert there.keys() - wanted == set()
    said = {key: one.string if isinstance(one.string, tuple) else (one.string,) for key, one in there.items()}
    assert [key for key, strings in said.items() if not all(strings)] == []
    assert [one.id for one in there.values() if one.fuzzy] == []


@pytest.mark.parametrize("language", _LANGUAGES)
def test_a_translation_names_the_values_of_its_sentence(language: str) -> None:
    assert [(one, said) for one, said in pairs(language) if values(one) != values(said)] == []


@pytest.mark.parametrize("language", _LANGUAGES)
def test_a_translation_begins_and_ends_as_its_sentence_does(language: str) -> None:
    """Sentences stand after each other: a space at an end, and a dot, are part of what they say."""
    assert [(one, said) for one, said in pairs(language) if edges(one) != edges(said)] == []


@pytest.mark.parametrize("language", _LANGUAGES)
def test_a_page_leaves_the_command_of_a_translated_sentence_out_as_of_the_english_one(language: str) -> None:
    named = [(one, said) for one, said in pairs(language) if _COMMAND.search(one) and not _COMMAND.search(on_page(one))]
    assert len(named) > 100
    assert [said for _, said in named if _COMMAND.search(on_page(said))] == []
    assert [said for _, said in named if not _COMMAND.search(said)] == []


@pytest.mark.parametrize(("language", "task"), [("fr", "Nouvelle tâche"), ("es", "Nueva tarea")])
def test_a_page_speaks_french_and_spanish_with_its_days(
    busy_day: Path, tmp_path: Path, plugins: Plugins, language: str, task: str
) -> None:
    desk = at_desk(copied(busy_day, tmp_path, plugins))
    desk.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    page = desk.read("/today")
    assert f'<html lang="{language}" dir="ltr">' in page
    assert task in words(page)
    assert format_date(desk.app.clock.today(), "long", locale=language) in words(page)
    desk.app.close()
