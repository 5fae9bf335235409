"""Every text of every page passes through a catalogue; catalogues are up to date, and languages are chosen."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from babel import Locale

from outreach_crm import hooks
from outreach_crm.app import App
from outreach_crm.plugins import CORE, Plugins
from outreach_crm.settings import Settings
from outreach_crm.text import count, say
from outreach_crm.web import catalogues
from tests import texts
from tests.house import ROOT
from tests.web.everywhere import copied
from tests.web.office import Desk, at_desk, words
from tests.web.walk import Visit, walk

# A language made on the fly: every sentence in brackets, with its values in it.
PSEUDO = "eo"
_LEFT = re.compile(r"[^\W\d_]{2,}")
# What pages say that is no text: names of formats and of languages, and signs of time.
_NAMES = {
    "CSV",
    "JSON",
    "OSDI",
    "vCard",
    "UTC",
    "BCP",
    "starttls",
    "Ctrl",
    "Enter",
    "Esc",
    "outreach",
    "core",
}
# What services still say as plain text, and pages show as it is: to be made sentences of `say` where it is written.
_NOT_YET = re.compile(
    r"\(\d+m ago\)"  # how long ago something was
    r"|^Contacts who |^(?:are|have|may be|is) |^Call$|^Note$|^Visit$"  # filters, relationships, kinds of what happened
    r"|(?i:^invitations and|^keeping records|^newsletters,|^members, former|no basis is|^we turned to)"  # clearance
    r"|letter for each|letter begins|of the text|page of each recipient|Excel workbook"  # channels, fields, formats
    r"|^How will |^Is it a sector "  # questions of the manual
)


def pseudo(folder: Path) -> Path:
    """Write a catalogue in which every sentence stands in brackets, and return its folder."""
    made = texts.catalogue(PSEUDO)
    for message in made:
        if message.id and isinstance(message.id, str):
            message.string = f"⟦{message.id}⟧"
        elif message.id:
            message.string = tuple(f"⟦{one}⟧" for one in message.id)
    folder.mkdir(exist_ok=True)
    (folder / f"{PSEUDO}.po").write_text(texts.written(made), "utf-8")
    return folder


def speaking(app: App, folder: Path, language: str = PSEUDO) -> Desk:
    """Maria at a desk whose browser asks for a language."""
    desk = at_desk(evolve(app, settings=Settings({"web": {"texts": str(folder)}})))
    desk.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    return desk


@pytest.fixture(scope="module")
def visits(busy_day: Path, tmp_path_factory: pytest.TempPathFactory, plugins: Plugins) -> Iterator[list[Visit]]:
    """The pages of the office in brackets."""
    folder = tmp_path_factory.mktemp("spoken")
    app = copied(busy_day, folder, plugins)
    desk = speaking(app, pseudo(folder / "texts"))
    yield [one for one in walk(desk.client, of_a_rule=2) if one.is_html and one.answer.status_code == 200]
    app.close()


@pytest.fixture(scope="module")
def written_by_people(busy_day: Path, plugins: Plugins, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """All words that stand in the book, in sector files or in names of countries and languages: data, not ours."""
    app = copied(busy_day, tmp_path_factory.mktemp("words"), plugins)
    found = {word for path in (ROOT / "sectors").glob("*.toml") for word in _LEFT.findall(path.read_text("utf-8"))}
    for locale in (Locale("en"), Locale(PSEUDO)):
        months = [name for kind in locale.months.values() for names in kind.values() for name in names.values()]
        for name in (*locale.territories.values(), *locale.languages.values(), *locale.scripts.values(), *months):
            found |= {*_LEFT.findall(str(name))}
    found |= {word for name in (*dir(hooks), *CORE) for word in _LEFT.findall(name)}
    for table in app.store.tables():
        for row in app.store.rows(f"select * from {table}"):
            found |= {word for value in row.values() if isinstance(value, str) for word in _LEFT.findall(value)}
    app.close()
    return found


def raw(text: str) -> str:
    """What of a text stands outside brackets."""
    while (less := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = less
    return text


def test_every_text_of_every_page_can_be_translated(visits: list[Visit], written_by_people: set[str]) -> None:
    ours: dict[str, set[str]] = {}
    for visit in visits:
        for text in visit.page.texts:
            left = {*_LEFT.findall(re.sub(r"\w+…", "", raw(text)))} - written_by_people - _NAMES
            if left and not _NOT_YET.search(" ".join(text.split())):
                ours.setdefault(visit.endpoint, set()).add(" ".join(text.split())[:80])
    assert ours == {}


def test_brackets_are_on_every_page(visits: list[Visit]) -> None:
    assert len(visits) > 3
    assert [visit.path for visit in visits if visit.answer.status_code == 200 and "⟦" not in visit.answer.text] == []


def test_what_translators_get_is_up_to_date() -> None:
    there = texts.TEMPLATE.read_text("utf-8")
    assert there == texts.written(texts.catalogue()), "run: python -m tests.texts"


def test_sentences_are_found_in_python_and_in_templates() -> None:
    found = texts.sentences()
    assert {"There is no such page. A link in a letter works only if it is whole.", "To the page itself"} <= found


def in_polish(folder: Path) -> Path:
    folder.mkdir()
    (folder / "pl.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: pl\\n"\n'
        '"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"\n\n'
        'msgid "{n} contact"\nmsgid_plural "{n} contacts"\n'
        'msgstr[0] "{n} kontakt"\nmsgstr[1] "{n} kontakty"\nmsgstr[2] "{n} kontaktów"\n\n'
        'msgid "New task"\nmsgstr "Nowe zadanie"\n\nmsgid "On the list: {what}."\nmsgstr "Na liście: {kto}."\n',
        "utf-8",
    )
    return folder


@pytest.mark.parametrize(("n", "reads"), [(1, "1 kontakt"), (3, "3 kontakty"), (5, "5 kontaktów"), (22, "22 kontakty")])
def test_a_language_may_have_more_than_two_numbers(tmp_path: Path, n: int, reads: str) -> None:
    found = catalogues.read(in_polish(tmp_path / "texts"))
    said = count(n, "{n} contact", "{n} contacts")
    assert found.translated(said, "pl").format_map(said.values) == reads
    assert found.translated(said, "en").format_map(said.values) == str(said)


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("pl", "pl"),
        ("pl-PL,en;q=0.5", "pl"),
        ("de-CH, pl;q=0.8", "pl"),
        ("en-GB,pl;q=0.9", "en"),
        ("xx", "en"),
        ("", "en"),
    ],
)
def test_a_page_speaks_the_first_language_that_a_browser_asks_for(
    busy_day: Path, tmp_path: Path, plugins: Plugins, asked: str, language: str
) -> None:
    desk = speaking(copied(busy_day, tmp_path, plugins), in_polish(tmp_path / "texts"), asked)
    page = desk.read("/tasks")
    assert f'<html lang="{language}" dir="ltr">' in page
    assert ("Nowe zadanie" in words(page)) is (language == "pl")
    desk.app.close()


def test_a_translation_that_names_what_is_not_there_does_no_harm(
    busy_day: Path, tmp_path: Path, plugins: Plugins
) -> None:
    desk = speaking(copied(busy_day, tmp_path, plugins), in_polish(tmp_path / "texts"), "pl")
    page = desk.follow(desk.send("/tasks/add", {"title": "Ring the bar"}))
    assert "On the list: Ring the bar." in words(page)
    desk.app.close()


@pytest.mark.parametrize("text", [b"msgid broken", b"\xff\xfe", b'msgid "a"\nmsgstr "b"\nnonsense\n'])
def test_a_catalogue_that_cannot_be_read_is_named_and_pages_stand(
    busy_day: Path, tmp_path: Path, plugins: Plugins, text: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "fr.po").write_bytes(text)
    desk = speaking(copied(busy_day, tmp_path, plugins), tmp_path / "texts", "fr")
    assert '<html lang="en"' in desk.read("/tasks")
    assert "Texts in other languages were left out" in caplog.text
    desk.app.close()


def test_a_sentence_without_a_translation_stays_as_it_is() -> None:
    assert catalogues.Catalogues().translated(say("Nobody said {this}.", this=1), "fr") == "Nobody said {this}."


def test_every_sentence_can_be_filled() -> None:
    """A brace in a sentence stands for a value, so each has a plain name."""
    wrong: list[Any] = []
    for one in texts.sentences():
        for template in [one] if isinstance(one, str) else one:
            names = re.findall(r"\{([^{}]*)\}", template)
            wrong += [template for name in names if not name.isidentifier()]
    assert wrong == []
