"""What is to be done: own tasks, the reminders of all features, and the list of the day."""

from datetime import date

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.model import Ref, Reminder
from outreach_crm.tasks import queries
from outreach_crm.tasks.model import Answered, Line, Task, TaskEdit, day_list
from outreach_crm.text import say, written

LINES = 12


def add(
    app: App,
    title: str,
    *,
    due_on: date | None = None,
    owner: str = "",
    contact_id: int | None = None,
    about: Ref | None = None,
) -> Task:
    """Add a task.

    Args:
        app: the App.
        title: what is to be done; a sentence is read in the language of whoever reads it.
        due_on: until when.
        owner: name of who does it; else the actor.
        contact_id: the contact it is about.
        about: the record it is about; who may not see that is not told of the task.

    Raises:
        InvalidInputError: there is no title.
        NotFoundError: there is no such account or contact.
    """
    if not title.strip():
        raise InvalidInputError(say("Say what is to be done."))
    with app.change("add task"):
        if contact_id is not None:
            contacts.get(app, contact_id)
        values = {
            "title": title.strip(),
            "spoken": written(title),
            "owner_id": accounts.find_account(app, owner).id if owner else app.actor.account_id,
            "due_on": due_on.isoformat() if due_on else None,
            "contact_id": contact_id,
            "ref_kind": about.kind if about else None,
            "ref_id": about.id if about else None,
        }
        return queries.written(app.store, app.store.insert("tasks", values))


def get(app: App, task_id: int) -> Task:
    """Return a task.

    Raises:
        NotFoundError: there is none of that number.
    """
    found = queries.task(app.store, task_id)
    if found is None:
        raise NotFoundError(say("There is no task {task_id}; see outreach tasks list.", task_id=task_id))
    return found


def list_tasks(
    app: App, *, owner: str = "", everybody: bool = False, done: bool = False, limit: int | None = None
) -> list[Task]:
    """Return tasks, the next due first: the actor's, somebody's, or everybody's; done ones too if asked."""
    if everybody:
        return queries.tasks(app.store, owner_id=None, done=done, limit=limit)
    owner_id = accounts.find_account(app, owner).id if owner else app.actor.account_id
    # Somebody without an account has no tasks.
    return queries.tasks(app.store, owner_id=owner_id or 0, done=done, limit=limit)


def done_tasks(app: App, limit: int) -> list[Task]:
    """Return tasks that are done, whoever did them, the latest first."""
    return queries.done(app.store, limit)


def edit(app: App, task_id: int, changes: TaskEdit, *, because: str = "") -> Task:
    """Change a task: what, until when, who, about whom.

    Raises:
        InvalidInputError: there is no title.
        NotFoundError: there is no such task, account or contact.
        ConflictError: somebody else changed it since ``changes.version``.
    """
    if not changes.title.strip():
        raise InvalidInputError(say("Say what is to be done."))
    with app.change("edit task", because=because):
        task = get(app, task_id)
        journal.check_version(app, task.title, task.change_id, seen=changes.version)
        if changes.contact_id is not None:
            contacts.get(app, changes.contact_id)
        values = {
            "title": changes.title.strip(),
            "spoken": written(changes.title),
            "owner_id": accounts.find_account(app, changes.owner).id if changes.owner else None,
            "due_on": changes.due_on.isoformat() if changes.due_on else None,
            "contact_id": changes.contact_id,
        }
        app.store.update("tasks", task_id, values)
        return get(app, task_id)


def finish(app: App, task_id: int, *, because: str = "") -> Task:
    """Mark a task as done.

    Raises:
        NotFoundError: there is none of that number.
        ConflictError: it was done before.
    """
    with app.change("finish task", because=because):
        task = get(app, task_id)
        if task.done_on:
            raise ConflictError(say("Task {task_id} was done on {done_on}.", task_id=task_id, done_on=task.done_on))
        app.store.update("tasks", task_id, {"done_on": app.clock.today().isoformat()})
        return get(app, task_id)


def put_off(app: App, task_id: int, until: date) -> Task:
    """Give a task another day.

    Raises:
        NotFoundError: there is none of that number.
        InvalidInputError: the day is past.
    """
    if until < app.clock.today():
        raise InvalidInputError(
            say("{until} is past; say until when to put it off: tomorrow, friday, 2w.", until=until)
        )
    with app.change("put off task"):
        get(app, task_id)
        app.store.update("tasks", task_id, {"due_on": until.isoformat()})
        return get(app, task_id)


def answer(app: App, ref: Ref, *, until: date | None = None) -> Answered:
    """Settle a reminder of any feature for the actor, or put it off until a day.

    Args:
        app: the App.
        ref: what the reminder is about, as the list of the day shows it.
        until: until when it is put off; None settles it for good.

    Raises:
        NotFoundError: nothing of that kind is due.
        InvalidInputError: the day is not in the future.
    """
    if until is not None and until <= app.clock.today():
        raise InvalidInputError(say("{until} is not in the future.", until=until))
    with app.change("settle reminder" if until is None else "put off reminder") as change:
        for reminder in due(app):
            if reminder.ref == ref:
                _answer(app, ref, reminder.due_on.isoformat(), until)
                return Answered(reminder=reminder, until_on=until, change_id=change.id)
        raise NotFoundError(say("Nothing about {ref} is due for you; see outreach today --all.", ref=ref))


def due(app: App) -> list[Reminder]:
    """Return all that is due for the actor today: own, and what is nobody's; oldest first."""
    answered = queries.answered(app.store)
    mine = {None, app.actor.account_id}
    return [
        reminder
        for reminder in app.plugins.reminders(app, app.clock.today())
        if reminder.owner_id in mine
        and (reminder.ref is None or (reminder.ref, reminder.due_on.isoformat()) not in answered)
    ]


def today(app: App, *, everything: bool = False) -> list[Line]:
    """Return the list of the day, grouped: twelve lines at most, or everything."""
    return day_list(due(app), most=None if everything else LINES)


def _answer(app: App, ref: Ref, due_on: str, until: date | None) -> None:
    until_on = until.isoformat() if until else None
    there = queries.answer_id(app.store, ref, due_on)
    if there is not None:
        app.store.update("reminder_answers", there, {"until_on": until_on})
        return
    values = {"ref_kind": ref.kind, "ref_id": ref.id, "due_on": due_on, "until_on": until_on}
    app.store.insert("reminder_answers", {**values, "account_id": app.actor.account_id})
