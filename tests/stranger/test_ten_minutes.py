"""The page "Write a plugin in ten minutes" is true: it is typed line by line on a machine that has only the wheel."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.house import ROOT
from tests.stranger.machine import Machine

_PAGE = (ROOT / "docs" / "write-a-plugin.md").read_text("utf-8")
_CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^`(\S+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_WRITTEN_ON = "2026-03-09"


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Machine:
    return Machine(tmp_path_factory.mktemp("stranger"), wheel)


def typed(title: str) -> Iterator[tuple[str, str]]:
    """Yield the commands of a section, each with what the page says it answers."""
    for block in _CONSOLE.findall(_PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]):
        for line in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, answer = line.partition("\n")
            yield command, answer


def work_through(machine: Machine, title: str) -> list[str]:
    """Type the commands of a section and return them; what is printed below one is what it answers."""
    lines = list(typed(title))
    for command, printed in lines:
        answer = machine.type(command).replace(datetime.now(UTC).date().isoformat(), _WRITTEN_ON)
        assert answer == printed or not printed, command
    return [command for command, _ in lines]


def printed_files() -> dict[str, str]:
    return dict(_FILE.findall(_PAGE))


@pytest.mark.slow
def test_the_page_is_worked_through_line_by_line_and_the_plugin_leaves_without_harm(machine: Machine) -> None:
    assert len(work_through(machine, "Write it, install it")) == 4
    written = machine.home / "outreach-librarians"
    assert printed_files() == {name: (written / name).read_text("utf-8") for name in printed_files()}
    listed = {one["name"]: one for one in json.loads(machine.type("outreach plugins list --json"))}
    plugin = listed["outreach_librarians"]
    assert (plugin["origin"], plugin["state"]) == ("outreach-librarians 0.1.0", "on")
    assert plugin["hooks"] == ["blueprints", "commands", "migrations", "reminders", "sectors"]

    assert "outreach undo 5" in work_through(machine, "Use it")
    machine.visit(ROOT / "tests" / "stranger" / "visit.py")

    leaving, *_ = typed("Take it away, and bring it back")
    machine.type(leaving[0])
    assert machine.type("outreach librarians list", code=2) == ""
    findings = json.loads(machine.type("outreach doctor --json"))
    absent = [one["sentence"] for one in findings if one["subject"] == "absent plugin"]
    said = "outreach_librarians is not installed or switched off; its data stays: librarians_promises (2 rows)"
    assert absent == [said]
    assert all(one["ok"] for one in findings)
    machine.type("pip install -e ./outreach-librarians")
    work_through(machine, "Take it away, and bring it back")


def test_the_page_prints_every_file_that_is_written() -> None:
    listing = next(answer for command, answer in typed("Write it, install it") if " new " in command)
    assert [line.strip() for line in listing.partition("\nInstall")[0].splitlines()[1:]] == list(printed_files())
