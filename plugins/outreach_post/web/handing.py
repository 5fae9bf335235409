"""Pages of what was printed: jobs in hand, what became of each, what must be pulled."""

from flask import Response, url_for

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import State
from outreach_crm.forms import Field, Kind
from outreach_crm.model import Ref
from outreach_crm.policy import Action
from outreach_crm.text import count, say
from outreach_crm.web import asking, sending
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, done, page
from outreach_crm.web.wording import language_name
from outreach_post.model import HandedOn, JobKind, Laid
from outreach_post.service import handing
from outreach_post.web.blueprint import mailing_asked, pages, shown

_LIMIT = 100
# Bytes of the numbers of 100,000 sheets.
_MOST = 1_000_000
_WAYS = frozenset({"post", "household", "phone"})
_KINDS = {JobKind.LETTERS: say("letters"), JobKind.CALLS: say("calls")}


@pages.lists("")
def listed(app: App) -> Listing:
    """List what was printed, the latest first, of all mailings or of one."""
    mailing = mailing_asked()
    rows = handing.list_jobs(app, str(mailing) if mailing else "", _LIMIT + 1)
    under_way = dispatch.list_dispatches(app, states=(State.APPROVED, State.SENDING))
    due = [(one, n) for one in under_way if one.channel in _WAYS and (n := dispatch.to_send(app, one.id))]
    return Listing(
        title=say("Letters and calls"),
        columns=(
            Column(title=say("Job"), value=lambda one: one.id, ref=lambda one: Ref("post_jobs", one.id)),
            Column(title=say("Mailing"), value=lambda one: one.dispatch, ref=_mailing),
            Column(title=say("What"), value=lambda one: say("{n} {what}", n=one.sheets, what=_KINDS[one.kind])),
            Column(title=say("In hand"), value=lambda one: one.open or None),
            Column(title=say("Done"), value=lambda one: one.posted or None, lesser=True),
            Column(title=say("Language"), value=lambda one: language_name(one.language), lesser=True),
            Column(title=say("Made on"), value=lambda one: one.made_at, lesser=True),
        ),
        rows=rows,
        most=_LIMIT,
        empty=say("Nothing was printed yet. A mailing that goes by letter is printed as it is sent."),
        template="outreach_post/jobs.html",
        context={"due": due, "pull": len(handing.pull_list(app))},
    )


def _mailing(one: object) -> Ref:
    return Ref("dispatches", getattr(one, "dispatch_id", 0))


@pages.look("/<int:job_id>")
def show(app: App, job_id: int) -> Answer:
    """Show a job sheet by sheet, and say what became of it."""
    job = handing.get(app, job_id)
    sheets = [(one.sheet, _became(one)) for one in handing.laid_out(app, job_id)]
    against = [(one, told) for one, told in sheets if told and one.is_open]
    context = {"sheets": sheets, "against": against, "letters": job.kind is JobKind.LETTERS, "form": _handed_form()}
    return page("outreach_post/job.html", context.pop("form"), job=job, **context)  # type: ignore[arg-type]


def _became(one: Laid) -> str:
    if one.sheet.posted:
        return say("gone")
    return say("pulled") if one.sheet.pulled else one.against


def _handed_form() -> asking.Form:
    return asking.read(
        Field(
            key="except_",
            label=say("But for these sheets"),
            kind=Kind.TEXT,
            hint=say("Their numbers, such as 14,20-25; empty where all of them were."),
        ),
        Field(
            key="already",
            label=say("They are in the letter box already, whatever stands against them"),
            kind=Kind.YES_NO,
        ),
    )


@pages.look("/<int:job_id>/file", Action.EXPORT)
def file(app: App, job_id: int) -> Response:
    """Give the document of a job, to be printed."""
    name, pdf = handing.content(app, job_id)
    return sending.handed(name, [pdf])


@pages.form("/<int:job_id>/handed", Action.SEND)
def handed(app: App, job_id: int) -> Answer:
    """Say that a job was handed to the post; what must not go any more is named and stays."""
    job, form = handing.get(app, job_id), _handed_form()
    if form.ready:
        with asking.told(form, "except_") as outcome:
            already = bool(form.answer("already"))
            over = handing.handed(app, job_id, except_=form.text("except_"), already=already)
            to = url_for("outreach_post.pull", mailing=job.dispatch_id) if over.pull else _home(job_id)
            return done(_handed(over), to)
        form = outcome.form
    title, label = say("Job {n} was handed to the post", n=job_id), say("They are in the letter box")
    return page("web/form.html", form, title=title, label=label, back=_home(job_id))


def _handed(over: HandedOn) -> str:
    told = count(over.posted, "{n} letter has gone.", "{n} letters have gone.")
    if over.pull:
        return say("{told} {n} must not go: pull them.", told=told, n=len(over.pull))
    return say("{told} In hand still: {n}.", told=told, n=over.left) if over.left else told


@pages.form("/<int:job_id>/again", Action.SEND)
def again(app: App, job_id: int) -> Answer:
    """Let sheets of a job be printed once more; what comes out says that it is a copy."""
    job = handing.get(app, job_id)
    form = asking.read(
        Field(
            key="only",
            label=say("Only these sheets"),
            kind=Kind.TEXT,
            hint=say("Their numbers, such as 14,20-25; empty for all that nobody posted."),
        )
    )
    if form.ready:
        with asking.told(form, "only") as outcome:
            n = handing.again(app, job_id, only=form.text("only"))
            dispatch.send_beside(app, job.dispatch_id)
            told = count(n, "{n} is printed again, as a copy.", "{n} are printed again, as copies.")
            return done(say("{told} Pull the first ones.", told=told), url_for("outreach_post.pull"))
        form = outcome.form
    title, label = say("Print job {n} once more", n=job_id), say("Print again")
    return page("web/form.html", form, title=title, label=label, back=_home(job_id))


def _home(job_id: int) -> str:
    return url_for("outreach_post.show", job_id=job_id)


@pages.lists("/pull")
def pull(app: App) -> Listing:
    """List what was printed and must not be posted, by the number on each sheet."""
    mailing = mailing_asked()
    rows = handing.pull_list(app, str(mailing) if mailing else "")
    return Listing(
        title=say("To be pulled: printed, and must not be posted"),
        columns=(
            Column(title=say("Sheet"), value=lambda one: one.sheet),
            Column(title=say("Name"), value=lambda one: one.name),
            Column(title=say("Why"), value=lambda one: one.sentence),
            Column(title=say("Mailing"), value=lambda one: one.dispatch),
        ),
        rows=rows,
        empty=say("Nothing has to be pulled."),
        template="outreach_post/pull.html",
        context={"mailing": mailing},
        persons="sheets to be pulled",
    )


@pages.act("/pull/done", Action.SEND, most_bytes=_MOST)
def pulled(app: App) -> Response:
    """Say that the sheets that were shown are out of the pile; what came on the list meanwhile stays on it."""
    mailing = mailing_asked()
    which = str(mailing) if mailing else ""
    taken = handing.pulled(app, which, only=shown())
    told = count(
        len(taken.pulled), "{n} is out of the pile and never leaves.", "{n} are out of the pile and never leave."
    )
    for one in taken.mailings:
        dispatch.send_beside(app, one)
    if taken.again:
        told = say("{told} To be printed again with the address of today: {n}.", told=told, n=taken.again)
    if further := len(handing.pull_list(app, which)):
        told = say("{told} On the list still, since it was shown: {n}.", told=told, n=further)
        return done(told, url_for("outreach_post.pull", mailing=mailing or None))
    return done(told, url_for("outreach_post.listed"))


@pages.act("/tidy", Action.SEND)
def tidy(app: App) -> Response:
    """Remove the files of which nothing is in hand any more."""
    from outreach_post.service import tidying

    tidied = tidying.tidy(app)
    told = count(len(tidied.removed), "{n} file was removed.", "{n} files were removed.")
    if tidied.left:
        told = say("{told} Not to be removed from here: {n}.", told=told, n=len(tidied.left))
    return done(told, url_for("outreach_post.listed"))
