"""The page about privacy says what is so."""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

README = Path(__file__).parents[2] / "outreach_crm" / "privacy" / "README.md"


def blocks(kind: str) -> list[str]:
    return [part.split("```")[0] for part in README.read_text("utf-8").split(f"```{kind}\n")[1:]]


def test_every_command_of_the_page_works_in_its_order(
    cli: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cli("contacts", "add", "Ana Ruiz", "--email", "ana.ruiz@example.org")
    cli("groups", "add", "Doctors' group", "--structure", "specialist")
    cli("groups", "join", "Doctors' group", "Ana Ruiz")
    for line in "".join(blocks("sh")).splitlines():
        assert cli(*shlex.split(line)[1:]).stdout


def test_the_settings_of_the_page_are_settings(cli: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "outreach.toml").write_text(blocks("toml")[0], encoding="utf-8")
    assert "Ley 21.719" in cli("privacy", "bases").stdout
    assert "finding observers" in cli("privacy", "purposes").stdout
