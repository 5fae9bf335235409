"""Export: contacts leave for a file, those we may turn to for the purpose, and both journals say so."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path
from pkgutil import resolve_name
from typing import BinaryIO

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError, NotFoundError, RefusedError
from outreach_crm.formats import Exporter
from outreach_crm.meaning import suggestion
from outreach_crm.model import Ref
from outreach_crm.policy import Action, demand
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import Refusal
from outreach_crm.segments import service as segments
from outreach_crm.segments.model import Segment
from outreach_crm.storage.private_file import replacing
from outreach_crm.text import say
from outreach_crm.transfer.model import ExportQuestion, Record
from outreach_crm.transfer.queries import exported as queries
from outreach_crm.transfer.service.agreeing import demand_second
from outreach_crm.transfer.service.describing import Describer

_PAGE = 500


@frozen(kw_only=True)
class Reason:
    """A rule that keeps contacts back or warns of them: its key, how many, and what it says of the first of them."""

    rule: str
    count: int
    sentence: str


@frozen(kw_only=True)
class Look:
    """What would be exported.

    Args:
        segment: how the segment reads.
        purpose: key of the purpose.
        counts: ``selected`` in the segment, ``exported`` and ``left_out`` of them.
        left_out: why contacts are left out; one may be in several.
        warnings: what is to be confirmed before the others leave.
    """

    segment: str
    purpose: str
    counts: dict[str, int]
    left_out: tuple[Reason, ...]
    warnings: tuple[Reason, ...]


@frozen
class Cleared:
    """The contacts that may leave: who was asked for, what there is to say of them, and of whom there are warnings."""

    question: ExportQuestion
    look: Look
    ids: "array[int]"
    warned: tuple[Refusal, ...]


@frozen(kw_only=True)
class Exported:
    """What was exported: how many contacts to which file, and why others were left out; ``change_id`` is its entry."""

    file: str
    format: str
    purpose: str
    counts: dict[str, int]
    left_out: tuple[Reason, ...]
    change_id: int


class Leaving:
    """Contacts to be written, read from the database page by page as often as they are gone through."""

    def __init__(self, app: App, ids: Sequence[int], progress: Callable[[int], None]) -> None:
        self._describer = Describer(app)
        self._ids = ids
        self._progress = progress

    def __iter__(self) -> Iterator[Record]:
        for start in range(0, len(self._ids), _PAGE):
            page = self._ids[start : start + _PAGE]
            yield from self._describer.records(page)
            self._progress(len(page))


def whom(app: App, segment: str = "", lines: Sequence[str] = (), *, sector: str = "") -> Segment:
    """Return whom an export is about: a saved segment, conditions, a sector, or what narrows each other; else all.

    Raises:
        NotFoundError: there is no such segment, condition or sector.
        InvalidInputError: several segments fit, or a condition cannot be right.
    """
    return segments.chosen(app, segment, [*lines, *([f"sector={sector}"] if sector else [])])


def cleared(app: App, segment: Segment, purpose: str, *, channel: str = "", sector: str = "") -> Cleared:
    """Return whom of a segment may leave for a purpose, and who is left out and why.

    Args:
        app: the App.
        segment: whom is meant; see ``segments.service.chosen``.
        purpose: key of the purpose they are turned to for.
        channel: by which way they will be turned to; empty where that is not known.
        sector: key of the sector for which; empty for none.

    Raises:
        NotFoundError: there is no such purpose or sector.
        InvalidInputError: nobody can be reached by that channel.
    """
    with app.store.selection() as selection:
        chosen = segments.fill(app, selection, segment)
        ids, refusals = _clear(app, purpose, channel, sector)
    blocked = {one.contact_id for one in refusals if one.blocks}
    warned = tuple(one for one in refusals if not one.blocks and one.contact_id not in blocked)
    look = Look(
        segment=segments.sentence(app, segment),
        purpose=purpose,
        counts={"selected": chosen, "exported": len(ids), "left_out": chosen - len(ids)},
        left_out=_reasons([one for one in refusals if one.blocks]),
        warnings=_reasons(warned),
    )
    question = ExportQuestion(
        conditions=tuple(segments.words_of(segment)), purpose=purpose, sector=sector, channel=channel
    )
    return Cleared(question, look, ids, warned)


def still_cleared(app: App, ids: Iterable[int], purpose: str, *, channel: str = "", sector: str = "") -> set[int]:
    """Return those of some contacts that may leave for a purpose now; see :func:`cleared`.

    Raises:
        NotFoundError: there is no such purpose or sector any more.
    """
    with app.store.selection() as selection:
        selection.fill(queries.CHOSEN, ids=app.store.numbers(ids))
        return {*_clear(app, purpose, channel, sector)[0]}


def _clear(app: App, purpose: str, channel: str, sector: str) -> "tuple[array[int], list[Refusal]]":
    """Return who of the open selection may leave, and all that speaks against anybody."""
    # For what needs no basis, such as keeping records, nobody is turned to too often.
    turned_to = privacy.find_purpose(app, purpose).needs_basis
    way = privacy.check_channel(app, channel)
    refusals = privacy.clear(app, purpose, way, sector=sector, signed_up=not turned_to)
    blocked = {one.contact_id for one in refusals if one.blocks}
    return array("q", (number for number in queries.selected(app.store) if number not in blocked)), refusals


def export(
    app: App,
    leaves: Cleared,
    exporter: Exporter,
    file: Path | BinaryIO,
    *,
    because: str = "",
    replace: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> Exported:
    """Write contacts to a file, for its owner's eyes only, noted first: a part of a file has left all the same.

    Args:
        app: the App.
        leaves: who leaves; see :func:`cleared`.
        exporter: the format; see :func:`exporter_of`.
        file: where to; or an open binary file, which stays open.
        because: why; needed where there are warnings, which it confirms.
        replace: whether a file that is there is replaced.
        progress: told how many contacts were read; twice as many in all as there are.

    Raises:
        InvalidInputError: there are warnings and no reason to go on.
        RefusedError: the file is there, or so many leave that a second person has to agree first.
        ConflictError: contacts were changed meanwhile.
    """
    _check_free(file, replace=replace)
    demand_second(app, leaves.question, len(leaves.ids))
    change_id = _note(app, leaves, exporter, because)
    with app.reaching(Action.EXPORT), replacing(file) if isinstance(file, Path) else nullcontext(file) as stream:
        _writer(exporter)(Leaving(app, leaves.ids, progress), stream)
    look, name = leaves.look, str(file) if isinstance(file, Path) else "-"
    return Exported(
        file=name,
        format=exporter.key,
        purpose=look.purpose,
        counts=look.counts,
        left_out=look.left_out,
        change_id=change_id,
    )


def export_one(app: App, contact_id: int, exporter: Exporter, file: Path | BinaryIO, *, replace: bool = False) -> None:
    """Write one contact to a file, such as a vCard for a telephone, noted in the log of access first.

    Raises:
        NotFoundError: there is no such contact, or it is in the trash.
        RefusedError: the file is there, or whoever acts may take nothing out.
    """
    demand(app.actor, Action.EXPORT, Ref("contacts", contact_id))
    found = contacts.get(app, contact_id)
    if found.trashed_on:
        raise NotFoundError(say("{name} is in the trash; restore it first.", name=found.name))
    _check_free(file, replace=replace)
    privacy.log_access(app, say("take out a contact as {format}", format=exporter.title), contact_id=contact_id)
    with app.reaching(Action.EXPORT), replacing(file) if isinstance(file, Path) else nullcontext(file) as stream:
        _writer(exporter)(Leaving(app, [contact_id], lambda _: None), stream)


def _note(app: App, leaves: Cleared, exporter: Exporter, because: str) -> int:
    """Write an export into the history and the log of access, and return the number of its change."""
    purpose, count = leaves.look.purpose, len(leaves.ids)
    why = "; ".join(part for part in (because, f"{count:,} as {exporter.title} for {purpose}") if part)
    with app.change("export contacts", because=why, final=True, action=Action.EXPORT) as change:
        if leaves.warned:
            privacy.confirm_warnings(app, purpose, leaves.warned, because=because)
        privacy.log_access(app, say("export contacts as {format}", format=exporter.title), purpose, count)
    return change.id


def exporter_of(app: App, key: str, file: Path | None = None) -> Exporter:
    """Return the format of a key, else that of the name of a file, else the first.

    Raises:
        InvalidInputError: there is no such format, or what it needs is not installed.
    """
    known = app.plugins.exporters()
    found = next((one for one in known if one.key == key), None)
    if not key:
        name = file.name.lower() if file else known[0].suffixes[0]
        found = next((one for one in known if name.endswith(one.suffixes)), None)
    if found is None:
        keys = [one.key for one in known]
        what = repr(key) if key else say("the ending of {file}", file=file)
        raise InvalidInputError(
            say(
                "No format is meant by {what}{suggestion}; there are {names}.",
                what=what,
                suggestion=suggestion(key, keys),
                names=", ".join(keys),
            )
        )
    if found.needs and find_spec(found.needs[0]) is None:
        raise InvalidInputError(
            say(
                "{title} is written with a package that is not installed;"
                " install it with: pip install 'outreach-crm[{needs}]'",
                title=found.title,
                needs=found.needs[1],
            )
        )
    return found


def _reasons(refusals: Sequence[Refusal]) -> tuple[Reason, ...]:
    counts = Counter(one.rule for one in refusals)
    first = {one.rule: one.sentence for one in reversed(refusals)}
    return tuple(Reason(rule=rule, count=count, sentence=first[rule]) for rule, count in counts.most_common())


def _writer(exporter: Exporter) -> Callable[[Leaving, BinaryIO], None]:
    writer: Callable[[Leaving, BinaryIO], None] = resolve_name(exporter.target)
    return writer


def _check_free(path: Path | BinaryIO, *, replace: bool) -> None:
    if not isinstance(path, Path):
        return
    if path.is_dir():
        raise InvalidInputError(say("{path} is a folder; give the name of a file in it.", path=path))
    if path.exists() and not replace:
        raise RefusedError(say("{path} is there already; give another name, or --replace.", path=path))
