"""Pages for what belongs to a case: links, the casefile, restricted notes."""

from collections.abc import Iterable

from flask import Response

from outreach_cases import service
from outreach_cases.model.links import LinkKind
from outreach_cases.web.blueprint import home, pages
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.attachments.model import LARGEST, file_name
from outreach_crm.attachments.service import in_megabytes
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.text import beginning, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page

# What a browser writes round a file.
_ROUND_IT = 100_000


@pages.form("/<int:case_id>/link")
def link(app: App, case_id: int) -> Answer:
    """Link a case to another one, or to an Urgent Action."""
    case = service.get(app, case_id)
    kinds = (
        Choice("", say("It belongs to the case: an Urgent Action")),
        *(Choice(one.value, say("A case: {kind}", kind=one)) for one in LinkKind),
    )
    label, hint = say("To what"), say("UA 205/01; or a case by its number, its reference or words of its name.")
    form = asking.read(
        Field(key="kind", label=say("How"), kind=Kind.ONE_OF, choices=kinds, value=""),
        Field(key="other", label=label, kind=Kind.TEXT, needed=True, hint=hint),
    )
    if form.ready:
        with asking.told(form, "other") as outcome:
            if form.text("kind"):
                other = service.resolve(app, form.text("other"))
                service.link(app, case_id, other.id, LinkKind(form.text("kind")))
            else:
                service.point(app, case_id, form.text("other"))
            return done(say("Linked."), home(case_id))
        form = outcome.form
    return page("web/form.html", form, title=say("Link {case}", case=case.called), back=home(case_id))


@pages.act("/links/<int:link_id>/remove")
def unlink(app: App, link_id: int) -> Response:
    """Take a link between cases away."""
    return done(say("The link is gone."), home(service.unlink(app, link_id)))


@pages.act("/belonging/<int:pointer_id>/remove")
def let_go(app: App, pointer_id: int) -> Response:
    """Let something no longer belong to a case."""
    return done(say("It no longer belongs to the case."), home(service.let_go(app, pointer_id)))


@pages.form("/<int:case_id>/file", most_bytes=LARGEST + _ROUND_IT)
def file(app: App, case_id: int) -> Answer:
    """Keep a version of the casefile."""
    case, today = service.get(app, case_id), app.clock.today()
    form = asking.read(
        Field(key="dated_on", label=say("Of which day it is"), kind=Kind.DATE, value=today, most=today),
        Field(key="note", label=say("What is new in it"), kind=Kind.TEXT),
    )
    if form.ready:
        with asking.told(form) as outcome:
            name, data = asking.file_sent(LARGEST)
            day = form.answer("dated_on")
            service.keep(
                app, case_id, file_name(name), data, dated_on=day.isoformat() if day else "", note=form.text("note")
            )
            return done(say("The casefile is kept; those before it stay."), home(case_id))
        form = outcome.form
    title = say("Casefile of {case}", case=case.called)
    return page("outreach_cases/file.html", form, title=title, most=in_megabytes(LARGEST), back=home(case_id))


@pages.form("/<int:case_id>/note")
def note(app: App, case_id: int) -> Answer:
    """Write a restricted note."""
    case = service.get(app, case_id)
    form = asking.read(
        Field(key="text", label=say("The note"), kind=Kind.LINES, needed=True),
        Field(key="circle", label=say("Who reads it"), kind=Kind.ONE_OF, choices=tuple(_circles(app)), value=""),
    )
    if form.ready:
        with asking.told(form, "text") as outcome:
            service.note(app, case_id, form.text("text"), circle=form.text("circle"))
            return done(say("The note is kept."), home(case_id))
        form = outcome.form
    title = say("Restricted note on {case}", case=case.called)
    explanation = say("The history tells that a note was written, and not what it says.")
    return page("web/form.html", form, title=title, explanation=explanation, back=home(case_id))


def _circles(app: App) -> Iterable[Choice]:
    yield Choice("", say("Whoever may write here"))
    for one in accounts.own_circles(app):
        yield Choice(one.name, say("Only {circle}", circle=beginning(one.name)))


@pages.act("/notes/<int:note_id>/remove")
def drop_note(app: App, note_id: int) -> Response:
    """Take a restricted note away."""
    return done(say("The note is gone."), home(service.drop_note(app, note_id)))
