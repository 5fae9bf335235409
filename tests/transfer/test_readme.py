"""The page about files of contacts says what is so."""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.plugins import Plugins
from outreach_crm.transfer.mapping.fields import BASES, LABELS, PLAIN

README = Path(__file__).parents[2] / "outreach_crm" / "transfer" / "README.md"


def test_every_command_of_the_page_works_in_its_order(
    cli: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "members.csv").write_text("Name,E-mail,Ref.,Diet\nAna Ruiz,ana@example.org,17,none\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    for line in README.read_text("utf-8").split("```sh\n")[1].split("```")[0].splitlines():
        assert cli(*shlex.split(line, comments=True)[1:]).stdout


def test_every_field_of_a_contact_stands_on_the_page() -> None:
    text = README.read_text("utf-8")
    told = {*PLAIN, *LABELS, "no-consent"}
    assert [base for base in BASES if base not in told and f"`{base}" not in text] == []


def test_every_suffix_that_is_read_stands_on_the_page(plugins: Plugins) -> None:
    text = README.read_text("utf-8")
    assert [suffix for one in plugins.importers() for suffix in one.suffixes if suffix not in text] == []
