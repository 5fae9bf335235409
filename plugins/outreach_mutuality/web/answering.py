"""Pages on which an answer is written, leaves, and is said to have gone out."""

from collections.abc import Sequence

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.policy import Action
from outreach_crm.text import beginning, row, say
from outreach_crm.timeline.model import EntryKind
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, lead_to, page
from outreach_crm.web.wording import language_name
from outreach_mutuality import service
from outreach_mutuality.model.answers import Way
from outreach_mutuality.model.requests import Request, State
from outreach_mutuality.web.blueprint import home, pages


@pages.form("/<int:request_id>/answer")
def answer(app: App, request_id: int) -> Answer:
    """Write the answer, beside what to think of before it goes out."""
    found = service.get(app, request_id)
    now = service.written(app, found)
    if now and now.leaving and now.leaving.under_way:
        return lead_to(home(request_id))
    language, text = (now.language, now.text) if now else service.draft(app, found)
    form = asking.read(
        Field(key="text", label=say("What they are answered"), kind=Kind.LINES, needed=True, value=text),
        *_tongue(language, service.language_of(app, found)),
        version=now.change_id if now else None,
    )
    if form.ready:
        with asking.told(form, "text") as outcome:
            tongue = form.text("language") or language
            kept = service.write(app, request_id, form.text("text"), language=tongue, version=form.seen)
            told = say("The answer is kept; look at it once more before it goes out.")
            return done(told, home(request_id), change_id=kept.change_id)
        form = outcome.form
    warnings = service.warnings(app, found, text, language, called=language_name)
    title = say("Answer to {name}", name=found.contact)
    return page(
        "outreach_mutuality/answer.html", form, title=title, found=found, warnings=warnings, back=home(request_id)
    )


def _tongue(language: str, theirs: str) -> tuple[Field, ...]:
    """Return the question in which language an answer is, where it may be another one than theirs."""
    if language == theirs:
        return ()
    choices = tuple(Choice(one, language_name(one)) for one in (language, theirs))
    return (Field(key="language", label=say("In which language"), kind=Kind.ONE_OF, choices=choices, value=language),)


@pages.form("/<int:request_id>/send", Action.SEND)
def send(app: App, request_id: int) -> Answer:
    """Show the answer as it will leave, with what to think of, and let it leave by one of the ways there are."""
    found = service.get(app, request_id)
    written = service.written(app, found)
    if found.state is not State.DECIDED or written is None or (written.leaving and written.leaving.under_way):
        return lead_to(home(request_id))
    ways = service.ways(app, request_id)
    able = [one for one in ways if not one.against]
    form = asking.read(*_ways(app, able), version=written.change_id)
    if form.ready and able:
        with asking.told(form, "way") as outcome:
            begun = service.begin(app, request_id, channel=form.text("way"), seen=form.seen)
            dispatch.send_beside(app, begun.id, path=home(request_id))
            return done(_told(app, begun, found), home(request_id))
        form = outcome.form
    return page(
        "outreach_mutuality/send.html",
        form,
        title=say("Send the answer to {name}", name=found.contact),
        found=found,
        written=written,
        subject=able[0].subject if able else "",
        warnings=service.warnings(app, found, written.text, written.language, called=language_name),
        able=able,
        against=[one for one in ways if one.against],
        back=home(request_id),
    )


def _ways(app: App, able: Sequence[Way]) -> tuple[Field, ...]:
    """Return the question by which way it goes, with who gets it and where."""
    if not able:
        return ()
    choices = tuple(
        Choice(one.channel, say("{way}: {name}", way=beginning(one.title), name=_where(one))) for one in able
    )
    # What leaves by itself first: whoever presses the button wants them to have it.
    usual = dispatch.usual_channel(app)
    first = min(able, key=lambda one: (one.by_hand, one.channel != usual))
    return (Field(key="way", label=say("By which way"), kind=Kind.ONE_OF, choices=choices, value=first.channel),)


def _where(one: Way) -> str:
    """Return who gets it, and where, in one line.

    The lines of an address may be parted by what nobody sees, and end with the two letters of a country.
    """
    lines = "".join(letter if letter.isprintable() else "\n" for letter in one.address).split("\n")
    told = (line.strip() for line in lines)
    return row([one.to, *(line for line in told if line and not (len(line) == 2 and line.isupper()))])


def _told(app: App, begun: Dispatch, found: Request) -> str:
    if begun.approved_by != app.actor.name:
        return say("{who} has let it leave already; it leaves once.", who=begun.approved_by)
    return say("The answer to {name} is on its way.", name=found.contact)


@pages.form("/<int:request_id>/answered", Action.SEND)
def answered(app: App, request_id: int) -> Answer:
    """Say that the answer went out."""
    found = service.get(app, request_id)
    ways = tuple(Choice(one.value, beginning(one.label)) for one in EntryKind if one is not EntryKind.NOTE)
    form = asking.read(
        Field(
            key="how", label=say("By which way it went"), kind=Kind.ONE_OF, choices=ways, value=EntryKind.LETTER.value
        )
    )
    if form.ready:
        with asking.told(form, "how") as outcome:
            now = service.answered(app, request_id, how=EntryKind(form.text("how")))
            return done(say("{name} is answered.", name=now.contact), home(request_id), change_id=now.change_id)
        form = outcome.form
    title = say("The answer to {name} went out", name=found.contact)
    return page("web/form.html", form, title=title, label=say("It went out"), back=home(request_id))
