"""Editing a draft: what it is called, to whom and how it goes, and what it says."""

from datetime import date

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.dispatch.model import Dispatch, Draft, Text
from outreach_crm.dispatch.queries import records
from outreach_crm.dispatch.service.channels import channel_of
from outreach_crm.dispatch.service.drafting import get, open_draft, read_name, read_segment, read_text, write_texts
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.model import Problem
from outreach_crm.privacy import service as privacy
from outreach_crm.sectors import service as sectors
from outreach_crm.text import say


@frozen(kw_only=True)
class Edit:
    """What becomes of a draft: all that can be altered of it but its texts and files.

    Args:
        name: what it is called.
        purpose: for what the contacts' data is used.
        segment: the saved segment of its recipients; empty where whoever freezes it selects them.
        channel: by what it goes.
        sector: for which sector's outreach; empty for none.
        until_on: the last day on which anything of it may leave.
        version: the last change of it as whoever edits it has seen it.
    """

    name: str
    purpose: str
    segment: str
    channel: str
    sector: str = ""
    until_on: date | None = None
    version: int | None = None


def edit(app: App, dispatch_id: int, changes: Edit, *, because: str = "") -> Dispatch:
    """Alter a draft.

    Raises:
        NotFoundError: there is no such dispatch, channel, purpose, sector or segment.
        InvalidInputError: the name is none.
        RefusedError: the recipients are frozen.
        ConflictError: there is one of that name, or somebody else changed it meanwhile.
    """
    name, key = read_name(changes.name)
    channel_of(app, changes.channel)
    with app.change("edit mailing", because=because):
        found = open_draft(app, dispatch_id)
        journal.check_version(app, found.name, found.change_id, seen=changes.version)
        if records.by_key(app.store, key) not in {None, dispatch_id}:
            wrong = say("There is a mailing {name!r} already.", name=name)
            raise InvalidInputError(wrong, (Problem(sentence=wrong, field="name"),))
        values = {
            "name": name,
            "name_key": key,
            "purpose": privacy.find_purpose(app, changes.purpose).key,
            "segment": read_segment(app, changes.segment),
            "channel": changes.channel,
            "sector": sectors.get(app, changes.sector).key if changes.sector else "",
            "until_on": changes.until_on.isoformat() if changes.until_on else None,
        }
        app.store.update("dispatches", dispatch_id, values)
        return get(app, dispatch_id)


def set_text(app: App, dispatch_id: int, text: Text, *, version: int | None = None, because: str = "") -> Dispatch:
    """Give a draft a text in one language more, or another one in the place of the one it has.

    Args:
        app: the App.
        dispatch_id: of which draft.
        text: the text; what is in its language already is replaced.
        version: the last change of that text as whoever edits it has seen it, 0 where there was none; None where it
            does not matter.
        because: why.

    Raises:
        InvalidInputError: it names a field that there is not, or is empty.
        RefusedError: the recipients are frozen, and what was approved is what is sent.
        ConflictError: somebody else changed it since ``version``.
    """
    with app.change("edit mailing", because=because):
        found = open_draft(app, dispatch_id)
        same = Draft(
            name=found.name, purpose=found.purpose, texts=(text,), fields=found.fields, variants=found.variants
        )
        read = read_text(text, same)
        there = {one.language: number for number, one in records.text_ids(app.store, dispatch_id)}
        if read.language not in there:
            write_texts(app, dispatch_id, [read])
            return get(app, dispatch_id)
        now = text_version(app, dispatch_id, read.language)
        if version == 0:
            raise ConflictError(
                say(
                    "{name} has a text in {language} by now; look at it, then edit it.",
                    name=found.name,
                    language=read.language,
                )
            )
        journal.check_version(app, say("the text of {name}", name=found.name), now, seen=version)
        app.store.update("dispatch_texts", there[read.language], {"subject": read.subject, "body": read.body})
        return get(app, dispatch_id)


def drop_text(app: App, dispatch_id: int, language: str, *, because: str = "") -> Dispatch:
    """Take the text in a language away from a draft; its readers get the first of those that are left.

    Raises:
        InvalidInputError: there is none in that language, or it is the only one.
        RefusedError: the recipients are frozen.
    """
    with app.change("edit mailing", because=because):
        found = open_draft(app, dispatch_id)
        there = {one.language: number for number, one in records.text_ids(app.store, dispatch_id)}
        if language not in there or len(there) == 1:
            raise InvalidInputError(
                say(
                    "{name} has no other text than this one, or none in {language}.", name=found.name, language=language
                )
            )
        app.store.delete("dispatch_texts", there[language])
        return get(app, dispatch_id)


def text_version(app: App, dispatch_id: int, language: str) -> int:
    """Return the last change of a text, by which an edit knows what it has seen; 0 where there is none."""
    return records.version(app.store, dispatch_id, language) or 0
