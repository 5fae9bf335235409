"""Pages of one case: all that is known of it, and the forms by which it is written down."""

from attrs import evolve
from flask import url_for

from outreach_cases import service
from outreach_cases.model.cases import CaseDraft, Consent, Gender, Whom
from outreach_cases.model.levels import Decided, Level, Reason
from outreach_cases.model.links import written_addressees
from outreach_cases.model.openness import against_giving
from outreach_cases.service import feedback
from outreach_cases.web.blueprint import home, pages
from outreach_cases.web.restricting import who_sees
from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Problem
from outreach_crm.text import beginning, row, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page

_FIND = "outreach_crm.contacts.service.picking:interests"
REASONS = (Choice("", say("No reason of these")), *(Choice(one.value, beginning(one.label)) for one in Reason))
"""Reasons for which a case is closed or left, to be chosen from."""


@pages.form("/add")
def add(app: App) -> Answer:
    """Write a case down."""
    form = asking.read(*_fields(app, CaseDraft(name=""), ()), *_first(app))
    if form.ready:
        with asking.told(form) as outcome:
            reason = Reason(form.text("reason")) if form.text("reason") else None
            first = Decided(state=form.text("level"), reason=reason)
            made = service.add(app, evolve(_draft(app, form), circle=form.text("circle")), first)
            told = row([say("Kept: {case}.", case=made.called), *service.namesakes(app, made)], " ")
            return done(told, home(made.id), change_id=made.change_id)
        form = outcome.form
    title, back = say("A new case"), url_for("outreach_cases.board")
    return page(
        "web/form.html", form, title=title, label=say("Keep it"), further=("reason", "circle", *_FURTHER), back=back
    )


@pages.form("/<int:case_id>/edit")
def edit(app: App, case_id: int) -> Answer:
    """Write a case otherwise."""
    case = service.get(app, case_id)
    own = tuple(one.id for one in service.concerns(app, [case])[case_id])
    now = service.draft_of(case, addressees=written_addressees(service.addressees(app, case_id)))
    form = asking.read(*_fields(app, now, own), version=case.change_id)
    if form.ready:
        with asking.told(form) as outcome:
            changed = service.edit(app, case_id, _draft(app, form))
            return done(say("Changed."), home(case_id), change_id=changed.change_id)
        form = outcome.form
    return page("web/form.html", form, title=say("Edit {case}", case=case.called), back=home(case_id))


@pages.look("/<int:case_id>")
def shown(app: App, case_id: int) -> Answer:
    """Show a case: whom it is about, how far it was when, and what belongs to it."""
    case = service.get(app, case_id)
    return page(
        "outreach_cases/shown.html",
        case=case,
        seen_by=service.seen_by(app, case),
        region=service.regions(app, [case.country]).get(case.country, ""),
        concerns=service.concerns(app, [case])[case_id],
        history=[*reversed(service.history(app, case_id))],
        addressees=service.addressees(app, case_id),
        links=service.links(app, case_id),
        pointers=service.pointers(app, case_id),
        versions=service.versions(app, case_id),
        notes=service.notes(app, case_id),
        against=[*against_giving(case)],
        holdings=service.holders_of(app, case_id),
        limits=service.limits(app, case_id),
        feedback=feedback.listed(app, feedback.wanted(app, everything=True, case=str(case_id))),
        actions=service.actions_of_case(app, case_id),
        activities=service.activities(app, case_id),
        updates=service.updates(app, case_id),
    )


_FURTHER = ("gender", "language", "wish", "addressees")


def _fields(app: App, now: CaseDraft, concerns: tuple[int, ...]) -> tuple[Field, ...]:
    whom = tuple(Choice(one.value, beginning(one.label)) for one in Whom)
    genders = (Choice("", say("Not known, or several")), *(Choice(one.value, beginning(one.label)) for one in Gender))
    consents = tuple(Choice(one.value, beginning(one.label)) for one in Consent)
    many = say("Of a group or community: 12, about 300; nothing where nobody knows.")
    blocks = say("A block of lines for each, parted by an empty line: the name, then the address, an e-mail address.")
    several = tuple(map(str, concerns))
    return (
        Field(key="name", label=say("What it is called"), kind=Kind.TEXT, needed=True, value=now.name),
        Field(key="ref", label=say("Reference of the International Secretariat"), kind=Kind.TEXT, value=now.ref),
        Field(key="whom", label=say("Whom it is about"), kind=Kind.ONE_OF, choices=whom, value=now.whom),
        Field(key="people", label=say("How many they are"), kind=Kind.TEXT, value=now.people, hint=many),
        Field(key="country", label=say("Country"), kind=Kind.TEXT, value=now.country),
        Field(key="concerns", label=say("Concerns"), kind=Kind.SEVERAL_OF, value=several, find=_FIND),
        Field(key="poc", label=say("Prisoner of conscience"), kind=Kind.YES_NO, value=now.poc),
        Field(key="public", label=say("Anybody may know of it"), kind=Kind.YES_NO, value=now.public),
        Field(
            key="consent", label=say("What they want to be done"), kind=Kind.ONE_OF, choices=consents, value=now.consent
        ),
        Field(key="wish", label=say("What else they wish"), kind=Kind.LINES, value=now.wish),
        Field(key="gender", label=say("Gender"), kind=Kind.ONE_OF, choices=genders, value=now.gender),
        Field(
            key="language",
            label=say("Language of the casefile"),
            kind=Kind.TEXT,
            value=now.language,
            hint=say("Two letters, such as en, fr, es."),
        ),
        Field(key="addressees", label=say("To whom appeals go"), kind=Kind.LINES, value=now.addressees, hint=blocks),
    )


def _first(app: App) -> tuple[Field, ...]:
    levels = tuple(Choice(one.value, beginning(one.label)) for one in Level)
    since, today = say("Since when it is a case"), app.clock.today()
    return (
        Field(
            key="level", label=say("Level in the portfolio"), kind=Kind.ONE_OF, choices=levels, value=Level.DRAFT.value
        ),
        Field(key="reason", label=say("Why, where it is closed"), kind=Kind.ONE_OF, choices=REASONS, value=""),
        Field(key="opened_on", label=since, kind=Kind.DATE, value=today, most=today),
        who_sees(app),
    )


def _draft(app: App, form: asking.Form) -> CaseDraft:
    """Return the case that somebody wrote.

    Raises:
        InvalidInputError: a concern is none any more.
    """
    chosen = [int(one) for one in form.answer("concerns") or ()]
    concerns = keywords.some(app, chosen)
    if len(concerns) != len(chosen):
        gone = say("One of these is no keyword any more; choose again.")
        raise InvalidInputError(gone, (Problem(field="concerns", sentence=gone),))
    opened = form.answer("opened_on")
    plain = ("name", "ref", "whom", "people", "country", "consent", "wish", "gender", "language", "addressees")
    return CaseDraft(
        **{key: form.text(key) for key in plain},
        public=bool(form.answer("public")),
        poc=bool(form.answer("poc")),
        opened_on=opened.isoformat() if opened else "",
        concerns=tuple(str(one.address) for one in concerns),
        version=form.seen,
    )
