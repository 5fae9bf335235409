"""Takes a file of contacts into the book: first looked at, then written page by page, each page a step of one change.

An import that was killed is run again: what is written already is unchanged then, and the rest follows.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, nullcontext
from itertools import islice
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.contacts.service import bulk
from outreach_crm.transfer import queries
from outreach_crm.transfer.service.judging import Judge, Judged
from outreach_crm.transfer.service.likely import likely_duplicates
from outreach_crm.transfer.service.memory import IMPORT
from outreach_crm.transfer.service.outcomes import OnDuplicate, Outcome, Preview, Report, Seen, Tally, Terms
from outreach_crm.transfer.service.reading import Reading
from outreach_crm.transfer.service.remaining import Remaining
from outreach_crm.transfer.service.taking import Told

# Contacts that are written in one step: about a second, so that others need not wait long.
_PAGE = 5_000

Progress = Callable[[int], None]


def preview(
    app: App,
    reading: Reading,
    path: Path,
    terms: Terms = Terms(),  # noqa: B008
    *,
    each: Callable[[Seen], None] = lambda _: None,
    progress: Progress = lambda _: None,
) -> Preview:
    """Return what an import would do, without writing anything.

    Args:
        app: the App.
        reading: the file, opened.
        path: where it is.
        terms: what holds for the whole import.
        each: told what becomes of each record, in the order of the file.
        progress: told how far the file was read.

    Raises:
        InvalidInputError: the file cannot be read, or a term cannot be right.
        NotFoundError: a sector, basis or purpose of the terms does not exist.
    """
    queries.forget_lines(app.store)
    judge, tally = Judge(app, terms, reading.file), Tally()
    duplicates: dict[int, int] = {}
    judge.duplicates = duplicates
    for page in _pages(judge, reading, progress):
        found = judge.look_up(page)
        unknown = [told for told in page if told.whole is not None and found.match(told) == (None, "")]
        earlier = queries.earlier_lines(app.store, {clue for told in unknown for clue in told.clues()})
        unknown = [told for told in unknown if not any(clue in earlier for clue in told.clues())]
        duplicates |= likely_duplicates(app, unknown)
        if terms.duplicates is OnDuplicate.UPDATE and duplicates:
            found = judge.look_up(page)
        judged = list(judge.judge(page, found, earlier))
        for one in judged:
            tally.add(one.seen)
            each(one.seen)
        queries.note_lines(app.store, _clues(judged))
    tally.counts["organisations"] = len(judge.organisations)
    return Preview(tally=tally, duplicates=duplicates, sha256=_sha256(path))


def take_in(
    app: App,
    reading: Reading,
    path: Path,
    looked: Preview,
    terms: Terms = Terms(),  # noqa: B008
    *,
    because: str = "",
    progress: Progress = lambda _: None,
) -> Report:
    """Write what a file tells, on the terms it was looked at; what is not taken in goes to a file beside it.

    Args:
        app: the App.
        reading: the file, opened.
        path: where it is.
        looked: what :func:`preview` returned.
        terms: what holds for the whole import.
        because: why.
        progress: told how far the file was read.
    """
    tally, judge = Tally(), Judge(app, terms, reading.file, looked.duplicates)
    why = "; ".join(part for part in (because, _in_words(reading.file, looked)) if part)
    with Remaining(path, reading) as remaining, ExitStack() as stack:
        change = stack.enter_context(app.change(IMPORT, because=why, steps=True)) if looked.writes else None
        for page in _pages(judge, reading, progress):
            with change.step() if change else nullcontext():
                found = judge.look_up(page)
                judged = list(judge.judge(page, found))
                if change:
                    bulk.write(app, [*found.new.values(), *(one for one in found.stored.values() if one.touched)])
                    judge.permit(judged)
            for one in judged:
                tally.add(one.seen)
                remaining.keep(one.seen, terms)
    tally.counts["organisations"] = len(judge.organisations)
    return Report(
        change_id=change.id if change else None,
        counts=tally.numbers(),
        problems=tuple(tally.problems),
        refused_file=remaining.written,
    )


def _pages(judge: Judge, reading: Reading, progress: Progress) -> Iterator[list[Told]]:
    """Yield the records of a file, made contacts of, page by page."""
    records = enumerate(reading.both(), 1)
    done = 0
    while page := [judge.taking.take(number, *both) for number, both in islice(records, _PAGE)]:
        yield page
        progress(reading.position - done)
        done = reading.position


def _clues(judged: Iterable[Judged]) -> dict[int, tuple[int, int]]:
    """Return what tells later lines that somebody is new by a line of this page."""
    return {
        clue: (one.told.record.line, one.told.digest())
        for one in judged
        if one.whole is not None and one.whole.id is None
        for clue in one.told.clues()
    }


def _in_words(file: str, looked: Preview) -> str:
    counts = looked.tally.numbers()
    told = ", ".join(f"{counts[outcome.value]} {outcome.value}" for outcome in Outcome if counts[outcome.value])
    return f"{file} (SHA-256 {looked.sha256}): {told}"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
