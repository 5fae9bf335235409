"""Takes a file of contacts into the book: first looked at, then written page by page, each page a step of one change.

An import that was killed is run again: what is written already is unchanged then, and the rest follows.
"""

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from time import monotonic

from attrs import define, frozen

from outreach_crm.app import App
from outreach_crm.change import Change
from outreach_crm.contacts.service import Candidate, bulk
from outreach_crm.transfer import queries
from outreach_crm.transfer.model import Record
from outreach_crm.transfer.service.judging import Judge, Judged
from outreach_crm.transfer.service.likely import likely_duplicates
from outreach_crm.transfer.service.memory import IMPORT
from outreach_crm.transfer.service.outcomes import OnDuplicate, Outcome, Preview, Report, Seen, Tally, Terms
from outreach_crm.transfer.service.reading import Reading
from outreach_crm.transfer.service.remaining import Remaining
from outreach_crm.transfer.service.taking import Told

# Contacts that are looked up and written together: what is made of a few stays near the processor until it is let go.
# Where nothing is written, statements are dearer than that.
_WRITTEN, _LOOKED_AT = 500, 2_000
# Seconds of one step with all that is done at its end, so that others need not wait long: the fewer steps there are,
# the fewer pages of indexes are written.
_STEP = 2.2

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
    looking = _Looking(app, Judge(app, terms, reading.file), {}, Tally(), each, _sha256(path))
    looking.judge.duplicates = looking.duplicates
    for page in _pages(looking.judge, reading.both(), reading, progress, _LOOKED_AT):
        looking.at(page)
    queries.forget_lines(app.store)
    looking.tally.counts["organisations"] = len(looking.judge.organisations)
    return Preview(terms=terms, tally=looking.tally, duplicates=looking.duplicates, sha256=looking.sha256)


def take_in(
    app: App,
    reading: Reading,
    path: Path,
    looked: Preview,
    *,
    because: str = "",
    progress: Progress = lambda _: None,
    resumes: int | None = None,
) -> Report:
    """Write what a file tells, on the terms it was looked at; what is not taken in goes to a file beside it.

    Args:
        app: the App.
        reading: the file, opened.
        path: where it is.
        looked: what :func:`preview` returned.
        because: why.
        progress: told how far the file was read.
        resumes: the change of an import of this file that was cut off, to be gone on with; None for a new one.
    """
    why = "; ".join(part for part in (because, _in_words(reading.file, looked)) if part)
    with Remaining(path, reading) as remaining, ExitStack() as stack:
        opening = app.journal.change(IMPORT, because=why, steps=True, resumes=resumes)
        change = stack.enter_context(opening) if looked.writes or resumes else None
        writing = _Writing(app, Judge(app, looked.terms, reading.file, looked.duplicates), Tally(), change, remaining)
        records = ((one, one) for one in reading.clean())
        pages = _pages(writing.judge, records, reading, progress, _WRITTEN)
        while writing.step(pages):
            pass
    writing.tally.counts["organisations"] = len(writing.judge.organisations)
    return Report(
        change_id=change.id if change else None,
        counts=writing.tally.numbers(),
        problems=tuple(writing.tally.problems),
        refused_file=remaining.written,
    )


@frozen
class _Looking:
    """Looks at page after page; what earlier pages told is in a table of the connection, for it is not written yet."""

    app: App
    judge: Judge
    duplicates: dict[int, Candidate]
    tally: Tally
    each: Callable[[Seen], None]
    sha256: str

    def at(self, page: list[Told]) -> None:
        """Look at a page."""
        found = self.judge.look_up(page)
        unknown = [told for told in page if told.whole is not None and found.match(told) == (None, "")]
        earlier = queries.earlier_lines(self.app.store, {clue for told in unknown for clue in told.clues()})
        unknown = [told for told in unknown if not any(clue in earlier for clue in told.clues())]
        likely = likely_duplicates(self.app, unknown, self.sha256)
        self.duplicates.update(likely)
        if likely and self.judge.terms.duplicates is OnDuplicate.UPDATE:
            found = self.judge.look_up(page)
        judged = list(self.judge.judge(page, found, earlier))
        for one in judged:
            self.tally.add(one.seen)
            self.each(one.seen)
        queries.note_lines(self.app.store, _clues(judged))


@define
class _Writing:
    """Writes page after page, some in each step of the change; without a change there is nothing to write.

    ``ending`` are the seconds that the end of a step took last: indexing words, and bringing all of it to the disk.
    """

    app: App
    judge: Judge
    tally: Tally
    change: Change | None
    remaining: Remaining
    ending: float = 0.0

    def step(self, pages: Iterator[list[Told]]) -> bool:
        """Write pages for some two seconds; return whether there may be more."""
        with ExitStack() as step:
            if self.change:
                step.enter_context(self.change.step())
                step.enter_context(self.app.store.in_bulk())
            more, until = False, monotonic() + max(_STEP - self.ending, _STEP / 3)
            for page in pages:
                self._write(page)
                if more := monotonic() > until:
                    break
            ends = monotonic()
        self.ending = monotonic() - ends
        return more

    def _write(self, page: list[Told]) -> None:
        found = self.judge.look_up(page)
        judged = list(self.judge.judge(page, found))
        if self.change:
            bulk.write(self.app, [*found.new.values(), *(one for one in found.stored.values() if one.touched)])
            self.judge.permit(judged)
        for one in judged:
            self.tally.add(one.seen)
            self.remaining.keep(one.seen, self.judge.terms)


def _pages(
    judge: Judge, pairs: Iterable[tuple[Record, Record]], reading: Reading, progress: Progress, size: int
) -> Iterator[list[Told]]:
    """Yield the records of a file (as written, in normal form), made contacts of, in pages of that size."""
    records, done = enumerate(pairs, 1), 0
    with _no_collector() as collect:
        while read := [*islice(records, size)]:
            page = [judge.taking.take(number, *both) for number, both in read]
            read.clear()
            yield page
            page.clear()
            collect()
            progress(reading.position - done)
            done = reading.position


@contextmanager
def _no_collector() -> Iterator[Callable[[], object]]:
    """Keep the collector of cycles still; a function to call where there is little to look through.

    Among the many records of a page, none of which is in a cycle, it would spend as much time as all the rest.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield lambda: gc.collect(0)
    finally:
        if was:
            gc.enable()


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
