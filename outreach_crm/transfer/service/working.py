"""Long work with a file that somebody sent: looking through all of it, and taking it in.

Each may be cut off at any moment and is then run again from its beginning: what was written already is found written,
and the import goes on under its own entry of the history.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.changes.model import State
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.jobs import service as jobs
from outreach_crm.jobs.model import Progress, Result
from outreach_crm.text import say, written
from outreach_crm.transfer.model import LookedAt
from outreach_crm.transfer.queries import files as queries
from outreach_crm.transfer.service import files, stages
from outreach_crm.transfer.service.importing import preview, take_in
from outreach_crm.transfer.service.memory import IMPORT
from outreach_crm.transfer.service.outcomes import Outcome, Preview, Report, Seen, Tally
from outreach_crm.transfer.service.stages import Glance, Taken, Upload
from outreach_crm.transfer.service.uploading import opened

SHOWN = 1_000
"""Lines of one outcome that are shown; all are counted."""
_AT_ONCE = 256 * 1024
_PROBLEMS = 100


def begin_look(app: App, file_id: int) -> int | None:
    """Look through a file at once where that takes a moment; return the number of the job that does it, else None.

    Raises:
        InvalidInputError: a question is open.
    """
    one = stages.upload(app, file_id)
    if one.stages.questions:
        raise InvalidInputError(one.stages.questions[0].sentence)
    if one.file.size <= _AT_ONCE:
        look(app, lambda *_: None, file=file_id)
        return None
    return _begun(app, one, "import-preview", say("Preview of {name}", name=one.name))


def begin_import(app: App, file_id: int) -> int:
    """Have a file taken in as it was looked at last, and return the number of the job; a second press is the same job.

    Raises:
        ConflictError: nobody looked at it on these terms, or it is imported already.
    """
    one = stages.upload(app, file_id)
    if one.stages.taken:
        raise ConflictError(say("{name} is imported already.", name=one.name))
    if one.stages.counts is None and one.stages.change_id is None:
        raise ConflictError(say("Look first at what would become of {name}.", name=one.name))
    return _begun(app, one, "import", say("Import of {name}", name=one.name))


def look(app: App, progress: Progress, *, file: int) -> Result:
    """Look through a file and keep what would become of its lines; called by a job, or at once."""
    one = stages.upload(app, file)
    seen, mark = _Seen(), journal.mark(app)
    with files.on_disk(app, one.file) as path:
        reading = opened(app, path, one.stages)
        told = _Told(progress, reading.size)
        looked = preview(app, reading, path, one.stages.terms, each=seen.add, progress=told.more)
    problems = tuple(looked.tally.problems[:_PROBLEMS])
    few = mark and len(looked.duplicates) <= SHOWN
    glance = Glance(mark=mark, sha256=looked.sha256, likely=looked.duplicates) if few else None
    with app.store.write():
        now = stages.upload(app, file)
        queries.keep_lines(app.store, file, seen.lines)
        # Whatever was answered meanwhile was not looked at.
        if now.stages.fields == one.stages.fields and now.stages.terms == one.stages.terms:
            counts = dict(looked.tally.numbers())
            stages.note(app, now, counts=counts, glance=glance, problems=problems, job_id=None)
    sentence = say("{file} was looked at; nothing is written yet.", file=one.name)
    return Result(sentence=sentence, path=f"/import/{file}/preview")


def take(app: App, progress: Progress, *, file: int) -> Result:
    """Take a file in; called by a job."""
    one = stages.upload(app, file)
    if one.stages.taken is None:
        one = _taken(app, one, progress)
    counts = one.stages.taken.counts if one.stages.taken else {}
    sentence = say(
        "{file}: {new} added, {changed} changed.",
        file=one.name,
        new=counts.get(Outcome.NEW, 0),
        changed=counts.get(Outcome.CHANGED, 0),
    )
    return Result(sentence=sentence, path=f"/import/{file}/report", change_id=one.stages.change_id)


def lines(app: App, one: Upload, outcome: Outcome, *, after: int = 0, limit: int = 50) -> list[LookedAt]:
    """Return what would become of lines of one outcome, a page of them; who must not be named is in none."""
    return queries.lines(app.store, one.id, outcome.value, after=after, limit=limit)


def _taken(app: App, one: Upload, progress: Progress) -> Upload:
    with files.on_disk(app, one.file) as path:
        reading = opened(app, path, one.stages)
        known = _known(app, one)
        told = _Told(progress, reading.size if known else 2 * reading.size)
        looked = known or preview(app, reading, path, one.stages.terms, progress=told.more)
        whole = dict(looked.tally.numbers())
        resumes = _cut_off(app, one, looked.sha256)
        if resumes:  # what was written before it was cut off is not new any more
            whole = dict(one.stages.counts or whole)
        noting = _Noting(app, stages.note(app, one, counts=whole), told)
        report = take_in(
            app,
            opened(app, path, one.stages),
            path,
            looked,
            because=one.stages.because,
            progress=noting.more,
            resumes=resumes,
        )
        return _finished(app, noting.one, report, whole)


def _known(app: App, one: Upload) -> Preview | None:
    """Return what the last look found, where nothing was written since."""
    glance, counts = one.stages.glance, one.stages.counts
    if glance is None or counts is None or glance.mark != journal.mark(app):
        return None
    tally = Tally(counts=Counter(counts))
    return Preview(terms=one.stages.terms, tally=tally, duplicates=glance.likely, sha256=glance.sha256)


def _cut_off(app: App, one: Upload, sha256: str) -> int | None:
    """Return the actor's import of just this file that was cut off."""
    if stages.is_cut_off(app, one):
        return one.stages.change_id
    found = (journal.get(app, number) for number in journal.cut_off(app, IMPORT, sha256))
    return max(
        (entry.id for entry in found if entry.by == app.actor.name and entry.state is State.INTERRUPTED), default=None
    )


def _finished(app: App, one: Upload, report: Report, counts: dict[str, int]) -> Upload:
    """Keep what was not taken in, let go of the file itself, and write down what was done."""
    left = Path(report.refused_file) if report.refused_file else None
    with app.store.write():
        queries.empty(app.store, one.id)
        if left:
            files.put(app, one.id, files.REFUSED, left)
        queries.measure(app.store, one.id, one.name, left.stat().st_size if left else 0)
        number = one.stages.change_id or report.change_id
        taken = Taken(counts=counts, change_id=number, refused=left.name if left else "")
        return stages.note(app, one, taken=taken, change_id=number, problems=report.problems[:_PROBLEMS])


def _begun(app: App, one: Upload, work: str, title: str) -> int:
    with app.store.write():
        if (there := jobs.at_work(app, work, file=one.id)) is not None:
            return there.id
        started = jobs.start(app, work, {"file": one.id}, title=title)
        stages.note(app, stages.upload(app, one.id), job_id=started.id)
        return started.id


@define
class _Seen:
    """The first lines of each outcome, as they are kept."""

    lines: list[dict[str, Any]] = field(factory=list)
    counts: Counter[str] = field(factory=Counter)

    def add(self, seen: Seen) -> None:
        self.counts[seen.outcome.value] += 1
        if seen.outcome is Outcome.SUPPRESSED or self.counts[seen.outcome.value] > SHOWN:
            return
        changes = [(one.field, one.before, one.after) for one in seen.changes]
        self.lines.append(
            {
                "outcome": seen.outcome.value,
                "line": seen.line,
                "name": seen.name,
                "contact_id": seen.contact_id,
                "sentence": str(seen.sentence),
                "said": written(seen.sentence),
                "changes": json.dumps(changes, ensure_ascii=False),
            }
        )


@define
class _Told:
    """Adds up how far a file was read."""

    progress: Progress
    size: int
    done: int = 0

    def more(self, read: int) -> None:
        self.done += read
        self.progress(min(self.done, self.size), self.size or None)


@define
class _Noting:
    """Writes down the change of an import as soon as there is one, with the first rows it writes."""

    app: App
    one: Upload
    told: _Told

    def more(self, read: int) -> None:
        change = self.app.journal.open
        if change is not None and self.one.stages.change_id != change.id:
            self.one = stages.note(self.app, self.one, change_id=change.id)
        self.told.more(read)
