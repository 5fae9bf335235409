"""Sign-ups: who is signed up for what, signing up a contact or a segment, wishes, pause and leave."""

from datetime import date

from attrs import evolve
from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import OutreachError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.jobs import service as jobs
from outreach_crm.machines import as_data
from outreach_crm.model import Ref
from outreach_crm.sectors import service as sectors
from outreach_crm.segments import service as segments
from outreach_crm.text import read_number, row, say
from outreach_crm.web import asking
from outreach_crm.web.links import there
from outreach_crm.web.lists import HTML, Column, Listing, number_asked, wanted
from outreach_crm.web.office import Answer, done, lead_to, page
from outreach_urgent_actions.model import FOR_GOOD, SignUp, Wants
from outreach_urgent_actions.service import asking as wishes
from outreach_urgent_actions.service import pausing, signing, works
from outreach_urgent_actions.web.pages import HERE, day, log_export, pages
from outreach_urgent_actions.web.wishing import asked_of, of_address, wish_fields

_PAGE = 50
_COLUMNS = (
    Column(title=say("Who"), value=lambda one: one.contact, ref=lambda one: Ref("contacts", one.contact_id)),
    Column(title=say("For"), value=lambda one: one.told, ref=lambda one: Ref("ua_sign_ups", one.id)),
    Column(title=say("How often"), value=lambda one: one.rhythm),
    Column(title=say("By which way"), value=lambda one: one.way, lesser=True),
    Column(title=say("Since"), value=lambda one: one.signed_on, lesser=True),
    Column(title=say("Now"), value=lambda one: one.state),
)


@pages.lists("/sign-ups")
def sign_ups(app: App) -> Listing:
    """List who is signed up for what."""
    wants = Wants.PUBLICATIONS if request.args.get("wants") == Wants.PUBLICATIONS else Wants.URGENT_ACTIONS
    everybody, name = "everybody" in request.args, request.args.get("q", "").strip()
    after, sector = number_asked("after"), request.args.get("sector", "")
    problem, most = "", _PAGE if wanted() == HTML else 10_000_000
    try:
        rows = (
            signing.named(app, name)
            if name
            else signing.list_sign_ups(
                app, wants=wants, sector=sector, everybody=everybody, after=after, limit=most + 1
            )
        )
    except OutreachError as error:
        rows, problem = [], error.on_page
    log_export(app, say("list sign-ups for Urgent Actions"), wants, min(len(rows), most))
    return Listing(
        title=say("Sign-ups"),
        columns=_COLUMNS,
        rows=rows,
        most=most,
        on=None if name else lambda last: {"after": last.id},
        empty=say("Nobody is signed up so. Whoever is gets what concerns them, for a reason that can be shown."),
        template=f"{HERE}/sign_ups.html",
        context={
            "wants": wants,
            "everybody": everybody,
            "asked": name,
            "sector": sector,
            "sectors": tuple(sectors.all_sectors(app)),
            "problem": problem,
        },
    )


@pages.form("/sign-ups/add")
def add(app: App) -> Answer:
    """Sign a contact up, or everybody in a segment, which is long work."""
    form = asking.read(*_whom(app), *wish_fields(app, of_address(), publications=True))
    if form.ready:
        with asking.told(form, beside="contact") as outcome:
            asked, contact, segment = asked_of(form), form.text("contact"), form.text("segment")
            draft = wishes.draft_of(app, asked)
            if segment and not contact:
                signing.check(app, draft)
                given = {"segment": segment, "asked": as_data(asked), "because": form.text("because")}
                title = say("Sign up {segment}", segment=segments.get(app, segment).name)
                job = jobs.start(app, works.SIGN_UP, given, title=title)
                return lead_to(Ref("jobs", job.id))
            made = signing.sign_up(app, _contact(contact), draft, because=form.text("because"))
            return _done(app, made, say("{who} is signed up: {what}.", who=made.contact, what=made.told))
        form = outcome.form
    return page(f"{HERE}/wish.html", form, title=say("Sign somebody up"), back=_back(), explanation=_EVERYTHING)


_EVERYTHING = say("Without a sector and without keywords it is for everything. Doing it again changes what is there.")


def _contact(text: str) -> int:
    found = read_number(text)
    if found is None:
        raise wishes.missing("contact", say("Say who signs up: look for them by name, or choose a segment."))
    return found


def _whom(app: App) -> tuple[Field, ...]:
    named = tuple(Choice(str(one.id), one.name) for one in segments.list_segments(app))
    found = [
        contacts.which("contact", say("Who signs up"), value=number_asked("contact"), none=say("Nobody yet")),
    ]
    if named:
        label = say("Or everybody in a segment")
        none = Choice("", say("No segment"))
        found.append(Field(key="segment", label=label, kind=Kind.ONE_OF, value="", choices=(none, *named)))
    return tuple(found)


@pages.look("/sign-ups/<int:sign_up_id>")
def show_sign_up(app: App, sign_up_id: int) -> Answer:
    """Show a sign-up, with what can be done about it."""
    found = signing.get(app, sign_up_id)
    return page(
        f"{HERE}/sign_up.html",
        one=found,
        cautions=signing.cautions(app, found) if not found.left_on else [],
        editable=wishes.as_asked(app, found) is not None,
        paused=bool(found.paused_until and found.paused_until > app.clock.today().isoformat()),
        publications=found.wants is Wants.PUBLICATIONS,
        day=day,
    )


@pages.form("/sign-ups/<int:sign_up_id>/edit")
def edit_sign_up(app: App, sign_up_id: int) -> Answer:
    """Edit the wishes of a sign-up; since when it holds, a pause and a leave stay as they are."""
    now = signing.get(app, sign_up_id)
    there_now = wishes.as_asked(app, now)
    if there_now is None:
        told = say("This sign-up has several alternatives, which no form can say. It can be made anew.")
        return done(told, _path(now))
    form = asking.read(*wish_fields(app, there_now), version=now.change_id)
    if form.ready:
        with asking.told(form) as outcome:
            asked = evolve(asked_of(form), publications=there_now.publications)
            made = wishes.revise(app, sign_up_id, asked, version=form.seen, because=form.text("because"))
            return _done(app, made, say("{who}: {what}, {often}.", who=made.contact, what=made.told, often=made.rhythm))
        form = outcome.form
    title = say("What {who} wants", who=now.contact)
    return page(f"{HERE}/wish.html", form, title=title, back=_path(now), explanation=_EVERYTHING)


@pages.form("/sign-ups/<int:sign_up_id>/pause")
def pause_sign_up(app: App, sign_up_id: int) -> Answer:
    """Let nothing come by a sign-up for a while."""
    now = signing.get(app, sign_up_id)
    until = Field(key="until", label=say("Until"), kind=Kind.DATE, hint=say("Empty: until they want it again."))
    form = asking.read(until, Field(key="because", label=say("Why, for the history"), kind=Kind.TEXT))
    if form.ready:
        with asking.told(form, beside="until") as outcome:
            day_on = form.answer("until")
            last = day_on if isinstance(day_on, date) else None
            (made,) = pausing.pause(app, now.contact_id, until=last, only=now.id, because=form.text("because"))
            told = say("{who} pauses.", who=made.contact)
            if made.paused_until != FOR_GOOD:
                told = say("{who} pauses until {day}.", who=made.contact, day=day(made.paused_until))
            return done(told, there(_path(now)), change_id=made.change_id)
        form = outcome.form
    title = say("Pause for {who}", who=now.contact)
    return page("web/form.html", form, title=title, label=say("Pause it"), back=_path(now))


@pages.act("/sign-ups/<int:sign_up_id>/resume")
def resume_sign_up(app: App, sign_up_id: int) -> Answer:
    """Let a sign-up go on after a pause."""
    now = signing.get(app, sign_up_id)
    (made,) = pausing.resume(app, now.contact_id, only=now.id)
    return done(say("It goes on for {who}.", who=made.contact), there(_path(now)), change_id=made.change_id)


@pages.act("/sign-ups/<int:sign_up_id>/leave")
def leave_sign_up(app: App, sign_up_id: int) -> Answer:
    """End a sign-up; others of the same contact stay."""
    now = signing.get(app, sign_up_id)
    (made,) = pausing.leave(app, now.contact_id, only=now.id)
    return done(
        say("{who} left: {what}.", who=made.contact, what=made.told), there(_path(now)), change_id=made.change_id
    )


def _done(app: App, made: SignUp, told: str) -> Answer:
    return done(row((told, *signing.cautions(app, made)), " "), _path(made), change_id=made.change_id)


def _path(one: SignUp) -> str:
    return url_for("urgent_actions.show_sign_up", sign_up_id=one.id)


def _back() -> str:
    return url_for("urgent_actions.sign_ups")
