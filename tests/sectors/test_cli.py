"""Sectors from the command line."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Cli = Callable[..., Result]


def test_the_list_is_an_array_of_sectors(cli: Cli) -> None:
    keys = [one["key"] for one in json.loads(cli("sectors", "list", "--json").stdout)]
    assert "legal" in keys
    assert len(keys) == len(set(keys))
    assert "The International Legal Network" in cli("sectors", "list").stdout


def test_a_sector_is_shown_with_its_questions(cli: Cli) -> None:
    shown = cli("sectors", "show", "Legal").stdout
    assert shown.splitlines()[0] == "The International Legal Network"
    assert "What it can be asked to do" in shown
    assert json.loads(cli("sectors", "show", "legal", "--json").stdout)["key"] == "legal"


def test_an_unknown_sector_is_one_sentence(cli: Cli) -> None:
    result = cli("sectors", "show", "legl", "--json", code=1)
    assert (result.stdout, result.stderr) == ("", "Error: There is no sector 'legl' (did you mean 'legal'?).\n")


def test_every_mistake_of_a_file_of_our_own_is_listed(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "bakers.toml").write_text('key = "bakers"\nname = "Bakers"\ntitel = 1\nabuot = "x"\n')
    (tmp_path / "outreach.toml").write_text(f'[sectors]\nfolder = "{tmp_path / "own"}"\n')
    result = cli("sectors", "list", code=1)
    assert result.stderr.splitlines()[0].startswith("Error: bakers.toml: ")
    assert "did you mean 'about'" in result.stderr
    assert "'titel' is not known here" in result.stderr
