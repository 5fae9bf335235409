"""What commands say of themselves: whole sentences, true examples, and one meaning for each option that many have."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.core import ParameterSource

from outreach_crm.cli import options
from outreach_crm.cli.session import json_option
from outreach_crm.cli.verbs import load_command
from outreach_crm.plugins import Plugins

# Options that say the same wherever a command has them.
_SHARED = (
    options.because_option,
    options.confirm_option,
    options.dry_run_option,
    options.dry_sending_option,
    options.encoding_option,
    options.version_option,
    options.yes_option,
    json_option,
)
# Where one of them says what is so of this command alone.
_OF_ITS_OWN = {
    ("asks level", "--because"): "what they do that shows it",
    ("cases refuse", "--because"): "why they do not want it",
    ("cases relinquish", "--because"): "why they let go of it",
    ("cases report", "--dry-run"): "the draft of the report",
    ("export", "--dry-run"): "who would leave",
    ("mail doubt", "--because"): "how you know",
    ("mail fetch", "--dry-run"): "mails stay unread",
    ("mailings doubt", "--because"): "how you know",
    ("mutuality again", "--because"): "why it is decided anew",
    ("priority decide", "--because"): "needed",
    ("priority hand-in", "--dry-run"): "what is wrong with the files",
    ("priority seal", "--because"): "on whose behalf",
    ("privacy allow", "--because"): "who asked for it",
    ("privacy erase", "--because"): "names are taken out of it",
    ("privacy grant", "--dry-run"): "of a group only",
    ("ua paste", "--dry-run"): "what it is taken for",
    ("ua reopen", "--because"): "needed where it was stopped",
    ("ua sign-up", "--dry-run"): "of a segment only",
}
# What options take that mean different things in different commands; any other takes one thing wherever it is.
_TAKEN = {
    "--about": {"CONTACT", "NAME"},
    "--add": {"CONTACT", "TITLE"},
    "--as": {"CONTACT", "ROLE"},
    "--ask": {"ACCOUNT", "ASK"},
    "--at": {"DAY", "ORGANISATION"},
    "--by": {"CONTACT", "DAY", "GROUP", "WHO"},
    "--case": {"CASE", "UA"},
    "--country": {"COUNTRIES", "COUNTRY"},
    "--drop": {"NUMBER", "WHO"},
    "--for": {"ACCOUNT", "DAY", "GROUP|CONTACT", "WHAT"},
    "--from": {"CONTACT", "DAY", "MAILDIR", "MONTH", "WHO"},
    "--group": {"GROUP", "SECTOR=GROUP"},
    "--holder": {"ACCOUNT", "CONTACT"},
    "--least": {"NUMBER", "SCORE"},
    "--not": {"KEYWORD", "SECTOR=LEVEL"},
    "--note": {"GROUP", "TEXT"},
    "--only": {"ACTIONS", "SHEETS"},
    "--other": {"NUMBER", "TEXT"},
    "--owner": {"ACCOUNT", "WHO"},
    "--person": {"CONTACT", "NAME"},
    "--purpose": {"KEY", "TEXT"},
    "--remove": {"ADDRESS", "NUMBER"},
    "--set": {"FIELD=VALUE", "NUMBER"},
    "--sheet": {"NAME", "NUMBER", "SIZE"},
    "--take": {"FIELD=NUMBER", "SIGN"},
    "--text": {"FILE", "LANGUAGE=FILE", "TEXT"},
    "--title": {"LANGUAGE=TEXT", "TEXT"},
    "--to": {"CONTACT", "DAY", "FILE", "FOLDER", "MONTH", "NUMBER", "WHEN"},
    "--without": {"KEYWORD", "UA"},
}
# Words of computers in the place of what is taken.
_TYPES = {"INTEGER", "INTEGER RANGE", "FLOAT", "FLOAT RANGE", "PATH", "DIRECTORY"}


def walked(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for verb in command.list_commands(context):
            one = command.get_command(context, verb)
            assert one is not None
            yield from walked(one, f"{name} {verb}")


def all_commands() -> dict[str, click.Command]:
    found = Plugins.load().commands()
    return {name: command for one in found for name, command in walked(load_command(one.target), one.name)}


COMMANDS = all_commands()
LEAVES = {name: one for name, one in COMMANDS.items() if not isinstance(one, click.Group)}


def options_of(command: click.Command) -> list[click.Option]:
    return [one for one in command.params if isinstance(one, click.Option)]


def first_paragraph(command: click.Command) -> str:
    return " ".join((command.help or "").partition("\n\n")[0].split())


def examples(name: str, text: str) -> list[str]:
    """Return what a help text shows of its own command, as it is typed after the name of the program."""
    *before, verb = name.split()
    shown = re.findall(rf"[:;,] (?:or )?({re.escape(verb)} .+?)(?=[;.] |, or |, {re.escape(verb)} |\.?$)", text)
    return [" ".join([*before, one]) for one in shown]


SHOWN = [(name, one) for name, command in LEAVES.items() for one in examples(name, first_paragraph(command))]


def test_every_command_and_option_says_what_it_is_for_in_whole_sentences() -> None:
    told = {name: first_paragraph(one) for name, one in COMMANDS.items()}
    told |= {
        f"{name} {one.opts[0]}": one.help or "" for name, command in COMMANDS.items() for one in options_of(command)
    }
    assert [name for name, text in told.items() if not text.endswith(".")] == []


def test_a_command_says_what_it_does_as_one_asks_for_it() -> None:
    begun = {name: first_paragraph(one).partition(" ")[0] for name, one in LEAVES.items()}
    told = {name: word for name, word in begun.items() if not word.istitle() or word.endswith(("s", "ing", "ed"))}
    assert {name: word for name, word in told.items() if word != "Bring"} == {}


@pytest.mark.parametrize("name", [name for name, one in COMMANDS.items() if isinstance(one, click.Group)])
def test_the_list_of_commands_cuts_no_sentence_off(name: str) -> None:
    listed = COMMANDS[name].get_help(click.Context(COMMANDS[name], info_name=name, terminal_width=80))
    assert "..." not in listed.partition("\nCommands:")[2]


@pytest.mark.parametrize(("name", "line"), SHOWN)
def test_an_example_is_one_that_the_command_understands(
    name: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = shlex.split(line)[len(name.split()) :]
    for file in (word for word in given if re.search(r"\.[a-z]{3,4}$", word)):
        (tmp_path / file).touch()
    context = LEAVES[name].make_context(name, given)
    assert ParameterSource.COMMANDLINE in {context.get_parameter_source(one) for one in context.params}


def test_options_that_many_commands_have_say_the_same_in_each() -> None:
    command = click.Command("all")
    for decorate in _SHARED:
        decorate(command)
    same: dict[str, set[str | None]] = {}
    for shared in options_of(command):
        same.setdefault(shared.opts[0], set()).add(shared.help)
    other = {
        (name, one.opts[0])
        for name, command in COMMANDS.items()
        for one in options_of(command)
        if one.help not in same.get(one.opts[0], {one.help})
    }
    assert other == _OF_ITS_OWN.keys()


def test_an_option_that_may_be_repeated_says_so() -> None:
    told = {
        (name, one.opts[0]): one.help or ""
        for name, command in COMMANDS.items()
        for one in options_of(command)
        if one.multiple
    }
    assert {key: text for key, text in told.items() if text.count("repeat") != 1} == {}


def test_every_command_that_ends_answers_machines_too() -> None:
    told = {name for name, command in LEAVES.items() if "--json" in [one.opts[0] for one in options_of(command)]}
    assert LEAVES.keys() - told <= {"meetings wish", "priority rate", "serve"}


def test_an_option_takes_the_same_in_every_command_but_for_those_that_mean_several_things() -> None:
    taken: dict[str, set[str]] = {}
    for one in (one for command in COMMANDS.values() for one in options_of(command)):
        if not one.is_flag and (one.metavar or not isinstance(one.type, click.Choice)):
            taken.setdefault(one.opts[0], set()).add(one.metavar or one.type.name.upper())
    assert {name: words for name, words in taken.items() if len(words) > 1} == _TAKEN
    assert set().union(*taken.values()) & _TYPES == set()


def test_an_option_that_takes_a_day_says_so() -> None:
    days = {
        (name, one.opts[0])
        for name, command in COMMANDS.items()
        for one in options_of(command)
        if re.search(r"(?i)^(the )?(first|last) day|2026-03-09|: friday", one.help or "")
    }
    taken = {(name, one.opts[0]): one.metavar for name, command in COMMANDS.items() for one in options_of(command)}
    assert {key: taken[key] for key in days if taken[key] not in {"DAY", "WHEN"}} == {}
    assert {"--by", "--on", "--received", "--since", "--until"} <= {option for _, option in days}
