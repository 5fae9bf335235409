"""Publications, to whoever signed up for them; preview and send are those of issues."""

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.errors import OutreachError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Ref
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.lists import HTML, Column, Listing, wanted
from outreach_crm.web.office import Answer, done, page
from outreach_urgent_actions.model import Audience
from outreach_urgent_actions.service import publishing
from outreach_urgent_actions.service.correcting import check_fields
from outreach_urgent_actions.web.pages import HERE, pages
from outreach_urgent_actions.web.pasting import AUDIENCES, FIND, MOST_BYTES

_PAGE = 100
_COLUMNS = (
    Column(title=say("Title"), value=lambda one: one.title, ref=lambda one: Ref("ua_issues", one.id)),
    Column(title=say("Index number"), value=lambda one: one.index_number),
    Column(title=say("Issued"), value=lambda one: one.issued_on),
    Column(title=say("Keywords"), value=lambda one: ", ".join(one.keywords), lesser=True),
    Column(title=say("Sent on"), value=lambda one: one.sent or ""),
)


@pages.lists("/publications")
def publications(app: App) -> Listing:
    """List publications, the latest first."""
    keyword, problem = request.args.get("keyword", "").strip(), ""
    try:
        rows = publishing.list_publications(app, keyword=keyword, limit=_PAGE + 1)
    except OutreachError as error:
        if wanted() != HTML:
            raise
        rows, problem = [], error.on_page
    return Listing(
        title=say("Publications"),
        columns=_COLUMNS,
        rows=rows,
        most=_PAGE,
        empty=say("There is none yet. What is added here goes to whoever signed up for publications on its subject."),
        template=f"{HERE}/publications.html",
        context={"keyword": keyword, "problem": problem},
    )


@pages.form("/publications/add", most_bytes=MOST_BYTES)
def add_publication(app: App) -> Answer:
    """Add a publication; further keywords and countries are proposed by its title."""
    audiences = tuple(Choice(key.value, label) for key, label in AUDIENCES.items())
    form = asking.read(
        Field(key="title", label=say("Title"), kind=Kind.TEXT, needed=True),
        Field(key="index", label=say("Index number"), kind=Kind.TEXT, hint=say("As AFR 16/901/2026.")),
        Field(key="issued", label=say("Issued on"), kind=Kind.TEXT, value=app.clock.today().isoformat()),
        Field(key="country", label=say("Countries"), kind=Kind.TEXT, hint=say("Empty: those in its title.")),
        Field(
            key="keyword", label=say("Keywords beside those in its title"), kind=Kind.SEVERAL_OF, value=(), find=FIND
        ),
        Field(
            key="audience",
            label=say("For whom it is"),
            kind=Kind.ONE_OF,
            value=Audience.PUBLIC.value,
            choices=audiences,
        ),
        Field(key="text", label=say("What is sent"), kind=Kind.LINES, hint=say("Empty: its title and index number.")),
    )
    if form.ready:
        with asking.told(form, beside="title") as outcome:
            given = {key: form.text(key) for key in ("index", "issued", "country", "audience") if form.text(key)}
            check_fields(app, given)
            made = publishing.add(app, form.text("title"), given, text=form.text("text"), words=form.answer("keyword"))
            path = url_for("urgent_actions.preview", issue_id=made.issue.id)
            return done(say("Added: {title}.", title=made.issue.subject), path, change_id=made.issue.change_id)
        form = outcome.form
    return page("web/form.html", form, title=say("A new publication"), back=url_for("urgent_actions.publications"))
