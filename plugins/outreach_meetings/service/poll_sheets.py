"""A poll as a table to be filled in: a row for each person, a column for each date; written, and read back."""

import csv
from io import StringIO

from attrs import field, frozen

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError, sentence_of
from outreach_crm.machines import harmless
from outreach_crm.model import Problem
from outreach_crm.text import read_number, say
from outreach_crm.written import decoded
from outreach_meetings.model.polls import Answer, Asked, Poll, PollDate, Way
from outreach_meetings.model.replies import read_answer
from outreach_meetings.service import poll_answers, polling

_NUMBER, _NAME = "number", "name"
_LONGEST = 20_000


@frozen(kw_only=True)
class SheetRead:
    """What came of reading a table: whose answers were taken, and what is wrong with other lines of it."""

    taken: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def write_poll(found: Poll) -> bytes:
    """Return a poll as a table (CSV) that spreadsheet programs open in UTF-8, with what was said so far."""
    out = StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow([_NUMBER, _NAME, *(_heading(one) for one in found.dates)])
    for who in found.people:
        said = [found.answer(who.contact_id, one.id) for one in found.dates]
        rows.writerow([who.contact_id, harmless(who.name), *(one.value if one else "" for one in said)])
    return out.getvalue().encode("utf-8-sig")


def read_poll(app: App, poll_id: int, content: bytes, file: str, *, because: str = "") -> SheetRead:
    """Take the answers of a table; a line with a mistake is told and left out, the others are taken.

    A cell that is empty says nothing: it takes no answer back. The same table can be read again when it is mended.

    Args:
        app: the App.
        poll_id: which poll.
        content: the table.
        file: what it is called in sentences.
        because: why.

    Raises:
        NotFoundError: there is no such poll.
        ConflictError: it is closed.
        InvalidInputError: it is no such table, or a column is none of the dates.
    """
    with app.change("answer poll", because=because):
        found = polling.poll(app, poll_id)
        polling.check_open(found)
        lines, columns = _table(app, found, content, file)
        taken, problems = [], []
        for number, cells in lines:
            try:
                who, said = _line(app, found, cells, columns)
            except (InvalidInputError, NotFoundError) as error:
                problems.append(Problem(file=file, line=number, sentence=sentence_of(error)))
                continue
            poll_answers.answer_poll(app, poll_id, who.contact_id, said, way=Way.FILE)
            taken.append(who.name)
        return SheetRead(taken=tuple(taken), problems=tuple(problems))


def _heading(one: PollDate) -> str:
    return f"{one.starts:%Y-%m-%d %H:%M}"


def _table(
    app: App, found: Poll, content: bytes, file: str
) -> tuple[list[tuple[int, dict[str, str]]], dict[str, PollDate]]:
    """Return the lines of a table by their numbers, and which date each of its columns is."""
    text = decoded(content, file, save_as=say("CSV UTF-8: the table that outreach meetings answer --write makes"))
    separator = max(",;\t", key=text.partition("\n")[0].count)
    csv.field_size_limit(_LONGEST)
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=separator, restval="")
    try:
        rows = [(reader.line_num, {name: cell for name, cell in row.items() if name}) for row in reader]
        names = [one for one in reader.fieldnames or () if one.strip()]
    except csv.Error as error:
        raise InvalidInputError(
            say("{file}, line {line_num}: this is no table: {error}.", file=file, line_num=reader.line_num, error=error)
        ) from None
    if _NAME not in names and _NUMBER not in names:
        raise InvalidInputError(
            say(
                "{file} has no column {name!r}; fill in the table that outreach meetings answer --write makes.",
                file=file,
                name=_NAME,
            )
        )
    columns = {one: poll_answers.date_meant(app, found, one) for one in names if one not in {_NAME, _NUMBER}}
    if len({one.id for one in columns.values()}) < sum(one not in {_NAME, _NUMBER} for one in names):
        raise InvalidInputError(say("{file} has two columns for one date; leave one of them out.", file=file))
    return [
        (line, cells) for line, cells in rows if any(cell and str(cell).strip() for cell in cells.values())
    ], columns


def _line(
    app: App, found: Poll, cells: dict[str, str], columns: dict[str, PollDate]
) -> tuple[Asked, dict[int, Answer | None]]:
    number, name = read_number(cells.get(_NUMBER) or ""), _plain(cells.get(_NAME) or "")
    who = poll_answers.asked_by_name(app, found, str(number) if number is not None else name)
    answers = {one.id: read_answer(cells.get(heading) or "") for heading, one in columns.items()}
    return who, {date_id: answer for date_id, answer in answers.items() if answer is not None}


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that kept a spreadsheet from evaluating it."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text
