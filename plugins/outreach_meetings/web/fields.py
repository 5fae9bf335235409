"""The questions that pages of meetings share, and what their answers mean."""

from collections.abc import Mapping, Sequence

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.text import beginning, say
from outreach_crm.web.asking import Form
from outreach_meetings.model.agenda import LONGEST, Item
from outreach_meetings.model.often import Often
from outreach_meetings.model.series import Meeting, Person

_FEW = 12


def when(meeting: Meeting | None, day: str = "") -> tuple[Field, ...]:
    """Return the questions on which day, at what time and for how long; ``day`` is what is proposed for a new one."""
    on = meeting.starts.date().isoformat() if meeting and not day else day or None
    return (
        Field(key="day", label=say("Day"), kind=Kind.DATE, needed=True, value=on),
        Field(
            key="starts",
            label=say("It begins at"),
            kind=Kind.TEXT,
            needed=True,
            value=f"{meeting.starts:%H:%M}" if meeting else "",
            hint=say("Such as 19:30 or 7pm."),
        ),
        Field(
            key="minutes",
            label=say("How long, in minutes"),
            kind=Kind.NUMBER,
            least=1,
            value=meeting.minutes if meeting else None,
        ),
    )


def how_often(now: Often, words: str = "", *, some: Sequence[Often] = tuple(Often)) -> tuple[Field, ...]:
    """Return the questions how often a group meets, and for the words of whoever has some of their own."""
    choices = tuple(Choice(one.value, beginning(one.label)) for one in some)
    return (
        Field(key="often", label=say("How often"), kind=Kind.ONE_OF, choices=choices, value=now.value),
        Field(
            key="rule",
            label=say("How often, in your own words"),
            kind=Kind.TEXT,
            value=words,
            hint=say("Such as: every 3 weeks, or: monthly on the last friday until 2026-12-31."),
        ),
    )


def item(now: Item | None = None) -> tuple[Field, ...]:
    """Return the questions what is to be talked about, for how long, and whose matter it is."""
    return (
        Field(key="title", label=say("What"), kind=Kind.TEXT, needed=True, value=now.title if now else ""),
        Field(
            key="minutes",
            label=say("How long, in minutes"),
            kind=Kind.NUMBER,
            least=0,
            most=LONGEST,
            needed=True,
            value=now.minutes if now else 5,
        ),
        Field(
            key="owner",
            label=say("Whose item it is"),
            kind=Kind.TEXT,
            hint=say("Somebody of the group by name, or anybody else in words."),
            value=now.owner if now else "",
        ),
    )


def where(meeting: Meeting | None) -> tuple[Field, ...]:
    """Return the questions where people meet, and at which address those join who are not there."""
    return (
        Field(key="place", label=say("Where"), kind=Kind.TEXT, value=meeting.place if meeting else ""),
        Field(key="link", label=say("Address to join at"), kind=Kind.TEXT, value=meeting.link if meeting else ""),
    )


def who(meeting: Meeting | None, members: Mapping[int, str]) -> tuple[Field, ...]:
    """Return the questions who chairs it, who takes the minutes, and who is invited besides the members.

    Of a small group the members stand there to be chosen; anybody else is found by name.
    """
    guests = contacts.which(
        "guests", say("Guests"), hint=say("Who is invited besides the members of the group: several can be chosen.")
    )
    invited = tuple(str(one.contact_id) for one in meeting.guests) if meeting else ()
    return (
        _person("chair", say("Who chairs it"), meeting.chair if meeting else None, members),
        _person("minute_taker", say("Who takes the minutes"), meeting.minute_taker if meeting else None, members),
        evolve(guests, kind=Kind.SEVERAL_OF, value=invited),
    )


def of_all(meeting: Meeting | None) -> tuple[Field, ...]:
    """Return the questions on what is the same at all meetings of a series."""
    return (
        Field(
            key="quorum",
            label=say("How many members must be there to decide"),
            kind=Kind.NUMBER,
            least=0,
            value=meeting.quorum if meeting and meeting.quorum else None,
        ),
        Field(
            key="note",
            label=say("What those invited should know"),
            kind=Kind.LINES,
            value=meeting.note if meeting else "",
        ),
    )


def told() -> Field:
    """Return the question what those invited are told of a change, or of why a meeting does not take place."""
    hint = say("It stands in their mail. Left empty, they only read what is otherwise.")
    return Field(key="told", label=say("What those invited are told of it"), kind=Kind.LINES, hint=hint)


def title(meeting: Meeting | None) -> Field:
    """Return the question what it is called."""
    hint = say("Left empty, it is the meeting of the group.") if meeting is None else ""
    return Field(
        key="title",
        label=say("What it is called"),
        kind=Kind.TEXT,
        value=meeting.title if meeting else "",
        hint=hint,
        needed=meeting is not None,
    )


def begins(form: Form) -> str:
    """Return the day and the time that were answered, as people write them together."""
    return f"{form.answer('day').isoformat()} {form.text('starts')}"


def guests(form: Form) -> tuple[str, ...]:
    """Return the numbers of the guests that were chosen."""
    found: tuple[str, ...] = form.answer("guests") or ()
    return found


def _person(key: str, label: str, now: Person | None, members: Mapping[int, str]) -> Field:
    asked = contacts.which(key, label, of="people", value=now.contact_id if now else None, none=say("Nobody yet"))
    near = [Choice(str(one), name) for one, name in members.items()] if len(members) <= _FEW else []
    return evolve(asked, choices=(*asked.choices, *near))


def zone(app: App, meeting: Meeting | None) -> Field:
    """Return the question of which time zone the clock is."""
    now = meeting.zone if meeting else app.section.time_zone
    hint = say("The town whose clock is meant, such as Europe/Lisbon.")
    return Field(key="zone", label=say("Time zone"), kind=Kind.TEXT, value=now, hint=hint)
