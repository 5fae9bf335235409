"""The page of the demo: scenes played one after the other, commands run and shown as one would type them."""

import io
import shlex
import shutil
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from pathlib import Path

import click
from attrs import frozen

from outreach_crm.app import App
from outreach_crm.cli import main, output
from outreach_crm.cli.session import Session
from outreach_crm.demo import scenes
from outreach_crm.errors import OutreachError
from outreach_crm.model import Panel, Scene

_WIDEST = 100
_NARROWEST = 60
_PROMPT = "$ outreach"
_MARGIN = "    "


@frozen
class Shown:
    """A scene as it was played: its title and the lines below it."""

    title: str
    lines: tuple[str, ...]


@frozen
class Page:
    """A page for people; with ``--json`` it goes to standard error... nowhere."""

    app: App
    file: Path
