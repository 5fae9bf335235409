"""Many contacts changed together: what is to be changed, what that would do, and doing it."""

import json

from flask import request

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.service import AT_ONCE, MOST
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.jobs import service as jobs
from outreach_crm.model import Ref
from outreach_crm.sectors import service as sectors
from outreach_crm.segments import service
from outreach_crm.segments.web.asked import Asked
from outreach_crm.text import count, read_number, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, Office, done, lead_to, page

pages = Office("changing", "outreach_crm.segments")

_AS_IT_IS = Choice("", say("As it is"))
_FIELDS = {
    "country": say("Country"),
    "language": say("Language"),
    "level": say("Level"),
    "organisation_kind": say("Kind of organisation"),
    "membership": say("Membership"),
    "rhythm_days": say("Rhythm"),
    "brought_by": say("Brought by"),
    "met": say("How we met"),
}


@pages.act("/change")
def change(app: App) -> Answer:
    """Change many contacts alike: nothing is written before somebody has seen what it would do."""
    asked = Asked.of(app, request.form, request.form.getlist("where"))
    ids = _chosen(app, asked)
    if not ids:
        return done(say("Choose the contacts that are to be changed together."), asked.path())
    form, step, plan = asking.read(*_fields(app)), request.form.get("step", ""), None
    said = {key: form.text(key) for key in form.answers if form.answer(key) and key != "because"}
    if step and form.ready:
        with asking.told(form) as outcome:
            alike = contacts.read_alike(said)
            plan = contacts.plan_together(app, ids, alike)
            seen = json.dumps([said, plan.changed], sort_keys=True)
            if step == "do" and plan.changed and request.form.get("seen") == seen:
                return _done(app, asked, ids, said, form.text("because"))
        form = outcome.form
    return page(
        "segments/change.html",
        form,
        title=count(len(ids), "Change {n} contact", "Change {n} contacts together"),
        asked=asked,
        ids=[] if "everybody" in request.form else ids,
        plan=plan,
        seen=json.dumps([said, plan.changed], sort_keys=True) if plan else "",
        other=step == "do" and form.ready,
    )


def _done(app: App, asked: Asked, ids: list[int], said: dict[str, str], because: str) -> Answer:
    if len(ids) > AT_ONCE:
        work = {"ids": ids, "said": said, "because": because, "since": timestamp(app.clock.now())}
        return lead_to(Ref("jobs", jobs.start(app, "change-contacts", work).id))
    changed, change_id = contacts.change_together(app, ids, contacts.read_alike(said), because=because)
    told = count(changed, "{n} contact was changed.", "{n} contacts were changed.")
    return done(told, asked.path(), change_id=change_id)


def _chosen(app: App, asked: Asked) -> list[int]:
    """Return the contacts that were chosen; of all that are meant one too many at most, which is refused."""
    if "everybody" in request.form:
        return [] if asked.problem else service.ids_of(app, asked.segment, MOST + 1)
    return [number for text in request.form.getlist("id") if (number := read_number(text)) is not None]


def _fields(app: App) -> list[Field]:
    every = [Choice(one.key, one.name) for one in sectors.all_sectors(app)]
    ours = [Choice(one, one) for one in accounts.in_use(app)]
    own = [Choice(f"field:{one.key}", one.title or one.key) for one in contacts.own_fields(app)]
    plain = [Choice(key, label) for key, label in _FIELDS.items()]
    one_of, text = Kind.ONE_OF, Kind.TEXT
    return [
        Field(key="sector", label=say("Put into the sector"), kind=one_of, choices=(_AS_IT_IS, *every)),
        Field(key="no_sector", label=say("Take out of the sector"), kind=one_of, choices=(_AS_IT_IS, *every)),
        Field(key="interest", label=say("Are interested in"), kind=text, hint=say("A keyword.")),
        Field(key="no_interest", label=say("Are no longer interested in"), kind=text, hint=say("A keyword.")),
        Field(
            key="holder",
            label=say("Looked after by"),
            kind=one_of,
            choices=(_AS_IT_IS, Choice("-", say("Nobody")), *ours),
        ),
        Field(key="field", label=say("Another field"), kind=one_of, choices=(_AS_IT_IS, *plain, *own)),
        Field(key="value", label=say("What it says then"), kind=text, hint=say("Empty takes away what it says.")),
        Field(key="trash", label=say("Into the trash, and nothing else"), kind=Kind.YES_NO),
        Field(key="because", label=say("Why"), kind=text, hint=say("It stands in the history.")),
    ]
