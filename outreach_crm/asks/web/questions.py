"""What the pages of asks ask about, and what is made of the answers."""

from datetime import timedelta

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.asks.model import AskDraft, ResultKind, State, StepDraft
from outreach_crm.asks.model.ladder import SAID, Standing
from outreach_crm.campaigns import service as campaigns
from outreach_crm.contacts import service as contacts
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups import service as groups
from outreach_crm.segments import service as segments
from outreach_crm.text import beginning, read_number, say
from outreach_crm.timeline.model import EntryKind
from outreach_crm.web.asking import Form

FURTHER = (
    *("person_because", "how", "given", "copied", "follow_up"),
    *("kind", "country", "campaign", "owner", "group"),
)
"""What is asked below "More": it may be added later."""
# Beyond two years it is a plan and no follow-up.
_MOST_DAYS = 730


def of_ask(app: App, now: AskDraft, *, new: bool = False) -> tuple[Field, ...]:
    """Return what is asked about an ask: what is needed first, then what may be added later.

    Args:
        app: the App.
        now: what it says so far.
        new: whether it is planned now: then whom it is put to is asked, too.
    """
    return (
        *(_whom(app, now) if new else ()),
        Field(
            key="sentence",
            label=say("What they are asked to do, in one sentence"),
            kind=Kind.TEXT,
            needed=True,
            value=now.sentence,
        ),
        Field(key="why", label=say("Why they"), kind=Kind.LINES, needed=True, value=now.why),
        Field(key="due_on", label=say("By when"), kind=Kind.DATE, needed=True, value=now.due_on or None),
        _person(now),
        _words("person_because", say("Why this person"), now.person_because),
        _words("how", say("How best to approach them"), now.how, Kind.LINES),
        _words("given", say("What they are told and given"), now.given, Kind.LINES),
        Field(
            key="copied",
            label=say("We ask to be copied in on what they do and on answers"),
            kind=Kind.YES_NO,
            value=now.copied,
        ),
        _words("follow_up", say("How we come back to it"), now.follow_up),
        _one_of("kind", say("What it is hoped to bring"), _kinds(), now.kind),
        _words("country", say("The country it is about"), now.country),
        _one_of("campaign", say("For which campaign"), _campaigns(app), now.campaign),
        _one_of("owner", say("Who of us approaches them"), _people(app), now.owner or app.actor.name),
        _one_of("group", say("A group of ours that does"), _groups(app), now.group),
    )


def _person(now: AskDraft) -> Field:
    nobody = say("Nobody in particular")
    return contacts.which("person", say("The right person to put it to"), value=read_number(now.person), none=nobody)


def _words(key: str, label: str, value: str, kind: Kind = Kind.TEXT) -> Field:
    return Field(key=key, label=label, kind=kind, value=value)


def _one_of(key: str, label: str, choices: tuple[Choice, ...], value: str) -> Field:
    return Field(key=key, label=label, kind=Kind.ONE_OF, choices=choices, value=value)


def _whom(app: App, now: AskDraft) -> tuple[Field, ...]:
    """Ask for a contact, or where there is one, a segment; the service tells what is wrong with both or none."""
    saved = tuple(Choice(str(one.id), one.name) for one in segments.list_segments(app))
    nobody = say("Nobody yet") if saved else ""
    whom = contacts.which("contact", say("Who is asked"), value=now.contact_id or None, none=nobody)
    if not saved:
        return (whom,)
    return whom, _one_of("segment", say("Or each contact of a segment"), (Choice("", say("No segment")), *saved), "")


def _kinds() -> tuple[Choice, ...]:
    return (Choice("", say("Not said")), *(Choice(one.value, beginning(one.label)) for one in ResultKind))


def _campaigns(app: App) -> tuple[Choice, ...]:
    running = (Choice(str(one.id), one.name) for one in campaigns.list_campaigns(app))
    return (Choice("", say("No campaign")), *running)


def _people(app: App) -> tuple[Choice, ...]:
    return tuple(Choice(one, one) for one in accounts.in_use(app))


def _groups(app: App) -> tuple[Choice, ...]:
    there = (Choice(str(one.contact_id), one.name) for one in groups.list_groups(app))
    return (Choice("", say("No group")), *there)


def draft(form: Form, contact_id: int, *, version: int | None = None) -> AskDraft:
    """Return the ask that a form says."""
    day = form.answer("due_on")
    return AskDraft(
        contact_id=contact_id,
        due_on=day.isoformat() if day else "",
        copied=bool(form.answer("copied")),
        version=version,
        **{key: form.text(key) for key in _TEXTS},
    )


_TEXTS = (
    *("sentence", "why", "person", "person_because", "how", "given", "follow_up"),
    *("kind", "country", "campaign", "owner", "group"),
)


def of_step(app: App, to: State) -> tuple[Field, ...]:
    """Return what is asked about a step of an ask."""
    today, theirs = app.clock.today(), to in {State.DECLINED, State.GIVEN_UP}
    label = say("Why, as far as it is known") if theirs else say("What was said or done, in a few words")
    ways = tuple(Choice(one.value, beginning(one.label)) for one in EntryKind)
    result = _words("result", say("What came of it"), "", Kind.LINES)
    brought = _one_of("kind", say("What it brought"), _kinds(), "")
    again = Field(key="days", label=say("Come back to it in how many days"), kind=Kind.NUMBER, least=0, most=_MOST_DAYS)
    way = _one_of("how", say("How"), ways, EntryKind.NOTE.value)
    return (
        Field(key="note", label=label, kind=Kind.TEXT, needed=theirs),
        *([result, brought] if to in {State.DONE, State.REPORTED} else []),
        *([way, again] if to not in {State.GIVEN_UP, State.PLANNED} else []),
        Field(key="day", label=say("When"), kind=Kind.DATE, value=today, most=today),
    )


def step(app: App, form: Form, to: State) -> StepDraft:
    """Return the step that a form says."""
    asked = {one.field.key for one in form.fields}
    days = form.answer("days") if "days" in asked else None
    kind = form.text("kind") if "kind" in asked else ""
    return StepDraft(
        to=to,
        note=form.text("note"),
        on=form.answer("day"),
        how=EntryKind(form.text("how")) if "how" in asked else None,
        result=form.text("result") if "result" in asked else "",
        kind=ResultKind(kind) if kind else None,
        follow_up_on=None if days is None else app.clock.today() + timedelta(days=days),
    )


def of_level(now: Standing) -> tuple[Field, ...]:
    """Return what is asked about the level of contact with an organisation."""
    said = now.rung.value if now.rung in SAID else ""
    sayable = (Choice(one.value, beginning(one.label)) for one in SAID)
    choices = (Choice("", say("What is counted: asks and the history")), *sayable)
    return (
        _one_of("rung", say("Level of contact"), choices, said),
        Field(key="because", label=say("What they do that shows it"), kind=Kind.TEXT, needed=True, value=now.because),
    )
