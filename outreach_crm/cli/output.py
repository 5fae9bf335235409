"""What commands print: tables one can read, one JSON document for machines, all else on standard error."""

import json
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from textwrap import fill
from typing import Any

import click

from outreach_crm.cli.session import Session
from outreach_crm.machines import as_data
from outreach_crm.model import Panel

# Characters that would move the cursor or turn the writing direction of whoever reads the screen.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
Column = Callable[[Any], Any]


def plain(text: object) -> str:
    """Return a text that is safe on a terminal: control and direction characters are shown, not obeyed."""
    return "".join(
        char if char == "\n" or (unicodedata.category(char) != "Cc" and char not in _TURNING) else f"\\x{ord(char):02x}"
        for char in str(text)
    )


def wants_json() -> bool:
    """Return whether the command was asked for JSON."""
    return click.get_current_context().ensure_object(Session).json


def say(text: object = "") -> None:
    """Print a line for people; with ``--json`` it goes to standard error."""
    click.echo(plain(text), err=wants_json())


def prose(text: str, *, indent: str = "") -> None:
    """Print text as wide as the terminal, at most 100 columns; its further lines begin with the indent."""
    room = min(_room(), 100)
    for line in text.split("\n"):
        say(fill(line, room, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False))


def _room() -> int:
    """Return how many columns there are."""
    return click.get_current_context().terminal_width or shutil.get_terminal_size((110, 24)).columns


def title(text: str) -> None:
    """Print a title with a line under it."""
    say(click.unstyle(text))
    say("─" * min(len(text), 100))


def document(value: Any) -> None:
    """Print one JSON document on standard output."""
    click.echo(json.dumps(as_data(value), ensure_ascii=False, indent=2))


def stream(items: Iterable[Any]) -> None:
    """Print a JSON array on standard output, each item as it comes: one may be millions long."""
    before = "["
    for item in items:
        click.echo(before + "\n" + json.dumps(as_data(item), ensure_ascii=False), nl=False)
        before = ","
    click.echo("[]" if before == "[" else "\n]")


def records(items: Sequence[Any], columns: Mapping[str, Column], *, empty: str) -> None:
    """Print records as a table, or as a JSON array.

    Args:
        items: the records.
        columns: heading to what stands under it.
        empty: the sentence where there are none.
    """
    if wants_json():
        document(list(items))
    elif items:
        table([*columns], [[column(item) for column in columns.values()] for item in items])
    else:
        say(empty)


def record(item: Any, print_it: Callable[[], None]) -> None:
    """Print one thing: as a JSON object, or by a function that prints it for people."""
    if wants_json():
        document(item)
    else:
        print_it()


def table(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print a table; its widest columns give way on a narrow terminal.

    A column that has neither heading nor content is left out; on a terminal that is too narrow, any without content.
    """
    from tabulate import tabulate

    cells = [["" if cell is None else plain(cell) for cell in row] for row in rows]
    room = _room()
    roomy = not cells or _over(_widths(headings, cells), room) <= 0
    told = [n for n, head in enumerate(headings) if (head and roomy) or any(row[n] for row in cells)]
    headings, cells = [headings[n] for n in told], [[row[n] for n in told] for row in cells]
    # Without a row there is nothing to give way, and tabulate fails on widths.
    limits = _limits(headings, cells, room) if cells else None
    say(tabulate(cells, headers=list(headings), tablefmt="simple", disable_numparse=True, maxcolwidths=limits))


def _widths(headings: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    """Return how wide each column is where it need not give way: tabulate gives a heading two more than its letters."""
    return [max([len(head) + 2, *(len(row[n]) for row in cells)]) for n, head in enumerate(headings)]


def _over(widths: Sequence[int], room: int) -> int:
    """Return by how much columns are too wide together; tabulate parts them by two."""
    return sum(widths) + 2 * (len(widths) - 1) - room


def _limits(headings: Sequence[str], cells: Sequence[Sequence[str]], room: int) -> list[int | None]:
    """Return how wide each column may be, None where it need not give way.

    The widest gives way first, no column below its longest word, and none whose cells are all equally long: days and
    numbers are read at a glance or not at all.
    """
    columns = [[row[n] for row in cells] for n in range(len(headings))]
    least = [max((len(word) for cell in column for word in cell.split()), default=0) for column in columns]
    widths = _widths(headings, cells)
    least = [max(len(head) + 2, word) for head, word in zip(headings, least, strict=True)]
    soft = [n for n, column in enumerate(columns) if len({len(cell) for cell in column}) > 1 or len(cells) == 1]
    limits: list[int | None] = [None] * len(widths)
    over = _over(widths, room)
    while over > 0 and (giving := [n for n in soft if widths[n] > least[n]]):
        widest = max(giving, key=lambda n: widths[n])
        widths[widest] -= 1
        limits[widest] = widths[widest]
        over -= 1
    return limits


def panel(shown: Panel) -> None:
    """Print a panel: its title and its table; nothing at all when it is empty and says nothing."""
    if shown.rows or shown.empty:
        say()
        title(shown.title)
        table(shown.columns, shown.rows) if shown.rows else say(shown.empty)


def confirm(question: str, *, yes: bool, option: str = "--yes") -> None:
    """Ask before something large; where nobody can answer, an option must.

    Raises:
        click.UsageError: there is no terminal and the option was not given.
        click.Abort: the answer was no.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError(f"{question} Give {option} to go on.")
    click.confirm(plain(question), abort=True, err=True)


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Show a bar on standard error while something long goes on; a function to call with how much was done."""
    if total is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=total, label=label, file=sys.stderr) as bar:
        yield bar.update
