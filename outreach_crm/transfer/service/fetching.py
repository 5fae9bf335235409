"""Exports that are made beside the pages: asked for, made by a job, fetched by whoever asked within two days.

Whether all of them may leave is asked once more when it is fetched.
"""

import json
from collections.abc import Iterator

from attrs import asdict, frozen

from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.jobs import service as jobs
from outreach_crm.jobs.model import Progress, Result
from outreach_crm.model import Problem
from outreach_crm.text import say, term
from outreach_crm.transfer.model import KeptFile
from outreach_crm.transfer.queries import files as queries
from outreach_crm.transfer.service import files
from outreach_crm.transfer.service.agreeing import demand_second
from outreach_crm.transfer.service.exporting import Cleared, cleared, export, exporter_of, still_cleared, whom


@frozen(kw_only=True)
class Order:
    """What is asked for.

    Args:
        purpose: key of what they are turned to for.
        format: key of the format.
        segment: the number of a saved segment; empty for everybody.
        sector: only those of a sector, and cleared for its network; empty for none.
        channel: by which way they will be turned to; empty where that is not known.
        because: why.
    """

    purpose: str
    format: str
    segment: str = ""
    sector: str = ""
    channel: str = ""
    because: str = ""


def weigh(app: App, order: Order) -> Cleared:
    """Return who would leave, who would not and why; see :func:`outreach_crm.transfer.service.exporting.cleared`."""
    segment = whom(app, order.segment, sector=order.sector)
    return cleared(app, segment, order.purpose, channel=order.channel, sector=order.sector)


def begin_export(app: App, order: Order) -> int:
    """Ask for an export, and return the number of the job that makes it.

    Raises:
        InvalidInputError: nobody would leave, or there are warnings and no reason to go on; or as :func:`weigh`.
        NotFoundError: as :func:`weigh`.
        RefusedError: so many leave that a second person has to agree first.
    """
    exporter = exporter_of(app, order.format)
    leaves = weigh(app, order)
    if not leaves.ids:
        raise InvalidInputError(say("Nobody would leave; there is nothing to export."))
    if leaves.warned and not order.because:
        problem = Problem(field="because", sentence=say("Say why you go on in spite of the warnings."))
        raise InvalidInputError(problem.sentence, (problem,))
    demand_second(app, leaves.question, len(leaves.ids))
    name = f"{order.purpose}-{app.clock.today()}{exporter.suffixes[0]}"
    with app.store.write():
        kept = files.keep(app, files.OUT, name, notes=asdict(order))
        title = say("Export for {purpose}", purpose=term(order.purpose))
        return jobs.start(app, "export", {"file": kept.id}, title=title).id


def make(app: App, progress: Progress, *, file: int) -> Result:
    """Make an export that was asked for; called by a job. One that is made already is not made again."""
    kept = files.get(app, file, files.OUT)
    if not kept.size:
        kept = _made(app, kept, progress)
    sentence = say("{file} can be fetched until {day}, by you alone.", file=kept.name, day=kept.until_on)
    return Result(sentence=sentence, path=f"/export/{file}")


def fetched(app: App, file_id: int) -> KeptFile:
    """Return an export of the actor's own that is made.

    Raises:
        NotFoundError: there is none of that number for the actor, its days are over, or it is still being made.
    """
    kept = files.get(app, file_id, files.OUT)
    if not kept.size:
        raise NotFoundError(say("This export is not made yet."))
    return kept


def left_since(app: App, kept: KeptFile) -> int:
    """Return how many of those in an export may not leave any more: they objected, were erased, or are out of sight.

    Raises:
        NotFoundError: its purpose or sector is not there any more.
    """
    order, whom = Order(**kept.notes), json.loads(b"".join(files.pieces(app, kept.id, files.WHOM)))
    still = still_cleared(app, whom, order.purpose, channel=order.channel, sector=order.sector)
    return len({*whom} - still)


def fetch(app: App, file_id: int) -> tuple[KeptFile, Iterator[bytes]]:
    """Return an export of the actor's own and what is in it, where all of them may still leave.

    Raises:
        NotFoundError: as :func:`fetched` and :func:`left_since`.
        ConflictError: not all of them may leave any more.
    """
    kept = fetched(app, file_id)
    if left_since(app, kept):
        raise ConflictError(say("Not everybody in {file} may leave any more. Have it made anew.", file=kept.name))
    return kept, files.pieces(app, kept.id)


def _made(app: App, kept: KeptFile, progress: Progress) -> KeptFile:
    order = Order(**kept.notes)
    leaves = weigh(app, order)
    total, done = 2 * len(leaves.ids), 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        progress(min(done, total), total)

    with files.folder() as place:
        path = place / kept.name
        export(app, leaves, exporter_of(app, order.format), path, because=order.because, progress=tell)
        with app.store.write():
            queries.put(app.store, kept.id, files.WHOM, [json.dumps(leaves.ids.tolist()).encode()])
            queries.measure(app.store, kept.id, kept.name, files.put(app, kept.id, files.FILE, path))
    return files.get(app, kept.id, files.OUT)
