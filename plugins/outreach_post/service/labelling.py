"""Labels for a segment or a mailing: those we may write to, on sheets that may have been used before."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.errors import InvalidInputError, NotFoundError, RefusedError
from outreach_crm.model import Ref
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import Refusal
from outreach_crm.segments import service as segments
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


def make_labels(app: App, wanted: Wanted, *, because: str = "") -> Labelled:
    """Make labels, in the order of country, postcode and name; what leaves is written down.

    Raises:
        NotFoundError: there is neither a segment nor a mailing of that name, or no such purpose.
        InvalidInputError: there is nobody left, no such sheet of labels, or typst is not installed.
        RefusedError: there are warnings that nobody confirmed, or the file is there.
    """
    paper = stationery(app)
    sheet = read_sheet(wanted.sheet) if wanted.sheet else paper.labels
    if not 1 <= wanted.first <= sheet.size:
        raise InvalidInputError(f"A sheet has the labels 1 to {sheet.size}; there is no label {wanted.first}.")
    title, lines, left_out = _chosen(app, paper, wanted, because)
    if not lines:
        told = "; ".join(f"{one.n} {one.sentence} ({', '.join(one.names)})" for one in left_out)
        raise InvalidInputError(f"Nobody of {title} gets a label" + (f": {told}." if told else "."))
    made = set_labels(paper.press, lines, sheet, skip=wanted.first - 1, at=app.clock.now())
    write_file(wanted.file, made.pdf, replace=wanted.replace)
    used = wanted.first - 1 + len(lines)
    return Labelled(
        file=str(wanted.file),
        of=title,
        labels=len(lines),
        sheets=-(-used // sheet.size),
        next_label=used % sheet.size + 1,
        left_out=tuple(left_out),
    )


def _chosen(
    app: App, paper: Stationery, wanted: Wanted, because: str
) -> tuple[str, list[tuple[str, ...]], list[LeftOut]]:
    """Return what the labels are of, their lines, and who was left out; the access is written down."""
    mailing = _mailing(app, wanted.whom)
    with app.store.selection() as selection:
        if mailing:
            title, purpose = mailing.name, mailing.purpose
            selection.fill(labels.RECIPIENTS, dispatch_id=mailing.id)
        else:
            title, purpose = segments.get(app, wanted.whom).name, wanted.purpose
            segments.fill(app, selection, title)
        refusals = _clear(app, mailing, purpose)
        _check_warnings(app, wanted, purpose, refusals, because, mailing)
        there, names = addresses.of_selected(app.store), jobs.names(app.store)
    refused = {one.contact_id: one.sentence for one in reversed(refusals) if one.blocks}
    why = {one: refused.get(one) or ("" if one in there else "has no address for letters") for one in names}
    laid = {one: addresses.read(names[one], there[one]) for one, told in why.items() if not told}
    for one, address in laid.items():
        why[one] = lacking(paper.press, "\n".join(paper.lines(address)), names[one])
    fit = sorted((one for one in laid if not why[one]), key=lambda one: (laid[one].country, laid[one].postcode, one))
    with app.change("make labels", because=because, final=True):
        privacy.log_access(app, f"make labels of {title}", purpose, len(fit))
    return title, [paper.lines(laid[one]) for one in fit], _left_out(why, names)


def _mailing(app: App, whom: str) -> Dispatch | None:
    """Return the mailing that is meant, or None where a saved segment is: of two of one name the segment is."""
    try:
        segments.get(app, whom)
    except NotFoundError as unknown:
        try:
            return dispatch.resolve(app, whom)
        except NotFoundError:
            raise NotFoundError(f"There is neither a segment nor a mailing {whom!r}.") from unknown
    return None


def _clear(app: App, mailing: Dispatch | None, purpose: str) -> list[Refusal]:
    if mailing is None:
        return privacy.clear(app, purpose, "post")
    asked, sector = mailing.signed_up, mailing.sector
    return privacy.clear(app, purpose, "post", sector=sector, signed_up=asked, ref=mailing.ref)


def _check_warnings(
    app: App, wanted: Wanted, purpose: str, refusals: Sequence[Refusal], because: str, mailing: Dispatch | None
) -> None:
    blocked = {one.contact_id for one in refusals if one.blocks}
    warned = [one for one in refusals if not one.blocks and one.contact_id not in blocked]
    if not warned:
        return
    if not wanted.confirmed:
        told = "; ".join(f"{n} {sentence}" for sentence, n in Counter(one.sentence for one in warned).most_common(5))
        raise RefusedError(f"Somebody has to confirm the warnings: {told}. Give --confirm-warnings, and --because.")
    ref = Ref("dispatches", mailing.id) if mailing else None
    privacy.confirm_warnings(app, purpose, warned, because=because, ref=ref)


def _left_out(why: dict[int, str], names: dict[int, str]) -> list[LeftOut]:
    found: dict[str, list[str]] = {}
    for one, sentence in why.items():
        if sentence:
            found.setdefault(sentence, []).append(names[one])
    return [LeftOut(sentence=told, n=len(some), names=_first(some)) for told, some in sorted(found.items())]


def _first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names)[:3])
