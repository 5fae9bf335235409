"""Tables drawn as lines of text: a heading, a rule, and rows whose long cells are wrapped.

A library draws the same; loading it took longer than asking the database what stands in the table.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

# A heading has room for two letters more than it has, so that short columns do not stand too close.
_AROUND_A_HEADING = 2
_GAP = "  "


def drawn(headings: Sequence[str], cells: Sequence[Sequence[str]], room: int) -> Iterator[str]:
    """Yield the lines of a table; its widest columns give way where it is wider than there is room.

    Args:
        headings: what stands over each column.
        cells: the rows, each with a text for every column.
        room: how many characters fit on a line; a single long word may still stand out.
    """
    limits = _limits(headings, cells, room)
    rows = [[_lines(cell, limit) for cell, limit in zip(row, limits, strict=True)] for row in cells]
    widths = [len(head) + _AROUND_A_HEADING for head in headings]
    for row in rows:
        widths = [max(width, *map(len, lines), 0) for width, lines in zip(widths, row, strict=True)]
    yield _line(headings, widths)
    yield _GAP.join("-" * width for width in widths)
    for row in rows:
        for texts in zip_longest(*row, fillvalue=""):
            yield _line(texts, widths)


def _line(texts: Sequence[str], widths: Sequence[int]) -> str:
    return _GAP.join(text.ljust(width) for text, width in zip(texts, widths, strict=True)).rstrip()


def _lines(cell: str, limit: int | None) -> list[str]:
    """Return the lines of a cell, at least one, none longer than the limit unless a word is."""
    lines = cell.strip().splitlines()
    if limit is not None:
        lines = [part for line in lines for part in wrap(line, limit)]
    return lines or [""]


def _limits(headings: Sequence[str], cells: Sequence[Sequence[str]], room: int) -> list[int | None]:
    """Return how wide each column may be, None where it need not give way.

    The widest gives way first, no column below its longest word, and none whose cells are all equally long: days and
    numbers are read at a glance or not at all.
    """
    columns = [[row[n] for row in cells] for n in range(len(headings))]
    least = [max((len(word) for cell in column for word in cell.split()), default=0) for column in columns]
    widths = [
        max(len(head) + _AROUND_A_HEADING, *map(len, column)) for head, column in zip(headings, columns, strict=True)
    ]
    least = [max(len(head) + _AROUND_A_HEADING, word) for head, word in zip(headings, least, strict=True)]
    soft = [n for n, column in enumerate(columns) if len({len(cell) for cell in column}) > 1 or len(cells) == 1]
    limits: list[int | None] = [None] * len(widths)
    over = sum(widths) + len(_GAP) * (len(widths) - 1) - room
    while over > 0 and (giving := [n for n in soft if widths[n] > least[n]]):
        widest = max(giving, key=lambda n: widths[n])
        widths[widest] -= 1
        limits[widest] = widths[widest]
        over -= 1
    return limits
