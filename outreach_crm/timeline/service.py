"""Writing down what happened with contacts, and reading it again."""

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.campaigns import service as campaigns
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError, NotFoundError, RefusedError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Entry, Ref, Side
from outreach_crm.text import beginning, say
from outreach_crm.timeline import queries
from outreach_crm.timeline.model import EntryKind, LogDraft, LogEdit, LogEntry, TimelineSettings, kind_of


def log(app: App, draft: LogDraft, *, campaign: str = "") -> LogEntry:
    """Write down what happened.

    Args:
        app: the App.
        draft: what happened, with whom.
        campaign: name or number of the campaign it belongs to.

    Raises:
        InvalidInputError: there is no summary, the day is in the future, or the follow-up is before the day.
        NotFoundError: a contact, colleague or campaign does not exist.
    """
    with app.change("log"):
        happened_on = draft.on or app.clock.today()
        _check(app, draft)
        for contact_id in draft.contact_ids:
            contacts.get(app, contact_id)
        entry_id = app.store.insert(
            "timeline_entries",
            {
                "kind": (draft.kind or kind_of(draft.summary)).value,
                "side": draft.side.value,
                "happened_on": happened_on.isoformat(),
                "summary": draft.summary.strip(),
                "outcome": draft.outcome.strip(),
                "follow_up": draft.follow_up.strip(),
                "follow_up_on": draft.follow_up_on.isoformat() if draft.follow_up_on else None,
            },
        )
        for contact_id in dict.fromkeys(draft.contact_ids):
            app.store.insert("timeline_contacts", {"entry_id": entry_id, "contact_id": contact_id})
        writer = accounts.find_account(app, draft.by).id if draft.by else app.actor.account_id
        ours = {writer, *(accounts.find_account(app, name).id for name in draft.colleagues)}
        for account_id in sorted(filter(None, ours)):
            app.store.insert("timeline_accounts", {"entry_id": entry_id, "account_id": account_id})
        if campaign:
            found = campaigns.resolve(app, campaign)
            ref, whom = Ref("timeline_entries", entry_id), draft.contact_ids
            campaigns.link(app, found.id, ref, title=draft.summary.strip(), on=happened_on, contact_ids=whom)
        return get(app, entry_id)


def get(app: App, entry_id: int) -> LogEntry:
    """Return an entry.

    Raises:
        NotFoundError: there is none, or nobody in it whom the actor may see.
    """
    found = queries.entry(app.store, entry_id)
    if found is None:
        raise NotFoundError(say("There is no entry {entry_id} in the history.", entry_id=entry_id))
    return found


def edit(app: App, entry_id: int, changes: LogEdit, *, because: str = "") -> LogEntry:
    """Change what an entry says.

    Raises:
        InvalidInputError: there is no summary, the day is in the future, or the follow-up is before the day.
        NotFoundError: there is no such entry.
        ConflictError: somebody else changed it since ``changes.version``.
    """
    with app.change("edit entry", because=because):
        entry = get(app, entry_id)
        called = say("the {kind} of {day}", kind=entry.kind, day=entry.happened_on)
        journal.check_version(app, called, entry.change_id, seen=changes.version)
        _check(app, changes)
        values = {
            "kind": changes.kind.value,
            "side": changes.side.value,
            "happened_on": changes.on.isoformat(),
            "summary": changes.summary.strip(),
            "outcome": changes.outcome.strip(),
            "follow_up": changes.follow_up.strip(),
            "follow_up_on": changes.follow_up_on.isoformat() if changes.follow_up_on else None,
        }
        app.store.update("timeline_entries", entry_id, values)
        return get(app, entry_id)


def strike(app: App, entry_id: int, *, because: str = "") -> int:
    """Take an entry out of the history with its files, and out of its campaigns; return the change that did.

    Raises:
        NotFoundError: there is no such entry.
        RefusedError: somebody took part whom the actor may not see.
    """
    with app.change("strike entry", because=because) as change:
        entry, ref = get(app, entry_id), Ref("timeline_entries", entry_id)
        if queries.is_partly_hidden(app.store, entry_id):
            raise RefusedError(
                say("Somebody you may not see took part; ask {names}.", names=", ".join(entry.by) or say("a colleague"))
            )
        for campaign in campaigns.of_ref(app, ref):
            campaigns.unlink(app, campaign.id, ref)
        for file in attachments.of(app, ref):
            attachments.detach(app, file.id)
        for table in ("timeline_contacts", "timeline_accounts"):
            for row_id in queries.parts(app.store, table, entry_id):
                app.store.delete(table, row_id)
        app.store.delete("timeline_entries", entry_id)
        return change.id


def history(app: App, contact_id: int) -> list[Entry]:
    """Return the whole history with a contact or a group, gathered from all features, newest first.

    Raises:
        NotFoundError: there is no such contact.
    """
    contacts.get(app, contact_id)
    return app.plugins.timeline_entries(app, contact_id)


def questions(app: App, entry: LogEntry | None = None) -> tuple[Field, ...]:
    """Return what a page asks of something that happened: ``kind``, ``summary``, ``outcome``, ``side`` and ``day``.

    Args:
        app: the App.
        entry: what was written down of it; None: nothing yet.
    """
    today = app.clock.today()
    kinds = tuple(Choice(one.value, beginning(one.label)) for one in EntryKind)
    sides = (Choice(Side.OURS, say("We turned to them")), Choice(Side.THEIRS, say("They came to us")))
    both = (Choice(Side.BOTH, say("Both")),) if entry and entry.side is Side.BOTH else ()
    return (
        Field(
            key="kind",
            label=say("What it was"),
            kind=Kind.ONE_OF,
            choices=kinds,
            value=entry.kind.value if entry else EntryKind.CALL.value,
        ),
        Field(
            key="summary",
            label=say("What happened, in a few words"),
            kind=Kind.TEXT,
            needed=True,
            value=entry.summary if entry else None,
        ),
        Field(key="outcome", label=say("What came of it"), kind=Kind.TEXT, value=entry.outcome if entry else None),
        Field(
            key="side",
            label=say("From whom it came"),
            kind=Kind.ONE_OF,
            choices=(*sides, *both),
            value=entry.side.value if entry else Side.OURS.value,
        ),
        Field(key="day", label=say("When"), kind=Kind.DATE, value=entry.happened_on if entry else today, most=today),
    )


def lately(app: App) -> dict[str, object]:
    """Return with how many ``days`` the rule ``asked-lately`` is asked."""
    return {"days": app.settings.of("timeline", TimelineSettings).asked_lately_days}


def _check(app: App, draft: LogDraft | LogEdit) -> None:
    if not draft.summary.strip():
        raise InvalidInputError(say("Say in a few words what happened."))
    day = draft.on or app.clock.today()
    if day > app.clock.today():
        raise InvalidInputError(
            say("{day} has not come yet; a task is for what is to be done: outreach tasks add.", day=day)
        )
    if draft.follow_up_on and draft.follow_up_on < day:
        raise InvalidInputError(
            say("The follow-up on {follow_up_on} would be before {day}.", follow_up_on=draft.follow_up_on, day=day)
        )
