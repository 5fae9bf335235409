"""Pages of the whole section: who may be turned to for what, suppressed addresses, holds, retention, who looked."""

from datetime import date

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.forms import Field, Kind
from outreach_crm.jobs import service as jobs
from outreach_crm.model import Ref
from outreach_crm.policy import Action, DataClass
from outreach_crm.privacy import service
from outreach_crm.privacy.model import Due
from outreach_crm.privacy.web.asked import not_by, suppression_fields, titles
from outreach_crm.text import count, say, term
from outreach_crm.web import asking
from outreach_crm.web.lists import HTML, Column, Listing, wanted
from outreach_crm.web.office import Answer, Office, done, lead_to, page

pages = Office("privacy", "outreach_crm.privacy")

_ROWS = 100
_CLASSES = {DataClass.PERSONAL: say("the whole person"), DataClass.SPECIAL: say("sectors and special fields")}


@pages.look("")
def overview(app: App) -> Answer:
    """Show what there is to see to, and on which bases people are held."""
    due = service.due(app) if service.retention_rules(app) else []
    return page(
        "privacy/overview.html",
        purposes=service.purposes(app),
        title_of=service.in_a_line,
        bases=[(service.lawful(one), one) for one in service.bases(app)],
        ending=len(service.ending(app)),
        holds=len(service.list_holds(app)),
        due=len(due),
        rules=bool(service.retention_rules(app)),
    )


@pages.look("/purposes/<key>")
def purpose(app: App, key: str) -> Answer:
    """Show how many may be turned to for a purpose by each way, and why others may not."""
    one = service.find_purpose(app, key)
    tabs = [
        (service.in_a_line(each), url_for("privacy.purpose", key=each.key), each.key == key)
        for each in service.purposes(app)
    ]
    found, title = service.reachable(app, key), service.in_a_line(one)
    return page("privacy/purpose.html", purpose=one, title=title, tabs=tabs, found=found, way=service.way)


@pages.lists("/ending")
def ending(app: App) -> Listing:
    """List whose consent or basis ends within a month."""
    named = titles(app)
    rows = service.ending(app)
    return Listing(
        title=say("Consents that end soon"),
        columns=(
            Column(title=say("Who"), value=lambda row: row.contact, ref=lambda row: Ref("contacts", row.contact_id)),
            Column(title=say("For"), value=lambda row: named.get(row.purpose, row.purpose)),
            Column(title=say("Until"), value=lambda row: row.valid_until),
        ),
        rows=rows,
        empty=say("Nobody's consent ends within a month. Ask in time, and record what they say on their page."),
        template="privacy/listed.html",
        context={
            "rule": say("What has ended gives no right any more: ask in time, and record the answer."),
        },
        persons="consents that end soon",
    )


@pages.lists("/suppressions")
def suppressions(app: App) -> Listing:
    """List suppressed addresses, which nobody can read."""
    named = titles(app)
    return Listing(
        title=say("Addresses that must not be used"),
        columns=(
            Column(title=say("No."), value=lambda row: row.id),
            Column(title=say("Since"), value=lambda row: row.since),
            Column(title=say("Address"), value=lambda row: term(row.kind)),
            Column(title=say("Not"), value=not_by),
            Column(title=say("Not for"), value=lambda row: named.get(row.purpose, row.purpose)),
            Column(title=say("Why"), value=lambda row: row.reason, lesser=True),
        ),
        rows=service.list_suppressions(app, _ROWS + 1),
        most=_ROWS,
        empty=say("No address is suppressed. One that is stays out, whatever list brings it."),
        template="privacy/listed.html",
        context={
            "rule": say(
                "Only a digest is kept, from which nobody can read the address: it keeps out who must stay out."
            ),
            "step": "suppress",
        },
    )


@pages.form("/suppress")
def suppress(app: App) -> Answer:
    """Suppress an address that somebody writes down."""
    form = asking.read(*_address_fields(), *suppression_fields(app))
    if form.ready:
        with asking.told(form, "address") as outcome:
            given, postcode = form.text("address"), form.text("postcode")
            more = {"purpose": form.text("purpose"), "reason": form.text("reason")}
            if postcode:
                made = service.suppress_post(app, given, postcode, **more)
            else:
                made = service.suppress(app, given, everywhere=bool(form.answer("everywhere")), **more)
            told = say("That address is not used any more.")
            return done(told, url_for("privacy.suppressions"), change_id=made.change_id)
        form = outcome.form
    rule = say("Whoever asks not to be written to is not written to, in whatever spelling a list brings the address.")
    back = url_for("privacy.suppressions")
    return page("web/form.html", form, title=say("An address that must not be used"), explanation=rule, back=back)


@pages.form("/allow")
def allow(app: App) -> Answer:
    """Let an address be used again, because its owner asked for it."""
    why = Field(
        key="because", label=say("Who asked for it, and how"), kind=Kind.TEXT, needed=True, hint=say("For the history.")
    )
    form = asking.read(*_address_fields(), why)
    if form.ready:
        with asking.told(form, "address") as outcome:
            with app.change("allow address", because=form.text("because")) as change:
                service.allow(app, form.text("address"), postcode=form.text("postcode"), because=form.text("because"))
            return done(say("That address may be used again."), url_for("privacy.suppressions"), change_id=change.id)
        form = outcome.form
    rule = say("Only its owner lifts it: an address may be somebody else's too. It gives no consent by itself.")
    back = url_for("privacy.suppressions")
    return page("web/form.html", form, title=say("Let an address be used again"), explanation=rule, back=back)


@pages.lists("/holds")
def holds(app: App) -> Listing:
    """List who is kept whatever the rules of retention say."""
    rows = service.list_holds(app)
    return Listing(
        title=say("Who must be kept"),
        columns=(
            Column(title=say("Who"), value=lambda row: row.contact, ref=lambda row: Ref("contacts", row.contact_id)),
            Column(title=say("Why"), value=lambda row: row.reason),
            Column(title=say("Until"), value=lambda row: row.until_on),
        ),
        rows=rows,
        empty=say("Nobody is held. Who is needed for a claim in law is held on the privacy page of their contact."),
        template="privacy/listed.html",
        context={
            "rule": say("Who is held can be erased by nobody and by no rule, until they are released."),
        },
        persons="who is held",
    )


@pages.lists("/retention")
def retention(app: App) -> Listing:
    """List whose time is over by the rules of retention."""
    rows = service.due(app)
    return Listing(
        title=say("Whose time is over"),
        columns=(
            Column(title=say("Who"), value=lambda row: row.contact, ref=lambda row: Ref("contacts", row.contact_id)),
            Column(title=say("What goes"), value=lambda row: _CLASSES[row.data_class]),
            Column(title=say("Last heard"), value=lambda row: row.last_on),
            Column(title=say("Due since"), value=lambda row: row.due_on),
        ),
        rows=rows,
        most=_ROWS if wanted() == HTML else 0,
        empty=_nobody_due(app),
        template="privacy/listed.html",
        context={
            "rule": count(
                len(rows),
                "People are kept only as long as we need them. {n} is due; a run disposes of some, for good.",
                "People are kept only as long as we need them. {n} are due; a run disposes of some, for good.",
            ),
            "step": "dispose" if rows else "",
        },
        persons="who is due by retention",
    )


@pages.form("/retention/dispose", Action.ERASE)
def dispose(app: App) -> Answer:
    """Dispose of whose time is over, as long work."""
    due: list[Due] = service.due(app)
    if not due:
        return lead_to(url_for("privacy.retention"))
    form = asking.read(
        Field(
            key="sure",
            label=say("How many are due? To confirm, write the number: {n}", n=len(due)),
            kind=Kind.NUMBER,
            least=len(due),
            most=len(due),
        ),
        Field(
            key="clock_is_right",
            label=say("I have looked at the clock of the machine: it is {day}", day=app.clock.today()),
            kind=Kind.YES_NO,
            hint=say("Needed only where nothing was written for long."),
        ),
    )
    if form.ready and form.answer("sure") == len(due):
        job = jobs.start(app, "retention", {"clock_is_right": bool(form.answer("clock_is_right"))})
        return lead_to(Ref("jobs", job.id))
    rule = say("They are erased for good: it cannot be undone, and no list or backup brings them back.")
    back = url_for("privacy.retention")
    return page(
        "web/form.html",
        form,
        title=say("Dispose of whose time is over"),
        explanation=rule,
        back=back,
        label=say("Dispose"),
    )


@pages.lists("/access")
def access(app: App) -> Listing:
    """List who looked at or took out data of persons, newest first."""
    number, since = request.args.get("contact", type=int), request.args.get("since", "")
    named = {**titles(app), "": ""}
    rows = service.accesses(app, contact_id=number, since=_day(since), limit=_ROWS + 1)
    return Listing(
        title=say("Who looked"),
        columns=(
            Column(title=say("When"), value=lambda row: row.at),
            Column(title=say("Who"), value=lambda row: row.by),
            Column(title=say("What"), value=lambda row: term(row.what)),
            Column(title=say("For"), value=lambda row: named.get(row.purpose, term(row.purpose)), lesser=True),
            Column(title=say("How many"), value=lambda row: row.count),
            Column(
                title=say("About"),
                value=lambda row: row.whom,
                ref=lambda row: Ref("contacts", row.contact_id) if row.contact_id else None,
            ),
        ),
        rows=rows,
        most=_ROWS,
        empty=say("Nobody looked at or took out personal data yet."),
        template="privacy/listed.html",
        context={
            "rule": say("So that anybody can be told who saw what is held about them, and what left the house."),
        },
        persons="log of access",
    )


def _address_fields() -> list[Field]:
    return [
        Field(
            key="address",
            label=say("E-mail address or telephone number"),
            kind=Kind.TEXT,
            needed=True,
            hint=say("For letters: the name, with the postcode below."),
        ),
        Field(key="postcode", label=say("Postcode"), kind=Kind.TEXT),
    ]


def _nobody_due(app: App) -> str:
    if service.retention_rules(app):
        return say("Nobody's time is over.")
    return say("No rule says how long people are kept. Rules stand in the settings under [[privacy.retention]].")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NotFoundError(say("{text} is no day, such as 2026-03-09.", text=text)) from None
