"""Groups of commands whose verbs are named, and imported only when one is run."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from outreach_crm.text import say


def load_command(target: str) -> click.Command:
    """Import a command from where it lives, ``package.module:name``.

    Raises:
        TypeError: something else lives there.
    """
    module, _, name = target.partition(":")
    found = getattr(import_module(module), name)
    if not isinstance(found, click.Command):
        raise TypeError(say("{target} is not a command", target=target))
    return found


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
