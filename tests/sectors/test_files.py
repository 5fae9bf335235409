"""Sector files: what is read, and how each mistake is told."""

import re
import sys
from inspect import getdoc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.sectors import files
from outreach_crm.sectors.model import General, Prompts, Sector

SHIPPED = Path(__file__).parents[2] / "sectors"
START = 'key = "bakers"\nname = "Bakers"\nabout = "They bake."\n'


@pytest.fixture
def bakers(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file ``bakers.toml`` with what the test's docstring says."""
    path = tmp_path / "bakers.toml"
    path.write_text(getdoc(request.function) or "", encoding="utf-8")
    return path


def sentences(path: Path) -> list[str]:
    with pytest.raises(InvalidInputError) as caught:
        files.read(path)
    assert str(caught.value).startswith(str(caught.value.problems[0]))
    return [str(problem) for problem in caught.value.problems]


def test_key_name_and_about_are_enough(bakers: Path) -> None:
    """
    key = "bakers"
    name = "Bakers"
    about = "They bake."
    """
    assert files.read(bakers) == Sector(key="bakers", name="Bakers", about="They bake.")


def test_a_long_text_may_be_broken_anywhere(bakers: Path) -> None:
    '''
    key = "bakers"
    name = "Bakers"
    about = """
    They rise
    early.

    They   bake.
    """
    '''
    assert files.read(bakers).about == "They rise early.\n\nThey bake."  # type: ignore[union-attr]


def test_the_general_file_has_no_key_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "all.toml"
    path.write_text('[[asks]]\ntext = "Write"\n[prompts]\nreached = ["Do we?"]\n', encoding="utf-8")
    general = files.read(path)
    assert isinstance(general, General)
    assert general.asks[0].text == "Write"
    assert general.prompts == Prompts(reached=("Do we?",))


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b""])
def test_a_file_saved_by_an_editor_of_windows_is_read(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "bakers.toml"
    path.write_bytes(start + START.replace("\n", "\r\n").encode())
    assert files.read(path).name == "Bakers"  # type: ignore[union-attr]


def test_the_example_of_the_readme_is_a_sector_file(tmp_path: Path) -> None:
    readme = (SHIPPED / "README.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
    path = tmp_path / "bakers.toml"
    path.write_text(example, encoding="utf-8")
    sector = files.read(path)
    assert isinstance(sector, Sector)
    assert [ask.suggested for ask in sector.asks] == [True, False]
    assert all(prompts for _group, _question, prompts in sector.prompts.groups())


def test_the_readme_lists_each_file_field_and_question() -> None:
    readme = (SHIPPED / "README.md").read_text(encoding="utf-8")
    for path in files.in_folder(SHIPPED):
        sector = files.read(path)
        name = sector.name if isinstance(sector, Sector) else "what holds for every sector"
        assert f"| `{path.name}` | {name} | page {sector.manual_page} |" in readme
    for group, question, _prompts in Prompts().groups():
        assert f"| `{group}` | {question} |" in readme


def test_a_misspelt_key_is_told_with_the_key_that_was_meant(bakers: Path) -> None:
    """
    key = "bakers"
    name = "Bakers"
    about = "They bake."
    [[roels]]
    title = "Master"
    """
    with pytest.raises(InvalidInputError) as caught:
        files.read(bakers)
    assert str(caught.value) == "bakers.toml: 'roels' is not known here (did you mean 'roles'?)."


def test_a_misspelt_key_is_not_told_a_second_time_as_missing(bakers: Path) -> None:
    """
    key = "bakers"
    nmae = "Bakers"
    about = "They bake."
    """
    assert sentences(bakers) == ["bakers.toml: 'nmae' is not known here (did you mean 'name'?)"]


def test_a_misspelt_key_of_an_entry_is_told_with_the_number_of_the_entry(bakers: Path) -> None:
    """
    key = "bakers"
    name = "Bakers"
    about = "They bake."
    [[roles]]
    title = "Master"
    [[roles]]
    titel = "Journeyman"
    """
    assert sentences(bakers) == ["bakers.toml: roles 2: 'titel' is not known here (did you mean 'title'?)"]


def test_all_mistakes_of_a_file_are_told_at_once(bakers: Path) -> None:
    """
    key = "bakers"
    about = 5
    manual_page = true
    organisations = "guild"
    keywords = ["workers", 3]
    asks = ["Write"]
    [[bodies]]
    name = " "
    web = "www.bakers"
    [prompts]
    reached = ["Do we?", "Do we?"]
    [covering]
    anyone = "Dear {name}"
    professional = "{"
    """
    assert sentences(bakers) == [
        "bakers.toml: 'name' is missing",
        "bakers.toml: about: text in quotation marks belongs here, not a whole number",
        "bakers.toml: manual_page: a whole number belongs here, not true or false, without quotation marks",
        "bakers.toml: organisations: a list in square brackets belongs here, not text in quotation marks",
        "bakers.toml: keywords 2: text in quotation marks belongs here, not a whole number",
        "bakers.toml: bodies 1, name: there is no text here",
        "bakers.toml: bodies 1, web: 'www.bakers' is not a web address such as https://www.example.org",
        "bakers.toml: asks 1: a table of keys and values belongs here, not text in quotation marks",
        "bakers.toml: prompts.reached: 'Do we?' is listed twice",
        "bakers.toml: covering.anyone: '{name}' cannot be filled in; what can be is {given_name} and {ua_number}",
        "bakers.toml: covering.professional: a curly bracket stands alone; write it twice for the bracket itself",
        "bakers.toml: covering: 'colleagues' is missing",
    ]


def test_a_single_bracket_over_an_entry_is_told_how_to_write_it(bakers: Path) -> None:
    """
    key = "bakers"
    name = "Bakers"
    about = "They bake."
    [roles]
    title = "Master"
    """
    assert sentences(bakers) == [
        "bakers.toml: roles: write [[roles]], in two pairs of brackets, over each entry",
    ]


def test_a_yes_in_quotation_marks_is_not_true(bakers: Path) -> None:
    """
    key = "bakers"
    name = "Bakers"
    about = "They bake."
    [[asks]]
    text = "Write"
    suggested = "true"
    """
    assert sentences(bakers) == [
        (
            "bakers.toml: asks 1, suggested: "
            "true or false, without quotation marks, belongs here, not text in quotation marks"
        ),
    ]


def test_a_key_given_twice_is_told_with_its_line(bakers: Path) -> None:
    '''
    key = "bakers"
    name = "Bakers"
    name = """
    Bakers
    """
    '''
    assert sentences(bakers) == ["bakers.toml, line 3: 'name' is given twice"]


@pytest.mark.parametrize(
    ("ending", "sentence"),
    [
        ("[prompts]\n[covering]\n[prompts]\n", "bakers.toml, line 6: 'prompts' is given twice"),
        ("keywords = [", "bakers.toml, line 4: a value is neither text in quotation marks, a number, true, false"),
        ('keywords = ["workers"\n', "bakers.toml, line 4: a list has no closing bracket"),
        ('manual_page = "5\n', "bakers.toml, line 4: a text has no closing quotation mark"),
        ("manual_page 5\n", "bakers.toml, line 4: there is no equals sign after a key"),
        ("manual_page = five\n", "bakers.toml, line 4: a value is neither text in quotation marks, a number"),
        ('organisations = ["a" "b"]\n', "bakers.toml, line 4: a list has no closing bracket"),
        ("= 5\n", "bakers.toml, line 4: this is not TOML ("),
        ("keywords = " + "[" * 5000, "bakers.toml, line 4: this is not TOML ("),
    ],
)
def test_broken_toml_is_told_with_its_line(tmp_path: Path, ending: str, sentence: str) -> None:
    path = tmp_path / "bakers.toml"
    path.write_text(START + ending, encoding="utf-8")
    [said] = sentences(path)
    assert said.startswith(sentence)


def test_a_file_that_is_not_utf_8_is_told_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "bakers.toml"
    path.write_bytes(START.encode() + 'note = "Bäcker"\n'.encode("latin-1"))
    assert sentences(path) == ["bakers.toml, line 4: this is not UTF-8 text; save it again as UTF-8"]


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    assert sentences(tmp_path / "bakers.toml") == ["bakers.toml: cannot be read: No such file or directory"]


def test_a_file_is_named_for_its_key(tmp_path: Path) -> None:
    path = tmp_path / "bakery.toml"
    path.write_text(START, encoding="utf-8")
    assert sentences(path) == [
        "bakery.toml: key: a file is named for its key; rename this one bakers.toml or write 'bakery' here"
    ]


@settings(max_examples=150)
@given(st.data())
def test_however_a_file_is_damaged_the_answer_is_a_record_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    original = data.draw(st.sampled_from(files.in_folder(SHIPPED)))
    content = original.read_bytes()[:1500]
    at = data.draw(st.integers(0, len(content)))
    until = data.draw(st.integers(at, len(content)))
    path = tmp_path_factory.getbasetemp() / original.name
    path.write_bytes(content[:at] + data.draw(st.binary(max_size=8)) + content[until:])
    read: Sector | General | InvalidInputError
    try:
        read = files.read(path)
    except InvalidInputError as error:
        read = error
    if isinstance(read, InvalidInputError):
        assert all(problem.file == original.name and problem.sentence for problem in read.problems)
    else:
        assert isinstance(read, Sector | General)


def test_a_folder_gives_its_files_by_name_and_leaves_out_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.toml", "a.toml", ".c.toml", "d.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in files.in_folder(tmp_path)] == ["a.toml", "b.toml"]


def test_the_installed_files_come_before_those_of_the_source_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "outreach_sectors"
    installed.mkdir()
    (installed / "__init__.py").touch()
    monkeypatch.delitem(sys.modules, "outreach_sectors", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert files.shipped_folder() == installed


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="There is no folder"):
        files.in_folder(tmp_path / "nowhere")
