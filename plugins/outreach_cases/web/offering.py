"""Pages on which a group is offered cases, says what it wishes for, and takes one on."""

from flask import request, url_for

from outreach_cases import service
from outreach_cases.model.holdings import DUTIES, Acceptance
from outreach_cases.model.wishes import Facet, Mark, Paper, TermsDraft
from outreach_cases.web.blueprint import pages
from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups import service as groups
from outreach_crm.text import beginning, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page


def there(group_id: int) -> str:
    """Return where a group is offered cases."""
    return url_for("outreach_cases.offered", contact_id=group_id)


@pages.look("/groups/<int:contact_id>")
def offered(app: App, contact_id: int) -> Answer:
    """Show the five cases that are best for a group, and why; what it holds, and what it wishes for."""
    return page(
        "outreach_cases/offered.html",
        found=service.offer(app, contact_id),
        held=service.held_by(app, contact_id),
        wishes=service.wishes(app, contact_id),
        terms=service.terms(app, contact_id),
        refusals=service.refusals(app, contact_id),
        requests=service.requests(app, contact_id, everything=True),
        sign_ups=service.sign_ups(app, contact_id),
        duties=DUTIES,
    )


@pages.form("/groups/<int:contact_id>/wish")
def wish(app: App, contact_id: int) -> Answer:
    """Write down what a group wishes for."""
    group = groups.get(app, contact_id)
    facets = tuple(Choice(one.value, beginning(one.label)) for one in Facet)
    marks = tuple(Choice(one.value, beginning(one.label)) for one in Mark)
    hint = say("A region or country, a concern, or f, m, x.")
    form = asking.read(
        Field(key="facet", label=say("Of what"), kind=Kind.ONE_OF, choices=facets, value=Facet.REGION.value),
        Field(key="value", label=say("What they wish for"), kind=Kind.TEXT, needed=True, hint=hint),
        Field(key="mark", label=say("How much they mean it"), kind=Kind.ONE_OF, choices=marks, value=Mark.WISH.value),
    )
    if form.ready:
        with asking.told(form, "value") as outcome:
            service.wish(app, contact_id, Facet(form.text("facet")), form.text("value"), Mark(form.text("mark")))
            return done(say("The wish is kept."), there(contact_id))
        form = outcome.form
    title = say("A wish of {group}", group=group.name)
    return page("web/form.html", form, title=title, back=there(contact_id))


@pages.act("/groups/<int:contact_id>/wish/<int:wish_id>/drop")
def drop_wish(app: App, contact_id: int, wish_id: int) -> Answer:
    """Take a wish away."""
    service.drop_wish(app, contact_id, wish_id)
    return done(say("The wish is gone."), there(contact_id))


@pages.form("/groups/<int:contact_id>/terms")
def terms(app: App, contact_id: int) -> Answer:
    """Say what a group needs for casework."""
    group, now = groups.get(app, contact_id), service.terms(app, contact_id)
    papers = tuple(Choice(one.value, beginning(one.label)) for one in Paper)
    several = say("Nothing: as is written of the group, else one.")
    usual = say("Two letters each, such as en, fr; nothing: those in which the group writes.")
    capacity, actions = ("" if one is None else str(one) for one in (now.capacity, now.actions))
    fewer = say("Beside Urgent Actions. Where fewer are there, its agenda says by when to ask the programme.")
    form = asking.read(
        Field(key="capacity", label=say("Cases at once"), kind=Kind.TEXT, value=capacity, hint=several),
        Field(key="languages", label=say("Reads casefiles in"), kind=Kind.TEXT, value=now.languages, hint=usual),
        Field(key="paper", label=say("Papers by"), kind=Kind.ONE_OF, choices=papers, value=now.paper.value),
        Field(key="actions", label=say("Actions for a meeting"), kind=Kind.TEXT, value=actions, hint=fewer),
        Field(key="note", label=say("What else is to be thought of"), kind=Kind.LINES, value=now.note),
        version=now.change_id,
    )
    if form.ready:
        with asking.told(form, "capacity") as outcome:
            plain = {key: form.text(key) for key in ("capacity", "languages", "paper", "actions", "note")}
            kept = service.set_terms(app, contact_id, TermsDraft(**plain, version=form.seen))
            return done(say("Kept."), there(contact_id), change_id=kept.change_id)
        form = outcome.form
    title = say("What {group} needs for casework", group=group.name)
    return page("web/form.html", form, title=title, back=there(contact_id))


@pages.form("/groups/<int:contact_id>/refuse/<int:number>")
def refuse(app: App, contact_id: int, number: int) -> Answer:
    """Write down that a group said no to a case."""
    case = service.get(app, number)
    form = asking.read(Field(key="because", label=say("Why they do not want it"), kind=Kind.TEXT, needed=True))
    if form.ready:
        with asking.told(form, "because") as outcome:
            service.refuse(app, contact_id, number, because=form.text("because"))
            return done(say("Kept; they are not offered it again."), there(contact_id))
        form = outcome.form
    return page("web/form.html", form, title=say("No to {case}", case=case.called), back=there(contact_id))


@pages.act("/groups/<int:contact_id>/refuse/<int:number>/again")
def offer_again(app: App, contact_id: int, number: int) -> Answer:
    """Let a group be offered a case again that it said no to."""
    service.drop_refusal(app, contact_id, number)
    return done(say("They can be offered it again."), there(contact_id))


@pages.form("/groups/<int:contact_id>/accept")
def accept(app: App, contact_id: int) -> Answer:
    """Give a group a case that it accepts."""
    group, today = groups.get(app, contact_id), app.clock.today()
    people = tuple(Choice(str(number), name) for number, name in service.could_hold(app, contact_id).items())
    other = say("Only where it is not among the five that are offered.")
    asked = request.args.get("case", "")
    form = asking.read(
        Field(key="case", label=say("Which case"), kind=Kind.TEXT, needed=True, value=asked),
        Field(key="holder", label=say("Who holds the casefile"), kind=Kind.ONE_OF, choices=people, needed=True),
        Field(key="on", label=say("Since when"), kind=Kind.DATE, value=today, most=today),
        Field(key="other", label=say("Why they chose another case"), kind=Kind.TEXT, hint=other),
        Field(key="agreed", label=say("They have read the duties and agree"), kind=Kind.YES_NO),
    )
    if form.ready:
        with asking.told(form, "case") as outcome:
            day = form.answer("on")
            draft = Acceptance(
                group_id=contact_id,
                case_id=service.resolve(app, form.text("case")).id,
                holder_id=int(form.text("holder")),
                on=day.isoformat() if day else "",
                other=form.text("other"),
                agreed=bool(form.answer("agreed")),
            )
            made = service.accept(app, draft)
            told = say("{group} holds {case}. Now send the casefile.", group=made.group, case=made.case)
            return done(told, url_for("outreach_cases.held", holding_id=made.id), change_id=made.change_id)
        form = outcome.form
    title = say("A case for {group}", group=group.name)
    return page("outreach_cases/accept.html", form, title=title, duties=DUTIES, people=people, back=there(contact_id))
