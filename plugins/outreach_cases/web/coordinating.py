"""Pages of who coordinates the work on a country, and of how many groups a case is for."""

from flask import request, url_for

from outreach_cases import service
from outreach_cases.web.blueprint import home, pages
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import OutreachError
from outreach_crm.forms import Field, Kind
from outreach_crm.model import Ref
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, done, page
from outreach_crm.web.wording import country_name


@pages.lists("/coordinators")
def coordinators(app: App) -> Listing:
    """List who coordinates the work on countries, or on those of a region."""
    where, wrong = request.args.get("in", "").strip(), ""
    try:
        codes = service.countries(app, where) if where else None
    except OutreachError as error:
        codes, wrong = None, error.on_page
    there = service.coordinators(app, codes)
    regions = service.regions(app, [one.country for one in there])
    return Listing(
        title=say("Coordinators"),
        columns=(
            Column(title=say("Country"), value=lambda one: country_name(one.country)),
            Column(title=say("Region"), value=lambda one: regions.get(one.country, ""), lesser=True),
            Column(
                title=say("Coordinator"), value=lambda one: one.name, ref=lambda one: Ref("contacts", one.contact_id)
            ),
            Column(title=say("Since"), value=lambda one: one.from_on, lesser=True),
        ),
        rows=there,
        empty=say("Nobody coordinates the work there."),
        template="outreach_cases/coordinators.html",
        context={"where": where, "wrong": wrong},
        persons="coordinators for countries",
    )


@pages.form("/coordinators/add")
def coordinator_add(app: App) -> Answer:
    """Write down who coordinates the work on a country from today on; who did so no longer does."""
    form = asking.read(
        Field(
            key="country",
            label=say("Country"),
            kind=Kind.TEXT,
            needed=True,
            value=request.args.get("country", ""),
            hint=say("Whoever coordinated the work on it until now no longer does."),
        ),
        contacts.which("who", say("Who coordinates the work on it")),
    )
    back = url_for("outreach_cases.coordinators")
    if form.ready:
        with asking.told(form, "country") as outcome:
            made = service.coordinate(app, int(form.text("who")), form.text("country"))
            told = say("{name} coordinates the work on {country}.", name=made.name, country=country_name(made.country))
            return done(told, back, change_id=made.change_id)
        form = outcome.form
    return page("web/form.html", form, title=say("Who coordinates"), label=say("Keep it"), back=back)


@pages.act("/coordinators/<int:coordinator_id>/end")
def coordinator_end(app: App, coordinator_id: int) -> Answer:
    """Write down that somebody no longer coordinates the work on a country."""
    one = service.coordinator(app, coordinator_id)
    change_id = service.coordinate_no_more(app, one.contact_id, one.country)
    told = say("{name} no longer coordinates the work on {country}.", name=one.name, country=country_name(one.country))
    return done(told, url_for("outreach_cases.coordinators"), change_id=change_id)


@pages.form("/<int:case_id>/places")
def places(app: App, case_id: int) -> Answer:
    """Write down how many groups shall and may work on a case."""
    case, usual = service.get(app, case_id), service.usual_limits(app)
    least, most = service.own_limits(app, case_id)
    form = asking.read(
        Field(
            key="least",
            label=say("So many groups shall work on it"),
            kind=Kind.NUMBER,
            value=least,
            hint=say("Empty: as usual, {n}.", n=usual[0]),
        ),
        Field(
            key="most",
            label=say("No more groups than that may"),
            kind=Kind.NUMBER,
            value=most,
            hint=say("Empty: as usual, {n}.", n=usual[1]),
        ),
        version=case.change_id,
    )
    if form.ready:
        with asking.told(form, "most") as outcome:
            least, most = form.answer("least"), form.answer("most")
            service.set_limits(app, case_id, least, most, version=form.seen)
            return done(say("Kept."), home(case_id), change_id=service.get(app, case_id).change_id)
        form = outcome.form
    return page("web/form.html", form, title=say("Groups of {case}", case=case.called), back=home(case_id))
