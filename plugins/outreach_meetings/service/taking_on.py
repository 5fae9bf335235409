"""What somebody takes on at a meeting: it becomes a task of theirs, and is followed from meeting to meeting."""

from datetime import date

from attrs import frozen

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dates import read_date
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.meaning import nearest
from outreach_crm.model import Problem, Ref
from outreach_crm.tasks import service as tasks
from outreach_crm.tasks.model import Task
from outreach_crm.text import fold, say
from outreach_meetings.model.agenda import Item
from outreach_meetings.model.duties import Duty, DutyDraft
from outreach_meetings.model.remarks import Remark
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import duties as queries
from outreach_meetings.service import attending, deciding, noting


@frozen(kw_only=True)
class _Owner:
    """Who takes something on: as a contact, as one of us with an account, or only as a name."""

    name: str
    contact_id: int | None = None
    account: str = ""


def take_on(app: App, meeting: Meeting, draft: DutyDraft, *, because: str = "") -> Duty:
    """Write down that somebody took something on, and make a task of it.

    Who has an account of that name or e-mail address gets the task, about the group. A contact without one is whom the
    task is about, so that it is called, merged and erased with them; whoever else stands in it by name. Both stand on
    the list of whoever writes the minutes.

    Raises:
        NotFoundError: there is no such item or decision.
        InvalidInputError: what, who or the day is missing or wrong, several contacts are called so, or the meeting is
            still to come.
        ConflictError: the minutes are finished.
    """
    title, who, due_on = _checked(app, meeting, draft)
    with app.change("take on", because=because):
        sitting_id = noting.begun(app, meeting)
        item_id = noting.item_of(app, sitting_id, draft.item)
        decision_id = deciding.decision_named(app, meeting.group_id, draft.decision) if draft.decision else None
        owner = _owner(app, who)
        about = Ref("meeting_items", item_id) if item_id else None
        task = _task(app, meeting, title, owner, due_on, about)
        values = {"sitting_id": sitting_id, "item_id": item_id, "decision_id": decision_id, "title": title}
        named = owner.name if owner.contact_id is None else ""
        made = app.store.insert("meeting_duties", {**values, "owner": named, "task_id": task.id})
        if owner.contact_id is not None:
            who_does = {"sitting_id": sitting_id, "duty_id": made, "contact_id": owner.contact_id}
            app.store.insert("meeting_owners", who_does)
        return duty(app, made)


def _checked(app: App, meeting: Meeting, draft: DutyDraft) -> tuple[str, str, date | None]:
    """Return what is to be done, by whom and by when, where all of it can be."""
    asked = {"title": (draft.title, say("Say what is to be done.")), "owner": (draft.owner, say("Say who does it."))}
    for field, (text, sentence) in asked.items():
        if not text.strip():
            raise InvalidInputError(sentence, (Problem(field=field, sentence=sentence),))
    due_on = read_date(draft.due, app.clock.today()) if draft.due.strip() else None
    if due_on is not None and due_on < meeting.starts.date():
        sentence = say(
            "{due_on} is before the meeting on {day}; give a later day.", due_on=due_on, day=meeting.starts.date()
        )
        raise InvalidInputError(sentence, (Problem(field="due", sentence=sentence),))
    return draft.title.strip(), draft.owner.strip(), due_on


def _task(app: App, meeting: Meeting, title: str, owner: _Owner, due_on: date | None, about: Ref | None) -> Task:
    """Make the task: about the group, or about whoever does it where that is a contact without an account.

    Who may not see the item of the agenda that it is ``about`` is not told of it.
    """
    alone = owner.contact_id is not None and not owner.account
    return tasks.add(
        app,
        title if owner.account or alone else f"{owner.name}: {title}",
        due_on=due_on,
        owner=owner.account,
        contact_id=owner.contact_id if alone else meeting.group_id,
        about=about,
    )


def duty(app: App, duty_id: int) -> Duty:
    """Return a responsibility.

    Raises:
        NotFoundError: there is none of that number.
    """
    found = queries.one(app.store, duty_id, app.clock.today())
    if found is None:
        raise NotFoundError(
            say(
                "There is no responsibility {duty_id}; outreach meetings duties shows those of a group.",
                duty_id=duty_id,
            )
        )
    return found


def unknown_owner(app: App, meeting: Meeting, made: Duty | Item) -> Remark | None:
    """Return that nobody is known by the name of whose something is, and whom it resembles; None where one is.

    It stands there by that name all the same: a meeting may have a caretaker bring a lamp.
    """
    known = made.owner_id if isinstance(made, Item) else made.contact_id
    if known is not None or not made.owner or _owner(app, made.owner).account:
        return None
    there = {fold(one): one for one in (*accounts.in_use(app), *_names(app, meeting))}
    near = nearest(fold(made.owner), there)
    if near is None:
        sentence = say("Nobody called {name} is known: it stands there by that name alone.", name=made.owner)
        return Remark(sentence, f'to have them in the book: outreach contacts add "{made.owner}"')
    sentence = say(
        "Nobody called {name} is known: it stands there by that name alone. If {near} is meant, take it back and name"
        " {near}.",
        name=made.owner,
        near=there[near],
    )
    return Remark(sentence, f"outreach undo {made.change_id}")


def _names(app: App, meeting: Meeting) -> list[str]:
    return [one.name for one in attending.attendance(app, meeting).people]


def duties(app: App, group_id: int, *, open_only: bool = False) -> list[Duty]:
    """Return what was taken on at meetings of a group, the first due first; only what is still to be done if asked.

    Raises:
        NotFoundError: there is no such group, or the actor may not see it.
    """
    whose = groups.get(app, group_id).contact_id
    return queries.of_group(app.store, whose, app.clock.today(), open_only=open_only)


def finish_duty(app: App, duty_id: int, *, because: str = "") -> Duty:
    """Say that what somebody took on is done, which its task says from then on.

    Raises:
        NotFoundError: there is none of that number.
        ConflictError: it was done before, or nobody has it any more.
    """
    found = duty(app, duty_id)
    if found.task_id is None:
        raise ConflictError(
            say("Whoever took that on is gone, and their task with them; let somebody else take it on.")
        )
    with app.change("finish responsibility", because=because):
        tasks.finish(app, found.task_id, because=because)
        return duty(app, duty_id)


def _owner(app: App, who: str) -> _Owner:
    """Return whom a name, number or e-mail address means."""
    ours = [one for one in accounts.list_accounts(app) if not one.retired_on]
    account = next((one for one in ours if fold(who) in {fold(one.name), fold(one.email)}), None)
    try:
        contact = contacts.resolve(app, who)
    except NotFoundError:
        return _Owner(name=account.name if account else who, account=account.name if account else "")
    except InvalidInputError:
        if account is None:
            raise
        return _Owner(name=account.name, account=account.name)
    if account is None:
        known = {fold(contact.name), *(fold(one) for one in queries.emails(app.store, contact.id))}
        account = next((one for one in ours if {fold(one.name), fold(one.email)} & known), None)
    return _Owner(name=contact.name, contact_id=contact.id, account=account.name if account else "")
