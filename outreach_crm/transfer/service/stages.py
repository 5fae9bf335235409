"""An import in stages, each kept with its file: what was asked and answered, which column says what, on what terms.

Somebody may go back and forth between them, leave, and come again; what was answered before stays.
"""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.changes.model import State
from outreach_crm.contacts.service import Candidate
from outreach_crm.model import Problem
from outreach_crm.text import as_parts, from_parts
from outreach_crm.transfer.model import Column, KeptFile, Question
from outreach_crm.transfer.service import files
from outreach_crm.transfer.service.outcomes import Terms

if TYPE_CHECKING:
    from cattrs import Converter

_YES_NO = {"yes": True, "no": False}


@frozen(kw_only=True)
class Taken:
    """What an import did: how many of each outcome, its change, and the name of the file of what it did not take in."""

    counts: Mapping[str, int]
    change_id: int | None
    refused: str = ""


@frozen(kw_only=True)
class Glance:
    """What a look found, so that an import need not look again as long as nothing is written in between.

    Args:
        mark: of the journal when it began; see :func:`outreach_crm.changes.service.mark`.
        sha256: digest of the file.
        likely: the probable duplicates, by the number of the record.
    """

    mark: str
    sha256: str
    likely: Mapping[int, Candidate]


@frozen(kw_only=True)
class Stages:
    """How far a file is.

    Args:
        answers: what was answered to the questions of a file, by their keys, and ``country``.
        mapping: the name of the kept mapping it is read by.
        fields: which column says what, as somebody chose; None where it was only guessed.
        kind: what the rows are, where none says so itself.
        format: key of the importer that reads it.
        columns: the columns, with samples.
        questions: what must be answered first.
        notes: what is odd about the file as a whole.
        terms: on which terms.
        because: why.
        counts: how many of each outcome there would be; None where nobody looked since something was altered.
        glance: what that look found; None where it found too much to be kept.
        problems: the first doubtful values.
        job_id: the job that looks at it or takes it in.
        change_id: the change that takes it in, as soon as there is one.
        taken: what was done, when all is done.
    """

    answers: Mapping[str, str] = field(factory=dict)
    mapping: str = ""
    fields: Mapping[str, str] | None = None
    kind: str = ""
    format: str = ""
    columns: tuple[Column, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()
    terms: Terms = field(factory=Terms)
    because: str = ""
    counts: Mapping[str, int] | None = None
    glance: Glance | None = None
    problems: tuple[Problem, ...] = ()
    job_id: int | None = None
    change_id: int | None = None
    taken: Taken | None = None

    def options(self) -> dict[str, Any]:
        """Return the answers as :func:`outreach_crm.transfer.service.reading.read` is given them."""
        given: dict[str, Any] = dict(self.answers)
        return {
            key: _YES_NO.get(value, value) if key in {"header", "day_first"} else value for key, value in given.items()
        }


@frozen
class Upload:
    """A file that somebody sent to be imported, and how far it is."""

    file: KeptFile
    stages: Stages

    @property
    def id(self) -> int:
        """Its number."""
        return self.file.id

    @property
    def name(self) -> str:
        """How it is called."""
        return self.file.name

    @property
    def is_table(self) -> bool:
        """Whether its columns can be mapped."""
        return bool(self.stages.columns)


def upload(app: App, file_id: int) -> Upload:
    """Return a file that was sent to be imported.

    Raises:
        NotFoundError: there is none of that number for the actor, or its days are over.
    """
    return _upload(files.get(app, file_id, files.IN))


def uploads(app: App) -> list[Upload]:
    """Return the files that were sent to be imported and that the actor may see, the latest first."""
    return [_upload(one) for one in files.listed(app, files.IN)]


def is_cut_off(app: App, one: Upload) -> bool:
    """Return whether an import began and did not come to its end, so that it can be gone on with or taken back."""
    number = one.stages.change_id
    return one.stages.taken is None and number is not None and journal.get(app, number).state is State.INTERRUPTED


def note(app: App, one: Upload, **altered: Any) -> Upload:
    """Write down how far a file is, and return it."""
    stages = evolve(one.stages, **altered)
    files.note(app, one.id, as_notes(stages))
    return Upload(one.file, stages)


def as_notes(stages: Stages) -> dict[str, Any]:
    """Return how far a file is as JSON knows it; sentences keep what they are made of."""
    told: dict[str, Any] = _converter().unstructure(stages)
    return told


def _upload(file: KeptFile) -> Upload:
    return Upload(file, _converter().structure(file.notes, Stages))


@cache
def _converter() -> "Converter":
    from cattrs import Converter

    made = Converter()
    made.register_unstructure_hook(str, as_parts)
    made.register_structure_hook(str, _text)
    return made


def _text(value: Any, kind: type[str]) -> str:
    text: str = from_parts(value)
    return text if kind is str else kind(text)  # a text of an enumeration
