"""Commands ``outreach keywords``: what people see, what machines read, and how it ends."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from tests.keywords.files import write_scheme

Cli = Callable[..., Result]


def test_find_lists_keywords_with_what_they_mean(cli: Cli) -> None:
    shown = cli("keywords", "find", "midw").stdout

    assert "concerns:midwives" in shown
    assert "pregnancy" in shown
    assert cli("keywords", "find", "xyzzy").stdout == "Nothing begins with 'xyzzy'.\n"


def test_find_answers_machines_with_an_array(cli: Cli) -> None:
    hits = json.loads(cli("keywords", "find", "lawyer", "--facet", "occupation", "--limit", "1", "--json").stdout)

    assert [(hit["keyword"]["scheme"], hit["keyword"]["key"]) for hit in hits] == [("concerns", "lawyers")]


def test_show_prints_definition_names_and_neighbours(cli: Cli) -> None:
    shown = cli("keywords", "show", "harassment").stdout

    assert shown.startswith("Harassment\n")
    assert "Keyword: concerns:harassment\n" in shown
    assert "Preferred (fr): Harcèlement\n" in shown
    assert "Related: Threats and intimidation\n" in shown


def test_expand_tells_the_way_to_each_keyword(cli: Cli) -> None:
    assert "concerns:human-rights-lawyers" in cli("keywords", "expand", "legal-professionals").stdout

    ways = [one["path"] for one in json.loads(cli("keywords", "expand", "legal-professionals", "--json").stdout)]
    assert ["Legal professionals", "Lawyers", "Human rights lawyers"] in ways


def test_an_unknown_keyword_is_one_sentence_and_exit_code_1(cli: Cli) -> None:
    result = cli("keywords", "expand", "lawyrs", code=1)

    assert result.stderr == "Error: There is no keyword 'lawyrs'; did you mean 'lawyers'?\n"


def test_import_of_csv_with_columns_named_on_the_command_line(cli: Cli, tmp_path: Path) -> None:
    source = tmp_path / "Our terms.csv"
    source.write_text("id;term;up\n1;Healers;\n2;Nurses;1\n3;;1\n", encoding="utf-8")
    columns = ("--column", "key=id", "--column", "label.en=term", "--column", "broader=up")

    rehearsed = cli("keywords", "import", str(source), *columns, "--dry-run").stdout
    report = json.loads(cli("keywords", "import", str(source), *columns, "--json").stdout)

    assert "2 would be added" in rehearsed
    assert report["counts"]["added"] == 2
    assert [problem["line"] for problem in report["problems"]] == [4]
    assert "our-terms:2" in cli("keywords", "expand", "our-terms:1").stdout


def test_import_of_csv_with_a_shipped_map_of_columns(cli: Cli, tmp_path: Path) -> None:
    source = tmp_path / "lists.csv"
    source.write_text(
        "list_code,list_name,vocab_number,huri_code,english,french,spanish,parent_vocab_number,term_level\n"
        "39,sex,02000000000039,020000000000,Female,Féminin,Mujer,0,0\n",
        encoding="utf-8",
    )

    cli("keywords", "import", str(source), "--columns", "huridocs", "--scheme", "huridocs")

    assert "huridocs-39:02000000000039" in cli("keywords", "find", "féminin").stdout


def test_import_of_a_scheme_file_and_a_check_afterwards(cli: Cli, tmp_path: Path) -> None:
    source = write_scheme(
        tmp_path / "ours.toml",
        "ours",
        '[concept.a]\nlabel = "A"\nbroader = ["b"]',
        '[concept.b]\nlabel = "B"\nbroader = ["a"]',
    )
    assert cli("keywords", "check").stdout == "Everything is in order.\n"

    assert "one of these links must go" in cli("keywords", "import", str(source)).stdout
    assert "ours:a, which is broader than ours:b" in " ".join(cli("keywords", "check", code=1).stdout.split())


def test_wrong_columns_are_told(cli: Cli, tmp_path: Path) -> None:
    source = tmp_path / "terms.csv"
    source.write_text("term\nOwls\n", encoding="utf-8")

    assert "say which column says what" in cli("keywords", "import", str(source), code=1).stderr
    assert "write label.en=COLUMN" in cli("keywords", "import", str(source), "--column", "term", code=1).stderr
    assert "not both" in cli("keywords", "import", str(source), "--columns", "x", "--column", "a=b", code=2).stderr
