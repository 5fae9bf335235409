"""Pages of an import: send a file, say which column says what, see what would become of each line, import, report.

Each stage is an address; whoever comes back finds what they answered.
"""

from io import BytesIO

from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.jobs import service as jobs
from outreach_crm.jobs.model import Job
from outreach_crm.model import Ref
from outreach_crm.privacy import service as privacy
from outreach_crm.text import say
from outreach_crm.transfer import service
from outreach_crm.transfer.service import OnDuplicate, Outcome, Terms, Upload
from outreach_crm.transfer.web.asked import column_fields, term_fields
from outreach_crm.transfer.web.titles import OUTCOMES, WHY, field_title
from outreach_crm.web import asking
from outreach_crm.web.lists import further, number_asked
from outreach_crm.web.office import Answer, Office, done, lead_to, page
from outreach_crm.web.sending import handed

pages = Office("imports", "outreach_crm.transfer")

_PAGE = 50
# Several files may be sent at once; each is measured for itself.
_MOST = service.LARGEST + (1 << 20)


@pages.form("", most_bytes=_MOST)
def start(app: App) -> Answer:
    """Send a file, or go on with one that was sent."""
    form = asking.read(
        Field(key="pasted", label=say("Or paste rows here"), kind=Kind.LINES, hint=say("As copied from a spreadsheet."))
    )
    if form.ready:
        with asking.told(form) as outcome:
            first = _received(app)
            return _to("columns", first)
        form = outcome.form
    importers = [(one.title, " ".join(one.suffixes)) for one in app.plugins.importers()]
    most = service.LARGEST >> 20
    return page("transfer/start.html", form, waiting=service.uploads(app), importers=importers, most=most)


@pages.look("/<int:file_id>")
def go_on(app: App, file_id: int) -> Response:
    """Go to the furthest stage of a file."""
    one = service.upload(app, file_id)
    where = "columns" if one.stages.counts is None else "preview"
    if one.stages.taken or service.is_cut_off(app, one):
        where = "report"
    return _to(where, one)


@pages.form("/<int:file_id>/columns")
def columns(app: App, file_id: int) -> Answer:
    """Answer what the file leaves open, then say which column says what."""
    one = service.upload(app, file_id)
    if one.stages.questions:
        return _question(app, one)
    if not one.is_table:
        return _look(app, one) if request.method == "POST" else page("transfer/cards.html", one=one, stage="columns")
    form = asking.read(*column_fields(app, one))
    if form.ready:
        with asking.told(form) as outcome:
            fields = {column.header: form.text(f"c{n}") for n, column in enumerate(one.stages.columns)}
            one = service.map_columns(app, one.id, fields, kind=form.text("kind"), remember=form.text("remember"))
            return _look(app, one)
        form = outcome.form
    kept = service.list_mappings(app)
    return page("transfer/columns.html", form, one=one, stage="columns", why=WHY, kept=kept)


@pages.act("/<int:file_id>/mapping")
def mapping(app: App, file_id: int) -> Response:
    """Read the columns as a kept mapping says."""
    one = service.use_mapping(app, file_id, request.form.get("mapping", ""))
    told = say("The columns are read as kept under {name}.", name=one.stages.mapping)
    return done(told if one.stages.mapping else say("The columns are guessed anew."), _path("columns", one))


@pages.look("/<int:file_id>/preview")
def preview(app: App, file_id: int) -> Answer:
    """Show what would become of each line, in numbers and line by line."""
    one = service.upload(app, file_id)
    if one.stages.taken:
        return _to("report", one)
    if one.stages.counts is None:
        job = _job(app, one)
        return lead_to(Ref("jobs", job.id)) if job and not job.is_over else _to("columns", one)
    counts = one.stages.counts
    there = [outcome for outcome in OUTCOMES if counts.get(outcome)]
    shown = _outcome(request.args.get("show", ""), there)
    lines = service.lines(app, one, shown, after=number_asked("after"), limit=_PAGE + 1) if shown else []
    more = further(after=lines[_PAGE - 1].id) if len(lines) > _PAGE else ""
    return page(
        "transfer/preview.html",
        one=one,
        stage="preview",
        counts=counts,
        there=there,
        shown=shown,
        lines=lines[:_PAGE],
        more=more,
        titles=OUTCOMES,
        most=service.SHOWN,
        rule=_rule(one),
        basis=_basis(app, one),
        doubts=_doubts(one),
        field_title=field_title,
    )


@pages.act("/<int:file_id>/look")
def look(app: App, file_id: int) -> Response:
    """Look at the file again, as the book is now."""
    return _look(app, service.upload(app, file_id))


@pages.form("/<int:file_id>/terms")
def terms(app: App, file_id: int) -> Answer:
    """Say on what terms the file is imported."""
    one = service.upload(app, file_id)
    form = asking.read(*term_fields(app, one))
    if form.ready:
        with asking.told(form) as outcome:
            wanted = Terms(
                duplicates=OnDuplicate(form.text("duplicates")),
                sectors=form.answer("sectors"),
                basis=form.text("basis"),
                purpose=form.text("purpose"),
                wording=form.text("wording"),
            )
            one = service.set_terms(app, one.id, wanted, because=form.text("because"))
            return _look(app, one) if one.stages.counts is None else _to("preview", one)
        form = outcome.form
    return page("transfer/terms.html", form, one=one, stage="terms")


@pages.act("/<int:file_id>/import")
def take(app: App, file_id: int) -> Response:
    """Import the file as it was looked at."""
    return lead_to(Ref("jobs", service.begin_import(app, file_id)))


@pages.look("/<int:file_id>/report")
def report(app: App, file_id: int) -> Answer:
    """Show what an import did."""
    one = service.upload(app, file_id)
    cut_off = service.is_cut_off(app, one)
    if one.stages.taken is None and not cut_off:
        return _to("preview", one)
    return page("transfer/report.html", one=one, stage="report", taken=one.stages.taken, titles=OUTCOMES)


@pages.look("/<int:file_id>/refused")
def refused(app: App, file_id: int) -> Response:
    """Hand back the rows that were not taken in, each with its reason."""
    one = service.upload(app, file_id)
    taken = one.stages.taken
    if taken is None or not taken.refused:
        raise NotFoundError(say("Every row of that file was taken in."))
    return handed(taken.refused, service.pieces(app, one.id, service.REFUSED))


@pages.act("/<int:file_id>/drop")
def drop(app: App, file_id: int) -> Response:
    """Let go of a file; what was imported of it stays."""
    one = service.upload(app, file_id)
    service.drop(app, one.id)
    return done(say("{file} was thrown away. What was imported of it stays.", file=one.name), url_for(".start"))


def _received(app: App) -> Upload:
    """Keep all files that were sent, and return the first."""
    sent = [one for one in request.files.getlist("file") if one.filename]
    pasted = request.form.get("pasted", "")
    got = [service.receive(app, one.filename or "", one.stream) for one in sent]  # type: ignore[arg-type]
    if pasted.strip():
        got.append(service.receive(app, "", BytesIO(pasted.encode())))
    if not got:
        raise InvalidInputError(say("Choose a file, or paste some rows."))
    return got[0]


def _question(app: App, one: Upload) -> Answer:
    asked = one.stages.questions[0]
    choices = tuple(Choice(choice.value, choice.shown or choice.value) for choice in asked.choices)
    form = asking.read(Field(key="answer", label=asked.sentence, kind=Kind.ONE_OF, choices=choices))
    if form.ready:
        with asking.told(form) as outcome:
            return _to("columns", service.answer(app, one.id, asked.key, form.text("answer")))
        form = outcome.form
    return page("transfer/question.html", form, one=one, stage="columns")


def _look(app: App, one: Upload) -> Response:
    if one.stages.counts is None and (job := service.begin_look(app, one.id)) is not None:
        return lead_to(Ref("jobs", job))
    return _to("preview", one)


def _rule(one: Upload) -> str:
    told = {
        OnDuplicate.SKIP: say("are left out and handed back to you with the reason"),
        OnDuplicate.UPDATE: say("are taken for the contact they resemble"),
        OnDuplicate.ADD: say("are added as somebody else"),
    }
    return say("Those who are probably there already {what}.", what=told[one.stages.terms.duplicates])


def _basis(app: App, one: Upload) -> str:
    held = one.stages.terms
    if not held.basis:
        return say("No basis is said: nobody new may be turned to until one is recorded.")
    basis, purpose = privacy.find_basis(app, held.basis), privacy.find_purpose(app, held.purpose)
    return say(
        "People are held for {purpose} on this basis: {basis}.",
        purpose=purpose.title,
        basis=privacy.lawful(basis),
    )


def _doubts(one: Upload) -> dict[tuple[str, str], list[int]]:
    """Return the rows with a doubtful value, by the column and what is said of it."""
    found: dict[tuple[str, str], list[int]] = {}
    for problem in one.stages.problems:
        found.setdefault((problem.field, problem.sentence), []).append(problem.line or 0)
    return found


def _outcome(text: str, there: list[Outcome]) -> Outcome | None:
    return next((one for one in there if one.value == text), there[0] if there else None)


def _job(app: App, one: Upload) -> Job | None:
    try:
        return jobs.get(app, one.stages.job_id) if one.stages.job_id else None
    except NotFoundError:  # rows of jobs go sooner than files
        return None


def _path(view: str, one: Upload) -> str:
    return url_for(f"imports.{view}", file_id=one.id)


def _to(view: str, one: Upload) -> Response:
    return lead_to(_path(view, one))
