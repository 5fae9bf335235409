"""The README cannot lie: its tables are generated, its commands run, its example works, its links lead somewhere."""

import re
import shlex
import subprocess
import sys
import types
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import click
import pytest
from click.testing import Result

from outreach_crm.cli import main
from outreach_crm.plugins import Plugins
from outreach_crm.settings import KERNEL_TABLES, read_settings
from tests.house import ROOT

_GENERATED = ("README.md", "docs/write-a-plugin.md")
_PAGES = ("*.md", "docs/*.md", "sectors/*.md", "outreach_crm/**/*.md", "plugins/**/*.md")
DOCUMENTS = sorted({one for pattern in _PAGES for one in ROOT.glob(pattern)})
FEATURES = [one.read_text("utf-8") for one in sorted(ROOT.glob("*/*/README.md"))]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"`outreach ([a-z][a-z -]*)")
_LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def readme() -> str:
    return (ROOT / "README.md").read_text("utf-8")


def code(kind: str, text: str) -> list[str]:
    return [body for found, body in _BLOCK.findall(text) if found == kind]


def section(title: str) -> str:
    return readme().partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def arguments(line: str) -> list[str]:
    return shlex.split(line.partition(" > ")[0], comments=True)[1:]


def outreach_lines(text: str) -> list[str]:
    commands = [
        part.strip()
        for line in "\n".join(code("sh", text)).replace("\\\n", "").splitlines()
        for part in line.split("&&")
    ]
    return [command for command in commands if command.startswith("outreach ")]


def test_the_generated_parts_are_what_the_program_says() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "--diff", *_GENERATED],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"run: python -m cogapp -r {' '.join(_GENERATED)}\n{done.stdout}{done.stderr}"


def test_every_command_stands_in_the_readme(plugins: Plugins) -> None:
    text = section("Commands")
    assert [one.name for one in plugins.commands() if f"| `outreach {one.name}` |" not in text] == []


@pytest.mark.parametrize(
    "line", [*outreach_lines(readme()), *(one for page in FEATURES for one in outreach_lines(page))]
)
def test_a_command_line_is_one_the_program_understands(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for file in (word for word in arguments(line) if re.search(r"\w\.[a-z]{3,4}$", word) and "@" not in word):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).touch()
    context = main.make_context("outreach", arguments(line))
    while isinstance(context.command, click.Group):
        name, command, rest = context.command.resolve_command(context, [*context._protected_args, *context.args])
        assert command is not None, f"there is no command {name}"
        context = command.make_context(name, rest, parent=context)


@pytest.mark.parametrize(
    "document",
    # The command that the page on plugins names is of the plugin which it writes.
    [one for one in DOCUMENTS if one.name != "write-a-plugin.md"],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_a_command_that_a_sentence_names_is_there(document: Path) -> None:
    missing = []
    for named in _NAMED.findall(" ".join(document.read_text("utf-8").split())):
        command: click.Command | None = main
        for word in named.split():
            if isinstance(command, click.Group):
                command = command.get_command(click.Context(command), word)
        missing += [named] if command is None else []
    assert missing == []


def test_the_first_day_can_be_worked_through_line_by_line(cli: Callable[..., Result]) -> None:
    lines = outreach_lines(section("A first day"))
    assert len(lines) > 3
    for line in lines:
        cli(*arguments(line))


def test_what_is_asked_in_both_directions_can_be_worked_through_line_by_line(cli: Callable[..., Result]) -> None:
    lines = [*outreach_lines(section("A first day")), *outreach_lines(section("To ask, and to be asked"))]

    said = [cli(*arguments(line)).stdout for line in lines]

    assert "We asked 1" in said[-1]
    assert "They asked 1: 1 met" in said[-1]


def test_a_meeting_can_be_planned_held_and_written_down_line_by_line(cli: Callable[..., Result]) -> None:
    lines = [*outreach_lines(section("A first day")), *outreach_lines(section("To meet"))]

    said = [cli(*arguments(line)).stdout for line in lines]

    assert "1 of 1 members there: a quorum of 1" in "".join(said)
    assert "Would get the invitation" in "".join(said)
    assert "1 meeting, 1 decision" in said[-1]


def test_a_case_is_worked_on_rests_and_is_stopped_line_by_line(cli: Callable[..., Result]) -> None:
    said = [cli(*arguments(line)).stdout for line in outreach_lines(section("To stand by somebody for years"))]

    assert "active" in said[3]
    assert "dormant" not in said[3]
    assert "dormant, we work on it" in said[4]
    assert "no undo takes this back" in said[5]


def test_an_assessment_begins_with_a_group_of_ones_own_book(
    cli: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    begun = outreach_lines(section("Which sectors, and why"))[:4]
    for line in (*outreach_lines(section("A first day")), *begun):
        cli(*arguments(line))
    assert "outreach priority list" in cli("priority", "show", "nowhere", code=1).stderr


def test_the_letter_to_many_goes_to_whoever_agreed_to_it(
    cli: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_: tmp_path)
    lines = [one for title in ("A first day", "A letter to many") for one in outreach_lines(section(title))]
    told = "".join(cli(*arguments(line)).stdout for line in lines)
    assert "Spring letter: 1 sent now; it is done." in told
    assert "There is no mail server yet" in told
    (message,) = tmp_path.rglob("*.eml")
    body = message_from_bytes(message.read_bytes(), policy=default).get_body(("plain",))
    assert body is not None
    assert body.get_content().startswith("Dear Ana Ruiz, the law on judges is out.")


def test_the_urgent_action_that_arrives_is_sent_followed_and_stopped(
    cli: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = section("An Urgent Action arrives")
    sheet, follows = code("text", text)[0], re.search(r"`(Further information .*?)`", text)
    assert follows is not None
    (tmp_path / "urgent-action.txt").write_text(sheet, "utf-8")
    (tmp_path / "update.txt").write_text(f"{follows[1]}\n\nShe has been given insulin.\n", "utf-8")
    told = "".join(cli(*arguments(line)).stdout for line in outreach_lines(text))
    assert "signed up as the sector medical" in told
    assert [told.count(one) for one in ("1 sent now", "UA 93/2026, update: 1 sent", "is stopped")] == [3, 1, 1]


def test_the_example_of_settings_is_one(cli: Callable[..., Result], tmp_path: Path) -> None:
    written = code("toml", section("Settings"))[0].replace("/home/ana/our sectors", str(tmp_path))
    (tmp_path / "example.toml").write_text(written, "utf-8")
    settings = ("--settings", str(tmp_path / "example.toml"))
    assert "shirt" in cli(*settings, "contacts", "fields").stdout
    for name in ("Ana Ruiz", "Paul Meyer"):
        cli(*settings, "contacts", "add", name, "--field", "shirt=M")
    cli(*settings, "contacts", "relate", "Ana Ruiz", "cousin", "Paul Meyer")


@pytest.mark.parametrize(
    "written", [one for page in FEATURES for one in code("toml", page) if "[scheme]" not in one and "[" in one]
)
def test_every_example_of_settings_has_keys_that_are_known(written: str, plugins: Plugins, tmp_path: Path) -> None:
    (tmp_path / "outreach.toml").write_text(written, "utf-8")
    read_settings(tmp_path / "outreach.toml", {}).check([*KERNEL_TABLES, *plugins.settings()])


def test_the_example_of_a_plugin_is_one() -> None:
    plugin = types.ModuleType("our_sectors")
    exec(code("python", section("Plugins"))[0], plugin.__dict__)
    plugins = Plugins.load(extra={"our_sectors": plugin})
    assert next(one for one in plugins.found if one.name == "our_sectors").hooks == ("sectors",)
    assert plugins.failed == []
    plugins.sectors()
    assert plugins.failed == []


def test_the_line_that_runs_the_tests_is_marked_for_the_build() -> None:
    marked = readme().partition("<!-- the tests -->\n")[2]
    assert re.match(r"```sh\npip install \S*'\.\[all,test\]' && pytest .*\n```\n", marked.replace("-e ", "", 1))
    assert "readme_line 'the tests'" in (ROOT / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_lead_somewhere(document: Path) -> None:
    links = [link for link in _LINK.findall(document.read_text("utf-8")) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []
