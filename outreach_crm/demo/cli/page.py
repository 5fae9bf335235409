"""The page of the demo: scenes played one after the other, commands run and shown as one would type them."""

import io
import re
import shlex
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import click
from attrs import field, frozen

from outreach_crm.app import App
from outreach_crm.cli import main, output
from outreach_crm.cli.session import Session
from outreach_crm.errors import OutreachError
from outreach_crm.model import Panel, Scene

_WIDEST, _NARROWEST = 100, 60
_PROMPT = "$ outreach "
_MARGIN = "  "
# What the rest of a long line is set under: the text after a bullet or a label, else the beginning of the line.
_HANGING = re.compile(r" *(?:- |[^:]{1,20}:(?: {2,}| (?! )))?")


def _width() -> int:
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns))


@frozen
class Shown:
    """A scene as it was played: its title and the lines below it."""

    title: str
    lines: tuple[str, ...]


@frozen
class Page:
    """A page for people; ``quiet`` keeps it from being printed, for machines that want the document only."""

    app: App
    quiet: bool = False
    width: int = field(factory=_width)

    def heading(self, text: str) -> None:
        """Print a heading with a line under it."""
        self._print(["", text], bold=True)
        self._print(["─" * len(text)])

    def tell(self, texts: Iterable[str]) -> None:
        """Print paragraphs."""
        for text in texts:
            self._print(["", *textwrap.wrap(text, self.width)])

    def play(self, scene: Scene) -> Shown:
        """Play a scene and return what it showed; one that breaks off says so, and the day goes on."""
        self._print([""])
        self.heading(scene.title)
        shown: list[str] = []
        try:
            for bit in scene.play(self.app):
                shown += self._show(bit)
        except Exception as error:  # a plugin's scene must not end the day
            shown += self._show(f"This scene broke off ({type(error).__name__}: {error}).")
        return Shown(scene.title, tuple(shown))

    def commands(self, tries: Iterable[tuple[str, str]], file: Path) -> None:
        """Print commands to try on a database, each below what it is good for."""
        for why, command in tries:
            self._print(["", f"{_MARGIN}{why}:"])
            start = f"{_MARGIN}{_PROMPT}--database {_address(file)}"
            fits = len(start) + len(command) < self.width
            self._print([f"{start} {command}"] if fits else [f"{start} \\", f"{_MARGIN * 3}{command}"], bold=True)

    def _show(self, bit: str | Panel) -> list[str]:
        """Show one bit: a paragraph, a command with what it prints, or a panel; and return its lines."""
        if isinstance(bit, Panel):
            lines = self._drawn(bit)
        elif bit.startswith(_PROMPT):
            typed = [_MARGIN + line for line in bit.splitlines()]
            self._print(["", *typed], bold=True)
            lines = self._run(bit)
            self._print(["", *lines])
            return [*typed, *lines]
        else:
            lines = textwrap.wrap(bit, self.width)
        self._print(["", *lines])
        return lines

    def _run(self, command: str) -> list[str]:
        """Run a command as if it had been typed and return what it prints, an error in its sentence."""
        name, *arguments = shlex.split(command.replace("\\\n", " "))[2:]
        with self._screen() as (context, screen):
            found = main.get_command(context, name)
            if found is None:
                raise LookupError(f"there is no command {name!r}")
            try:
                with found.make_context(name, arguments, parent=context) as inner:
                    found.invoke(inner)
            except OutreachError as error:
                output.say(f"Error: {error}")
            except click.exceptions.Exit:
                pass  # it has said what is wrong
        return self._set(screen)

    def _drawn(self, panel: Panel) -> list[str]:
        with self._screen() as (_, screen):
            output.panel(panel)
        return self._set(screen)

    @contextmanager
    def _screen(self) -> Iterator[tuple[click.Context, io.StringIO]]:
        """Give commands the App and a screen of their own, narrower than the page by its margins."""
        screen = io.StringIO()
        session = Session(plugins=self.app.plugins, app=self.app)
        with click.Context(main, obj=session, terminal_width=self._room) as context, redirect_stdout(screen):
            yield context, screen

    def _set(self, screen: io.StringIO) -> list[str]:
        """Return what stands on a screen, inside the margins, empty lines at both ends left out."""
        lines = screen.getvalue().strip("\n").splitlines()
        return [f"{_MARGIN}{part}".rstrip() for line in lines for part in self._fold(line)]

    def _fold(self, line: str) -> list[str]:
        if len(line) <= self._room:
            return [line]
        hang = _HANGING.match(line)
        return textwrap.wrap(line, self._room, subsequent_indent=" " * len(hang[0] if hang else ""))

    @property
    def _room(self) -> int:
        return self.width - 2 * len(_MARGIN)

    def _print(self, lines: Iterable[str], *, bold: bool = False) -> None:
        if not self.quiet:
            for line in lines:
                click.secho(output.plain(line), bold=bold)


def _address(file: Path) -> str:
    """Return a path as one would type it: from here or from home where that is shorter."""
    for base, start in ((Path.cwd(), ""), (Path.home(), "~/")):
        if file.is_relative_to(base):
            short = str(file.relative_to(base))
            return start + short if shlex.quote(short) == short else shlex.quote(str(file))
    return shlex.quote(str(file))
