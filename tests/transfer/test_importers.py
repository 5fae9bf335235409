"""Formats of plugins: they are read as ours are, and what a plugin does wrong is one sentence."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.errors import ImportRejectedError, InvalidInputError
from outreach_crm.formats import Importer
from outreach_crm.hooks import hookimpl
from outreach_crm.plugins import Plugins
from outreach_crm.transfer import service


def cards(path: Path) -> Iterator[Any]:
    for line, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        name, _, mail = text.partition(" / ")
        yield {"line": line, "name": name, "emails": [[mail, "work"]], "raw": [text]}


def wrong_form(path: Path) -> Iterator[Any]:
    yield {"line": 1, "name": {"first": "Ana"}}


def lines(stream: TextIO) -> Iterator[Any]:
    yield [1, ["Name", "Notes"]]
    for number, line in enumerate(stream, 2):
        if line.startswith("!"):
            raise KeyError(line)
        yield [number, line.strip().split("~")]


class Formats:
    """A plugin with formats of its own."""

    @hookimpl
    def importers(self) -> Iterable[Importer]:
        return [
            Importer(key="cards", title="Cards", suffixes=(".cards",), target=f"{__name__}:cards"),
            Importer(key="wrong", title="Wrong", suffixes=(".wrong",), target=f"{__name__}:wrong_form"),
            Importer(
                key="tilde", title="Tildes", suffixes=(".tld",), target=f"{__name__}:lines", table=True, text=True
            ),
            Importer(
                key="absent", title="Absent", suffixes=(".absent",), target="x:y", needs=("no_such_module", "files")
            ),
        ]


@pytest.fixture
def app_with_formats(reader: App) -> App:
    return evolve(reader, plugins=Plugins.load(extra={"formats": Formats()}))


def read(app: App, path: Path, text: str) -> list[tuple[str, int]]:
    path.write_text(text, "utf-8")
    return [(one.name, one.line) for one in service.read(app, path).clean()]


def test_a_format_of_a_plugin_is_read_in_the_worker(app_with_formats: App, tmp_path: Path) -> None:
    assert read(app_with_formats, tmp_path / "a.cards", "Ana / a@example.org\nBo / b@example.org") == [
        ("Ana", 1),
        ("Bo", 2),
    ]


def test_a_text_format_of_a_plugin_is_read_as_a_stream(app_with_formats: App, tmp_path: Path) -> None:
    assert read(app_with_formats, tmp_path / "a.tld", "Ana~x\nBo~y\n") == [("Ana", 2), ("Bo", 3)]


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [("a.wrong", "x", "in a form nobody knows"), ("a.tld", "Ana~x\n!\n", "cannot be read on: KeyError")],
)
def test_what_a_plugin_does_wrong_is_the_declared_error(
    app_with_formats: App, tmp_path: Path, name: str, text: str, sentence: str
) -> None:
    with pytest.raises(ImportRejectedError, match=sentence):
        read(app_with_formats, tmp_path / name, text)


def test_a_format_whose_package_is_absent_says_how_to_install_it(app_with_formats: App, tmp_path: Path) -> None:
    with pytest.raises(
        InvalidInputError, match=r"Absent is read with a package that is not installed.*outreach-crm\[files\]"
    ):
        read(app_with_formats, tmp_path / "a.absent", "x")
