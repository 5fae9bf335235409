"""Pages of tasks: what there is to do, who does it, and until when."""

from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.forms import Field, Kind
from outreach_crm.model import Ref
from outreach_crm.tasks import service
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, Office, done, page

pages = Office("tasks", __name__)

_COLUMNS = (
    Column(title=say("What"), value=lambda task: task.title),
    Column(title=say("Until"), value=lambda task: task.due_on),
    Column(title=say("Who"), value=lambda task: task.owner, lesser=True),
    Column(
        title=say("About"),
        value=lambda task: task.contact,
        ref=lambda task: Ref("contacts", task.contact_id) if task.contact_id else None,
    ),
)


@pages.lists("")
def listed(app: App) -> Listing:
    """List the tasks of who is there, or everybody's."""
    everybody = "everybody" in request.args
    return Listing(
        title=say("Tasks"),
        columns=_COLUMNS,
        rows=service.list_tasks(app, everybody=everybody),
        empty=say("Nothing is to be done. A task begins with what, until when, and about whom."),
        template="tasks/listed.html",
        context={"everybody": everybody},
    )


@pages.form("/add")
def add(app: App) -> Answer:
    """Put something on the list."""
    form = asking.read(
        Field(key="title", label=say("What is to be done"), kind=Kind.TEXT, needed=True),
        Field(key="due_on", label=say("Until when"), kind=Kind.DATE),
    )
    if form.ready:
        with asking.told(form) as outcome:
            made = service.add(app, form.text("title"), due_on=form.answer("due_on"))
            return done(say("On the list: {what}.", what=made.title), url_for("tasks.listed"), change_id=made.change_id)
        form = outcome.form
    return page("web/form.html", form, title=say("A new task"), back=url_for("tasks.listed"))


@pages.act("/<int:task_id>/finish")
def finish(app: App, task_id: int) -> Response:
    """Say that a task is done."""
    over = service.finish(app, task_id)
    return done(say("Done: {what}.", what=over.title), url_for("tasks.listed"), change_id=over.change_id)
