"""Settings come from a file and the environment; a mistake is told with its place."""

import os
from pathlib import Path

import pytest
from attrs import frozen

from outreach_crm.errors import InvalidInputError
from outreach_crm.model import SettingsTable
from outreach_crm.settings import (
    KERNEL_TABLES,
    DatabaseSettings,
    PluginSettings,
    SectionSettings,
    Settings,
    read_settings,
)


@frozen
class Weights:
    """A plugin's table."""

    many: int = 3
    share: float = 0.5
    loud: bool = False
    names: tuple[str, ...] = ()


TABLES = (*KERNEL_TABLES, SettingsTable("weights", "tests.test_settings:Weights"))


def read(tmp_path: Path, text: str = "", **environ: str) -> Settings:
    path = tmp_path / "outreach.toml"
    path.write_text(text, encoding="utf-8")
    settings = read_settings(path, environ)
    settings.check(TABLES)
    return settings


def told(tmp_path: Path, text: str = "", **environ: str) -> str:
    with pytest.raises(InvalidInputError) as error:
        read(tmp_path, text, **environ)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_what_is_not_written_has_its_default(tmp_path: Path) -> None:
    settings = read_settings(tmp_path / "absent.toml", {})
    assert settings.of("section", SectionSettings) == SectionSettings()
    assert settings.of("weights", Weights).many == 3


def test_a_file_is_read_whatever_wrote_it(tmp_path: Path) -> None:
    assert read(tmp_path, '\ufeff[section]\nname = "Łódź"\n').of("section", SectionSettings).name == "Łódź"


def test_the_environment_comes_before_the_file(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        '[section]\nname = "A"\ncountry = "CL"\n',
        OUTREACH_SECTION__COUNTRY="PE",
        OUTREACH_WEIGHTS__MANY="-7",
        OUTREACH_WEIGHTS__SHARE="0.25",
        OUTREACH_WEIGHTS__LOUD="Yes",
        OUTREACH_WEIGHTS__NAMES="a, b ,,c",
        OUTREACH_KEY="no setting",
        OTHER__THING="no setting",
    )
    section = settings.of("section", SectionSettings)
    assert (section.name, section.country) == ("A", "PE")
    assert settings.of("weights", Weights) == Weights(-7, 0.25, loud=True, names=("a", "b", "c"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[sektion]\nname = 'x'\n", "[sektion] is not a table of settings (did you mean 'section'?)"),
        ("[section]\nnmae = 'x'\n", "'nmae' is not known here (did you mean 'name'?)"),
        ("[section]\nname = 5\n", "section.name: text in quotation marks belongs here, not a whole number"),
        (
            "[section]\ntime_zone = 'Mars/Olympus'\n",
            "'Mars/Olympus' is not a time zone; write one such as Europe/Lisbon",
        ),
        ("[section]\ntime_zone = '../../etc/passwd'\n", "is not a time zone"),
        ("[section]\ntime_zone = 'Europe'\n", "is not a time zone"),
        ("[section]\ntime_zone = ''\n", "is not a time zone"),
        ("[weights]\nmany = 1.5\n", "weights.many: a whole number belongs here, not a number with decimals"),
        ("[weights]\nmany = true\n", "weights.many: a whole number belongs here, not true or false"),
        (
            "[weights]\nloud = 'perhaps'\n",
            "weights.loud: true or false, without quotation marks, belongs here, not text in quotation marks",
        ),
        ("[weights]\nnames = [1]\n", "weights.names 1: text in quotation marks belongs here, not a whole number"),
        ("name = 'x'\n", "name stands outside any table"),
        ("[section\n", "outreach.toml, line 1: the name of a table has no closing bracket"),
        ("[section]\nname = 'a'\nname = 'b'\n", "outreach.toml, line 3: 'name' is given twice"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    found = told(tmp_path, text)
    assert said in found
    assert "outreach.toml" in found


@pytest.mark.parametrize("value", ["½", "²", "1e3", "--5", "1_000", "nan", " "])
def test_the_environment_knows_plain_numbers_only(tmp_path: Path, value: str) -> None:
    assert f"{value!r} is not a whole number" in told(tmp_path, OUTREACH_WEIGHTS__MANY=value)
    assert f"{value!r} is not a number" in told(tmp_path, OUTREACH_WEIGHTS__SHARE=value)


def test_all_mistakes_of_a_table_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as error:
        read(tmp_path, "[weights]\nmany = 'x'\nlowd = 1\nloud = 3\n")
    assert len(error.value.problems) == 3
    assert "; and 2 more." in str(error.value)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes("[section]\nname = 'é'\n".encode("latin-1"))
    with pytest.raises(InvalidInputError, match=r"latin\.toml, line 2: this is not UTF-8 text"):
        read_settings(tmp_path / "latin.toml", {})
    with pytest.raises(InvalidInputError, match="cannot be read"):
        read_settings(tmp_path, {})
    with pytest.raises(InvalidInputError, match="cannot be read"):
        read_settings(tmp_path / ("x" * 5_000), {})


def test_the_table_of_a_plugin_that_is_absent_may_stay(tmp_path: Path) -> None:
    path = tmp_path / "outreach.toml"
    path.write_text("[plugins]\noff = ['weights']\n[weights]\nwhatever = 1\n")
    settings = read_settings(path, {})
    settings.check(KERNEL_TABLES, absent=settings.of("plugins", PluginSettings).off)


def test_settings_are_looked_for_where_the_environment_says(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[section]\nname = 'mine'\n")
    settings = read_settings(None, {"OUTREACH_SETTINGS": os.fspath(path)})
    assert settings.of("section", SectionSettings).name == "mine"


def test_a_table_is_made_once_and_a_mistake_is_told_each_time() -> None:
    settings = Settings({"section": {"country": "CL"}, "database": {"url": 1}})
    assert settings.of("section", SectionSettings) is settings.of("section", SectionSettings)
    for _ in range(2):
        with pytest.raises(InvalidInputError, match="url"):
            settings.of("database", DatabaseSettings)
