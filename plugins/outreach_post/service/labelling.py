"""Labels for a segment or a mailing: those we may write to, on sheets that may have been used before."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.errors import InvalidInputError, NotFoundError, RefusedError
from outreach_crm.model import Ref
from outreach_crm.policy import Action
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import Refusal
from outreach_crm.segments import service as segments
from outreach_crm.text import Sentence, row, say
from outreach_crm.transfer import service as transfer
from outreach_crm.transfer.model import ExportQuestion
from outreach_post.model import read_sheet
from outreach_post.queries import addresses, jobs, labels
from outreach_post.service.filing import write_file
from outreach_post.service.stationery import Stationery, lacking, stationery
from outreach_post.typesetting import labels as set_labels


@frozen(kw_only=True)
class LeftOut:
    """Why contacts got no label: how many, and the first of their names."""

    sentence: str
    n: int
    names: tuple[str, ...]


@frozen(kw_only=True)
class Labelled:
    """What came of labels: the file, how many on how many sheets, and who was left out and why.

    ``next_label`` is the first free place of the last sheet, for the next time.
    """

    file: str
    of: str
    labels: int
    sheets: int
    next_label: int
    left_out: tuple[LeftOut, ...]


@frozen(kw_only=True)
class Wanted:
    """What labels are wanted.

    Args:
        whom: a saved segment, or a mailing.
        file: where they go.
        purpose: what the contacts are turned to for; of a mailing it is the mailing's.
        sheet: the sheet of labels; else as the settings say.
        first: the first label of the first sheet that is not used up, from 1.
        replace: whether a file that is there is replaced.
        confirmed: whether somebody goes on in spite of warnings.
    """

    whom: str
    file: Path
    purpose: str = "mailings"
    sheet: str = ""
    first: int = 1
    replace: bool = False
    confirmed: bool = False


@frozen(kw_only=True)
class LookedOver:
    """What labels would be made: of whom, how many, who is left out and why, and which warnings are to be confirmed."""

    of: str
    labels: int
    left_out: tuple[LeftOut, ...]
    warnings: tuple[LeftOut, ...]


def make_labels(app: App, wanted: Wanted, *, because: str = "") -> Labelled:
    """Make labels as a file; see :func:`press_labels`.

    Raises:
        RefusedError: the file is there.
    """
    made, pdf = press_labels(app, wanted, because=because)
    write_file(wanted.file, pdf, replace=wanted.replace)
    return made


def look_over(app: App, wanted: Wanted) -> LookedOver:
    """Return what labels would be made; nothing is made or written. Raises as :func:`press_labels`."""
    chosen = _chosen(app, stationery(app), wanted)
    warned = ((one.of_several, one.sentence, chosen.names.get(one.contact_id, "")) for one in chosen.warned)
    left_out = tuple(chosen.left_out)
    return LookedOver(of=chosen.title, labels=len(chosen.lines), left_out=left_out, warnings=tuple(_together(warned)))


def press_labels(app: App, wanted: Wanted, *, because: str = "") -> tuple[Labelled, bytes]:
    """Make labels, in the order of country, postcode and name; what leaves is written down.

    Returns:
        What came of it, and the document (PDF).

    Raises:
        NotFoundError: there is neither a segment nor a mailing of that name, or no such purpose.
        InvalidInputError: there is nobody left, no such sheet of labels, or typst is not installed.
        RefusedError: there are warnings that nobody confirmed, or a second person has to agree first.
    """
    paper = stationery(app)
    sheet = read_sheet(wanted.sheet) if wanted.sheet else paper.labels
    if not 1 <= wanted.first <= sheet.size:
        raise InvalidInputError(
            say("A sheet has the labels 1 to {size}; there is no label {first}.", size=sheet.size, first=wanted.first)
        )
    chosen = _chosen(app, paper, wanted)
    _check_warnings(app, wanted, chosen, because)
    if not chosen.lines:
        raise InvalidInputError(_nobody(chosen))
    transfer.demand_second(app, chosen.question, len(chosen.lines))
    with app.change("make labels", because=because, final=True, action=Action.EXPORT):
        whom = dispatch.open_name(app, chosen.mailing) if chosen.mailing else chosen.title
        privacy.log_access(app, say("make labels of {whom}", whom=whom), chosen.purpose, len(chosen.lines))
    made = set_labels(paper.press, chosen.lines, sheet, skip=wanted.first - 1, at=app.clock.now())
    used = wanted.first - 1 + len(chosen.lines)
    labelled = Labelled(
        file=str(wanted.file),
        of=chosen.title,
        labels=len(chosen.lines),
        sheets=-(-used // sheet.size),
        next_label=used % sheet.size + 1,
        left_out=tuple(chosen.left_out),
    )
    return labelled, made.pdf


@frozen(kw_only=True)
class _Chosen:
    """Whom labels are for: their lines, their names, who is left out, and the warnings about the others.

    ``question`` is what a second person agrees to, where they are many.
    """

    title: str
    question: ExportQuestion
    purpose: str
    mailing: Dispatch | None
    lines: list[tuple[str, ...]]
    names: dict[int, str]
    left_out: list[LeftOut]
    warned: list[Refusal]


def _chosen(app: App, paper: Stationery, wanted: Wanted) -> _Chosen:
    """Return what the labels are of, their lines, and who is left out; nothing is written."""
    mailing, said = _mailing(app, wanted.whom), tuple[str, ...]()
    with app.store.selection() as selection:
        if mailing:
            title, purpose, said = mailing.name, mailing.purpose, (f"mailing {mailing.id}",)
            selection.fill(labels.RECIPIENTS, dispatch_id=mailing.id)
        else:
            found = segments.get(app, wanted.whom)
            title, purpose, said = found.name, wanted.purpose, tuple(segments.words_of(found))
            segments.fill(app, selection, title)
        refusals = _clear(app, mailing, purpose)
        there, names = addresses.of_selected(app.store), jobs.names(app.store)
    refused = {one.contact_id: one for one in reversed(refusals) if one.blocks}
    why = {
        one: (one in refused and refused[one].sentence) or ("" if one in there else say("has no address for letters"))
        for one in names
    }
    laid = {one: addresses.read(names[one], there[one]) for one, told in why.items() if not told}
    for one, address in laid.items():
        why[one] = lacking(paper.press, "\n".join(paper.lines(address)), names[one])
    fit = sorted((one for one in laid if not why[one]), key=lambda one: (laid[one].country, laid[one].postcode, one))
    return _Chosen(
        title=title,
        question=ExportQuestion(conditions=said, purpose=purpose, channel="post"),
        purpose=purpose,
        mailing=mailing,
        lines=[paper.lines(laid[one]) for one in fit],
        names=names,
        left_out=_together(
            (refused[one].of_several if one in refused else told, told, names[one]) for one, told in why.items() if told
        ),
        warned=[one for one in refusals if not one.blocks and one.contact_id not in refused],
    )


def _mailing(app: App, whom: str) -> Dispatch | None:
    """Return the mailing that is meant, or None where a saved segment is: of two of one name the segment is."""
    try:
        segments.get(app, whom)
    except NotFoundError as unknown:
        try:
            return dispatch.resolve(app, whom)
        except NotFoundError:
            raise NotFoundError(say("There is neither a segment nor a mailing {whom!r}.", whom=whom)) from unknown
    return None


def _clear(app: App, mailing: Dispatch | None, purpose: str) -> list[Refusal]:
    if mailing is None:
        return privacy.clear(app, purpose, "post")
    asked, sector = mailing.signed_up, mailing.sector
    return privacy.clear(app, purpose, "post", sector=sector, signed_up=asked, ref=mailing.ref)


def _nobody(chosen: _Chosen) -> Sentence:
    if not chosen.left_out:
        return say("Nobody of {whom} gets a label.", whom=chosen.title)
    left_out = (
        say("{n} {why} ({names})", n=one.n, why=one.sentence, names=", ".join(one.names)) for one in chosen.left_out
    )
    return say("Nobody of {whom} gets a label: {told}.", whom=chosen.title, told=row(left_out, "; "))


def _check_warnings(app: App, wanted: Wanted, chosen: _Chosen, because: str) -> None:
    if not chosen.warned:
        return
    if not wanted.confirmed:
        counted = Counter(one.of_several for one in chosen.warned).most_common(5)
        told = row((say("{n} {what}", n=n, what=sentence) for sentence, n in counted), "; ")
        raise RefusedError(
            say("Somebody has to confirm the warnings: {told}. Give --confirm-warnings, and --because.", told=told)
        )
    ref = Ref("dispatches", chosen.mailing.id) if chosen.mailing else None
    privacy.confirm_warnings(app, chosen.purpose, chosen.warned, because=because, ref=ref)


def _together(all_told: Iterable[tuple[str, str, str]]) -> list[LeftOut]:
    """Count contacts by reason: given as it is said of several, as it is said of this one alone, and the name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for of_several, alone, name in all_told:
        found.setdefault(of_several, []).append((alone, name))
    return [
        LeftOut(sentence=some[0][0] if len(some) == 1 else told, n=len(some), names=_first(name for _, name in some))
        for told, some in sorted(found.items())
    ]


def _first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names)[:3])
