"""Takes a file that a page sends, finds out what it is, and keeps what is answered about it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.attachments.model import file_name
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.model import Problem
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import Need
from outreach_crm.text import say
from outreach_crm.transfer.mapping.fields import read_target
from outreach_crm.transfer.model import ColumnMapping
from outreach_crm.transfer.service import files, stages
from outreach_crm.transfer.service.mappings import fitting_mapping, get_mapping, save_mapping
from outreach_crm.transfer.service.outcomes import Terms
from outreach_crm.transfer.service.reading import Reading, read
from outreach_crm.transfer.service.stages import Stages, Upload

MOST_COLUMNS = 300
"""Columns that a page can show; a list of contacts has fewer."""
_PASTED = "pasted rows.csv"


def receive(app: App, name: str, stream: BinaryIO) -> Upload:
    """Take a file that somebody sends, if it is one that contacts are read from, and keep it for some days.

    Args:
        app: the App.
        name: how it is called where it comes from.
        stream: what is in it.

    Raises:
        InvalidInputError: it is too large, or nothing that contacts are read from; the sentence says what to do.
    """
    with files.folder() as place:
        path = place / (file_name(name) if name.strip() else _PASTED)
        files.saved(stream, path)
        found = _opened(app, path, Stages())
        with path.open("rb") as whole:
            kept = files.keep(app, files.IN, path.name, content=files.in_pieces(whole), notes=stages.as_notes(found))
    return stages.upload(app, kept.id)


def answer(app: App, file_id: int, key: str, value: str) -> Upload:
    """Answer a question that a file leaves open.

    Raises:
        InvalidInputError: it is none of the answers.
        ConflictError: it is imported already.
    """
    one = _open(app, file_id)
    return _again(app, one, evolve(one.stages, answers={**one.stages.answers, key: value}))


def use_mapping(app: App, file_id: int, name: str) -> Upload:
    """Read the columns as a kept mapping says, or as they are guessed where no name is given."""
    one = _open(app, file_id)
    fields = get_mapping(app, name).fields if name else None
    return _again(app, one, evolve(one.stages, mapping=name, fields=fields, kind=""))


def map_columns(app: App, file_id: int, fields: Mapping[str, str], *, kind: str = "", remember: str = "") -> Upload:
    """Say which column says what.

    Args:
        app: the App.
        file_id: the file.
        fields: header to field; an empty field leaves a column out.
        kind: what the rows are, where none says so itself.
        remember: a name under which it is kept for the next such file; empty for none.

    Raises:
        InvalidInputError: two columns say what can be said once, or none says how somebody is called.
        ConflictError: it is imported already.
    """
    one = _open(app, file_id)
    _check_once(app, one, fields)
    changed = dict(fields) != {column.header: column.field for column in one.stages.columns} or kind != one.stages.kind
    name = " ".join(remember.split())
    if changed:
        one = _again(app, one, evolve(one.stages, fields=dict(fields), kind=kind, mapping=name or one.stages.mapping))
    if name:
        save_mapping(app, ColumnMapping(name=name, fields=fields, kind=kind))
        one = stages.note(app, one, mapping=name)
    return one


def set_terms(app: App, file_id: int, terms: Terms, *, because: str = "") -> Upload:
    """Say on what terms a file is imported.

    Raises:
        InvalidInputError: something is missing; each problem names its question.
        NotFoundError: there is no such basis, purpose or sector.
        ConflictError: it is imported already.
    """
    one = _open(app, file_id)
    if problems := tuple(_lacking(app, terms)):
        raise InvalidInputError(say("Something is missing."), problems)
    if terms == one.stages.terms:
        return stages.note(app, one, because=because)
    return stages.note(app, one, terms=terms, because=because, counts=None, glance=None, job_id=None)


def opened(app: App, path: Path, known: Stages) -> Reading:
    """Open a file as it was answered and mapped."""
    mapping = None if known.fields is None else ColumnMapping(fields=known.fields, kind=known.kind)
    return read(app, path, mapping=mapping, **known.options())


def _open(app: App, file_id: int) -> Upload:
    one = stages.upload(app, file_id)
    if one.stages.taken or stages.is_cut_off(app, one):
        raise ConflictError(
            say("{name} is imported already; send it again to import it on other terms.", name=one.name)
        )
    return one


def _again(app: App, one: Upload, wanted: Stages) -> Upload:
    """Open a file anew, and keep what was found; what was seen of it before holds no more."""
    with files.on_disk(app, one.file) as path:
        found = _opened(app, path, wanted)
    files.note(app, one.id, stages.as_notes(found))
    return Upload(one.file, found)


def _opened(app: App, path: Path, known: Stages) -> Stages:
    reading = opened(app, path, known)
    if len(reading.columns) > MOST_COLUMNS:
        raise InvalidInputError(
            say(
                "{path} has {number:,} columns; take out those that say nothing of contacts.",
                path=path.name,
                number=len(reading.columns),
            )
        )
    if known.fields is None and reading.columns and (fitting := fitting_mapping(app, reading.header)):
        known = evolve(known, mapping=fitting.name, fields=fitting.fields, kind=fitting.kind)
        reading = opened(app, path, known)
    return evolve(
        known,
        format=reading.format,
        kind=known.kind or reading.mapping.kind,
        columns=reading.columns or known.columns if reading.questions else reading.columns,
        questions=reading.questions,
        notes=tuple(one.sentence for one in reading.problems),
        counts=None,
        glance=None,
        problems=(),
        job_id=None,
    )


def _check_once(app: App, one: Upload, fields: Mapping[str, str]) -> None:
    """Refuse two columns that say what has room for one, each beside its question (``c0`` for the first column)."""
    own = [field.key for field in contacts.own_fields(app)]
    taken: dict[str, str] = {}
    problems = []
    for n, column in enumerate(one.stages.columns):
        text = fields.get(column.header, "")
        if text and read_target(text, own).once:
            if text in taken:
                sentence = say("The column {other} says that already; leave one of them out.", other=taken[text])
                problems.append(Problem(field=f"c{n}", sentence=sentence))
            taken.setdefault(text, column.header)
    if problems:
        raise InvalidInputError(say("Two columns say the same."), tuple(problems))


def _lacking(app: App, terms: Terms) -> Iterable[Problem]:
    """Yield what must be said for a basis."""
    if not terms.basis:
        return
    if not terms.purpose:
        yield Problem(field="purpose", sentence=say("Say for which purpose the basis holds."))
    needs = privacy.find_basis(app, terms.basis).needs
    if {Need.WORDING, Need.PROOF} & {*needs} and not terms.wording.strip():
        yield Problem(field="wording", sentence=say("Write what exactly they agreed to; the law wants it shown later."))
