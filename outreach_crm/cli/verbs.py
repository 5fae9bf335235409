"""Groups of commands whose verbs are named, and imported only when one is run."""

import re
from collections.abc import Mapping
from pkgutil import resolve_name
from typing import Any

import click

from outreach_crm.text import say

# Where it is said what a command does: an example, an exception or a second sentence comes after it.
_ENDS = re.compile(r"[:;.](?:\s|$)")
# What an option takes, in a word that people have, where it does not say so itself.
_TAKES = {"integer": "NUMBER", "float": "NUMBER", "directory": "FOLDER", "file": "FILE", "path": "FILE"}


def load_command(target: str) -> click.Command:
    """Import a command from where it lives, ``package.module:name``.

    Raises:
        TypeError: something else lives there.
    """
    found = resolve_name(target)
    if not isinstance(found, click.Command):
        raise TypeError(say("{target} is not a command", target=target))
    _complete(found)
    return found


def _complete(command: click.Command) -> None:
    """Let lists of commands say all of what each does, where click would cut it off, and options what they take."""
    if command.short_help is None and command.help:
        command.short_help = f"{_ENDS.split(' '.join(command.help.split()), maxsplit=1)[0]}."
    for one in command.params:
        if isinstance(one, click.Option):
            _complete_option(one)
    for verb in command.commands.values() if isinstance(command, click.Group) else ():
        _complete(verb)


def _complete_option(one: click.Option) -> None:
    if one.multiple and one.help and "repeat" not in one.help:
        one.help = f"{one.help.removesuffix('.')}; may be repeated."
    if one.metavar is None and not one.is_flag:
        one.metavar = _TAKES.get(one.type.name.removesuffix(" range"))


class Verbs(click.Group):
    """A noun with its verbs: each verb with the place where it lives."""

    def __init__(self, name: str, verbs: Mapping[str, str], **more: Any) -> None:
        super().__init__(name, **more)
        self._verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all verbs."""
        return sorted(self._verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one verb."""
        target = self._verbs.get(cmd_name)
        return load_command(target) if target else None
