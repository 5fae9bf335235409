"""Every text of every page passes through a catalogue; catalogues are up to date, and languages are chosen."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from attrs import evolve
from babel import Locale
from markupsafe import Markup

from outreach_crm.app import App
from outreach_crm.dispatch.model import FIELDS
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.text import count, say
from outreach_crm.web import catalogues
from outreach_crm.web.wording import spoken
from tests import texts
from tests.house import ROOT
from tests.web.everywhere import STARTS, copied, everywhere
from tests.web.hostile import rewrite
from tests.web.office import Desk, at_desk, words
from tests.web.walk import Visit

# A language made on the fly: every sentence in brackets, with its values in it.
PSEUDO = "eo"
# What pages say that is no text: names of formats and of people of the demo, and what the program is called.
_NAMES = {
    *(
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
        "outreach-crm",
        "outreach",
        "core",
    ),
    *("Maria", "Tom", "Jonas", "Aisha"),
}
# What people wrote, or what somebody wrote down for them.
_WRITTEN = (
    "select why from changes",
    "select gender from contacts",
    "select name from segments",
    "select source from consents",
    "select wording from consent_wordings",
    "select name || ' (' || ref || ')' as called from cases where ref <> ''",
    "select note, decided_by from case_transitions",
    "select called from case_pointers",
    "select serviced_by from groups",
    "select gender, occupation from ua_people",
    "select role from priority_sheets",
    "select source from priority_answers",
    "select source from priority_links",
    "select source from priority_routes",
    "select name, name || '.refused.csv' as refused from transfer_files",
    "select name from attachments",
    "select place from meeting_polls",
    "select place, link from meeting_series",
    "select place from meeting_sittings where place is not null",
)
# What it was before a change is in the letters of the demo, and no text of ours.
_JOURNAL = "changes.shown"
_LATIN = re.compile(r"[A-Za-z\u00c0-\u017f]{2,}")
_VALUE = re.compile(r"(\{[^{}]+\})")
_LETTER = re.compile(r"\{[^{}]*\}|[A-Za-z\u00c0-\u017f]")


def pseudo(folder: Path) -> Path:
    """Write a catalogue in which the words of every sentence stand in brackets, its values beside them."""
    made = texts.catalogue(PSEUDO)
    for message in made:
        if message.id and isinstance(message.id, str):
            message.string = bracketed(message.id)
        elif message.id:
            message.string = tuple(map(bracketed, message.id))
    folder.mkdir(exist_ok=True)
    (folder / f"{PSEUDO}.po").write_text(texts.written(made), "utf-8")
    return folder


def bracketed(template: str) -> str:
    """Return a template with its own words in brackets: ``⟦in ⟧{day}⟦.⟧``."""
    return "".join(part if part[:1] == "{" else f"⟦{part}⟧" for part in _VALUE.split(template) if part)


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
    assert rewrite(app, in_other_letters) > 1000
    rewrite_files(app)
    with app.change("edit task"):
        for row in app.store.rows("select id from tasks where spoken <> ''"):
            app.store.update("tasks", row["id"], {"spoken": ""})
    desk = speaking(app, pseudo(folder / "texts"))
    yield [one for one in everywhere(desk, of_a_rule=2) if one.is_html and one.answer.status_code == 200]
    app.close()


def in_other_letters(text: str) -> str:
    """Return what somebody wrote in letters of another script, fields of letters as they are."""
    return _LETTER.sub(lambda one: one[0] if one[0][0] == "{" else chr(0x0430 + ord(one[0]) % 32), text)


def rewrite_files(app: App) -> None:
    """Put other letters for what stands in the columns of files that are being imported."""
    with app.store.write():
        for row in app.store.rows("select id, notes from transfer_files where way = 'in'"):
            notes = json.loads(row["notes"])
            for column in notes["columns"]:
                column |= {
                    "header": in_other_letters(column["header"]),
                    "samples": [*map(in_other_letters, column["samples"])],
                }
            app.store.execute(
                "update transfer_files set notes = :notes where id = :id", notes=json.dumps(notes), id=row["id"]
            )


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from (" ".join(one.split()) for one in value.split("\n\n"))
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


@pytest.fixture(scope="module")
def given(busy_day: Path, plugins: Plugins, tmp_path_factory: pytest.TempPathFactory) -> re.Pattern[str]:
    """What is whole as it stands on a page: sentences of files of sectors and of forms, countries, languages, days.

    And what people wrote that stays as it is in a book of other letters: one word in small letters, names of files,
    fields of letters.
    """
    found = {*_NAMES}
    forms = ROOT / "plugins/outreach_priority/questionnaires"
    for path in (*(ROOT / "sectors").glob("*.toml"), *forms.glob("*.toml")):
        found |= {*_strings(tomllib.loads(path.read_text("utf-8")))}
    for locale in (Locale("en"), Locale(PSEUDO)):
        named = (*locale.months.values(), *locale.days.values())
        days = [name for kind in named for names in kind.values() for name in names.values()]
        found |= {str(one) for one in (*locale.territories.values(), *locale.languages.values(), *days)}
    app = copied(busy_day, tmp_path_factory.mktemp("said"), plugins)
    for said in _WRITTEN:
        found |= {str(value) for row in app.store.rows(said) for value in row.values()}
    app.close()
    found |= {said.format(field) for field in FIELDS for said in ("{{{}}}", "({})")}
    found |= {str(Locale(one).get_display_name()) for one in catalogues.read(catalogues.HERE).languages}
    found |= {parse_qs(urlsplit(start).query).get("q", [""])[0] for start in STARTS}
    longest = sorted((one for one in found if len(one) > 1), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


def raw(text: str) -> str:
    """What of a text stands outside brackets."""
    while (less := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = less
    return text


def plain(visits: list[Visit], given: re.Pattern[str]) -> dict[str, str]:
    """Return what stands in our letters outside brackets, and on which page."""
    found = {}
    for visit in visits:
        for text in visit.page.texts if visit.endpoint != _JOURNAL else ():
            left = given.sub("", " ".join(raw(text).split()))
            if _LATIN.search(left):
                found[re.sub(r"\d+", "#", left.strip())] = visit.endpoint
    return found


def test_every_text_of_every_page_can_be_translated(visits: list[Visit], given: re.Pattern[str]) -> None:
    """All that people wrote is in other letters, so what is in ours and in no brackets is a text of the program."""
    assert plain(visits, given) == {}


def test_brackets_are_on_every_page(visits: list[Visit]) -> None:
    parts = {to.partition("?")[0] for one in visits for to in one.page.parts}
    whole = [one for one in visits if one.bare not in parts]
    assert len(whole) > 100
    assert [one.path for one in whole if "⟦" not in one.answer.text] == []


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
            names = re.findall(r"\{([^{}]*?)(?:!r|:[,g]|:\.\d[f%])?\}", template)
            wrong += [template for name in names if not name.isidentifier()]
    assert wrong == []


def test_what_a_template_draws_stays_an_element_in_a_sentence_and_nothing_else_becomes_one(
    busy_day: Path, tmp_path: Path, plugins: Plugins
) -> None:
    desk = speaking(copied(busy_day, tmp_path, plugins), in_polish(tmp_path / "texts"), "en")
    with desk.client.application.test_request_context():
        said = say("{drawn} & {typed}, {name}", drawn=Markup("<b>here</b>"), typed="<i>", name=say("{n} < 2", n=1))
        assert spoken(said) == Markup("<b>here</b> &amp; &lt;i&gt;, 1 &lt; 2")
    desk.app.close()
