"""Pages of translators: the list, one of them, adding one; and asking all of them again."""

from flask import Response, request, url_for

from outreach_crm import App
from outreach_crm.contacts import service as contacts
from outreach_crm.forms import Field, Kind
from outreach_crm.jobs import service as jobs
from outreach_crm.model import Ref
from outreach_crm.text import read_number, say
from outreach_crm.web import asking
from outreach_crm.web.links import path_of, there
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, Office, done, lead_to, page
from outreach_translators import service

pages = Office("translators", __name__)


@pages.lists("")
def listed(app: App) -> Listing:
    """List the translators by language."""
    return Listing(
        title=say("Translators"),
        columns=(
            Column(title=say("Language"), value=lambda one: one.language, ref=lambda one: Ref("translators", one.id)),
            Column(title=say("Who"), value=lambda one: one.name, ref=lambda one: Ref("contacts", one.contact_id)),
            Column(title=say("Confirmed"), value=lambda one: one.confirmed_on),
        ),
        rows=service.list_translators(app),
        empty=say("Nobody translates for us yet. Add whoever offered to, and their language."),
        template="translators/listed.html",
    )


@pages.look("/<int:translator_id>")
def shown(app: App, translator_id: int) -> Answer:
    """Show who translates into what."""
    return page("translators/shown.html", one=service.get(app, translator_id))


@pages.form("/add")
def add(app: App) -> Answer:
    """Note that somebody translates for us."""
    form = asking.read(
        contacts.which("contact", say("Who"), value=read_number(request.args.get("contact", ""))),
        Field(key="language", label=say("Into which language"), kind=Kind.TEXT, needed=True, hint=say("en, fr, es")),
    )
    if form.ready:
        with asking.told(form, beside="language") as outcome:
            made = service.confirm(app, int(form.text("contact")), form.text("language"))
            said = say("{who} translates into {language}.", who=made.name, language=made.language)
            return done(said, path_of(Ref("translators", made.id)), change_id=made.change_id)
        form = outcome.form
    return page("web/form.html", form, title=say("A new translator"), back=url_for("translators.listed"))


@pages.act("/<int:translator_id>/confirm")
def confirm(app: App, translator_id: int) -> Response:
    """Note that the offer still stands."""
    one = service.get(app, translator_id)
    made = service.confirm(app, one.contact_id, one.language)
    said = say("{who} still translates into {language}.", who=made.name, language=made.language)
    return done(said, there(path_of(Ref("translators", made.id))), change_id=made.change_id)


@pages.act("/confirm-all")
def confirm_all(app: App) -> Response:
    """Note that all offers still stand, beside the pages: it may take a while."""
    return lead_to(Ref("jobs", jobs.start(app, "confirm-translators").id))
