"""Schemes written as TOML: what is read, and everything wrong with a file said at once."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from outreach_crm.errors import InvalidInputError
from outreach_crm.keywords.model import Address, Facet, Label, LabelKind, Link, LinkKind, SchemeFile
from outreach_crm.keywords.scheme_file import load_scheme, read_scheme

HEAD = '[scheme]\nkey = "ours"\ntitle = "Ours"\nfacet = "theme"\n'

EVERYTHING = """
refers_to = "countries"
[concept.nurses]
facet = "occupation"
definition = '''People who care
    for the sick.'''
label = { en = "Nurses", fr = "Infirmières" }
also = ["nurse"]
hidden = ["nurce"]
codes = ["222"]
broader = ["health"]
related = ["ke", "huridocs:doctors"]
valid_from = 1999-01-01
valid_to = 2009-12-31
[concept.health]
label = "Health workers"
narrower = ["nurses"]
"""

WRONG = """
[concept]
typists = "Typists"
[concept.nurses]
label = "Nurses"
facett = "occupation"
facet = "job"
codes = "222"
[concept.surgeons]
label = "Surgeons"
broader = ["doctors", "Health Workers"]
[concept.Clerks]
label = "Clerks"
[concept.judges]
codes = ["1"]
[concept.poets]
label = { en = 5 }
valid_to = "yesterday"
[concept.typesetters]
label = " "
[concept.printers]
label = "Printers"
valid_from = 2000-01-01
valid_to = 1999-01-01
[other]
"""


def read(text: str) -> tuple[SchemeFile | None, list[str]]:
    file, problems = read_scheme(tomllib.loads(text), "ours.toml")
    return file, [str(problem) for problem in problems]


def test_everything_a_concept_can_say_is_read() -> None:
    file, found = read(HEAD + EVERYTHING)

    assert found == []
    assert file is not None
    nurses, health = file.concepts
    assert nurses.address == Address("ours", "nurses")
    assert nurses.facet is Facet.OCCUPATION
    assert nurses.definition == "People who care for the sick."
    assert nurses.labels == (
        Label("Nurses", "en"),
        Label("Infirmières", "fr"),
        Label("nurse", "en", LabelKind.SYNONYM),
        Label("nurce", "", LabelKind.HIDDEN),
    )
    assert nurses.links == (
        Link(LinkKind.BROADER, Address("ours", "health")),
        Link(LinkKind.RELATED, Address("countries", "ke")),
        Link(LinkKind.RELATED, Address("huridocs", "doctors")),
    )
    assert (nurses.codes, nurses.valid_from, nurses.valid_to) == (("222",), date(1999, 1, 1), date(2009, 12, 31))
    assert health.facet is Facet.THEME
    assert file.below == ((Address("ours", "nurses"), Address("ours", "health")),)


def test_all_that_is_wrong_is_said_at_once_with_file_and_place() -> None:
    _, found = read(HEAD + WRONG)

    assert found == [
        "ours.toml: other: a scheme file has the tables scheme and concept only",
        "ours.toml: concept.typists: a table of keys and values belongs here, not text in quotation marks",
        "ours.toml: concept.nurses: 'facett' is not known here (did you mean 'facet'?)",
        (
            "ours.toml: concept.nurses.facet: 'job' is not one of concern, "
            "violation, person-or-group, occupation, gender, theme, country, region"
        ),
        "ours.toml: concept.nurses.codes: a list in square brackets belongs here, not text in quotation marks",
        "ours.toml: concept.poets.label: en: text in quotation marks belongs here, or a list of texts",
        "ours.toml: concept.poets.valid_to: a date such as 2026-03-09 belongs here, not text in quotation marks",
        "ours.toml: concept.typesetters.label: a name is empty",
        "ours.toml: concept.surgeons.broader: there is no concept 'doctors' in this file",
        (
            "ours.toml: concept.surgeons.broader: 'Health Workers' is not a key: a key is written in small letters and "
            "digits joined by hyphens"
        ),
        (
            "ours.toml: concept.Clerks: 'Clerks' is not a key: a key is written in small letters and digits joined by "
            "hyphens"
        ),
        "ours.toml: concept.judges: it has no label",
        "ours.toml: concept.printers: It ends on 1999-01-01, before it begins on 2000-01-01",
    ]


def test_what_is_right_is_read_beside_what_is_wrong() -> None:
    file, found = read(HEAD + '[concept.a]\nlabel = "A"\n[concept.b]\nlabel = 1\n')

    assert file is not None
    assert [concept.address.key for concept in file.concepts] == ["a"]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "ours.toml: scheme: 'key' is missing"),
        ('[scheme]\nkey = "Our list"\ntitle = "Ours"', "ours.toml: scheme: 'Our list' is not a key"),
        ("scheme = 5", "ours.toml: scheme: a table of keys and values belongs here, not a whole number"),
    ],
)
def test_a_file_without_a_scheme_is_no_scheme_file(text: str, sentence: str) -> None:
    file, found = read(text)

    assert file is None
    assert found[0].startswith(sentence)


def test_loading_a_wrong_file_is_refused_with_all_problems(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(HEAD + "[concept.a]\n[concept.b]\n", encoding="utf-8")

    with pytest.raises(InvalidInputError, match=r"concept\.a: it has no label; and 1 more\.") as caught:
        load_scheme(path)

    assert [problem.field for problem in caught.value.problems] == ["concept.a", "concept.b"]


def test_a_file_in_another_encoding_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_bytes('[scheme]\ntitle = "Médecins"'.encode("latin-1"))

    with pytest.raises(InvalidInputError, match="is not UTF-8 text"):
        load_scheme(path)
