"""What there is to do: who does it, until when, and about whom."""

from datetime import timedelta

from flask import Response, request, url_for

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Ref
from outreach_crm.tasks import service
from outreach_crm.tasks.model import Task, TaskEdit
from outreach_crm.text import read_number, say
from outreach_crm.web import asking, links
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, Office, done, page
from outreach_crm.web.wording import read

pages = Office("tasks", "outreach_crm.tasks")

_PAGE = 100


@pages.lists("")
def listed(app: App) -> Listing:
    """List the tasks of who is there, somebody's, everybody's, or those that are done."""
    which = next((one for one in ("everybody", "done") if one in request.args), "")
    owner = request.args.get("owner", "")
    if which == "done":
        rows, empty = service.done_tasks(app, _PAGE + 1), say("Nothing is done yet.")
    else:
        rows = service.list_tasks(app, owner=owner, everybody=which == "everybody", limit=_PAGE + 1)
        empty = say("Nothing is to be done. A task begins with what, until when, and about whom.")
    return Listing(
        title=say("Tasks"),
        columns=_columns(app.clock.today().isoformat(), done=which == "done"),
        rows=rows,
        most=_PAGE,
        empty=empty,
        template="tasks/listed.html",
        context={
            "which": which,
            "owner": owner,
            "people": accounts.in_use(app),
        },
        persons="tasks",
    )


def _columns(today: str, *, done: bool) -> tuple[Column, ...]:
    """Return the columns; a day that has passed stands out where it should be done by now."""
    done_on = Column(title=say("Done on"), value=lambda task: task.done_on)
    return (
        Column(title=say("What"), value=lambda task: task.title, ref=lambda task: Ref("tasks", task.id)),
        Column(
            title=say("Until"),
            value=lambda task: task.due_on,
            late=lambda task: bool(task.due_on and not task.done_on and task.due_on < today),
        ),
        Column(title=say("Who"), value=lambda task: task.owner, lesser=True),
        Column(
            title=say("About"),
            value=lambda task: task.contact,
            ref=lambda task: Ref("contacts", task.contact_id) if task.contact_id else None,
        ),
        *([done_on] if done else []),
    )


@pages.form("/add")
def add(app: App) -> Answer:
    """Put something on the list."""
    about = read_number(request.args.get("contact", ""))
    form = asking.read(*_fields(app, about=about))
    back = links.there(url_for("tasks.listed"))
    if form.ready:
        with asking.told(form) as outcome:
            made = service.add(
                app,
                form.text("title"),
                due_on=form.answer("due_on"),
                owner=form.text("owner"),
                contact_id=read_number(form.text("contact")),
            )
            return done(say("On the list: {what}.", what=made.title), back, change_id=made.change_id)
        form = outcome.form
    return page("web/form.html", form, title=say("A new task"), back=back)


@pages.look("/<int:task_id>")
def shown(app: App, task_id: int) -> Answer:
    """Show a task."""
    tomorrow = app.clock.today() + timedelta(days=1)
    return page("tasks/shown.html", task=service.get(app, task_id), pointer=Ref("tasks", task_id), tomorrow=tomorrow)


@pages.form("/<int:task_id>/edit")
def edit(app: App, task_id: int) -> Answer:
    """Change a task."""
    task = service.get(app, task_id)
    form = asking.read(*_fields(app, task, task.owner, task.contact_id), version=task.change_id)
    back = links.there(url_for("tasks.shown", task_id=task_id))
    if form.ready:
        with asking.told(form) as outcome:
            # A title that the program gave and nobody altered stays one that everybody reads in their language.
            title = form.text("title")
            changes = TaskEdit(
                title=task.title if title == read(task.title) else title,
                due_on=form.answer("due_on"),
                owner=form.text("owner"),
                contact_id=read_number(form.text("contact")),
                version=form.seen,
            )
            changed = service.edit(app, task_id, changes)
            return done(say("Changed: {what}.", what=changed.title), back, change_id=changed.change_id)
        form = outcome.form
    return page("web/form.html", form, title=say("Change: {what}", what=task.title), back=back)


def _fields(app: App, task: Task | None = None, owner: str = "", about: int | None = None) -> tuple[Field, ...]:
    names = [one for one in accounts.in_use(app) if one != owner]
    if owner:
        names.insert(0, owner)
    nobody = say("Nobody yet") if task else app.actor.name
    people = (*(Choice(name, name) for name in names if task or name != app.actor.name),)
    if not owner:
        people = (Choice("", nobody), *people)
    due_on = task.due_on if task else None
    return (
        Field(
            key="title",
            label=say("What is to be done"),
            kind=Kind.TEXT,
            needed=True,
            value=read(task.title) if task else None,
        ),
        Field(key="due_on", label=say("Until when"), kind=Kind.DATE, value=due_on),
        Field(key="owner", label=say("Who does it"), kind=Kind.ONE_OF, choices=people, value=owner),
        contacts.which("contact", say("About whom"), value=about, none=say("Nobody in particular")),
    )


@pages.act("/<int:task_id>/finish")
def finish(app: App, task_id: int) -> Response:
    """Say that a task is done."""
    over = service.finish(app, task_id)
    back = links.there(url_for("tasks.listed"))
    return done(say("Done: {what}.", what=over.title), back, change_id=over.change_id)
