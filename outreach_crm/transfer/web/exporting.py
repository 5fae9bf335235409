"""Pages of exports: whom, what for, who leaves and who does not and why; made by a job, fetched by whoever asked."""

from collections.abc import Mapping
from io import BytesIO
from urllib.parse import urlencode

from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import OutreachError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Ref
from outreach_crm.policy import Action
from outreach_crm.privacy import service as privacy
from outreach_crm.sectors import service as sectors
from outreach_crm.segments import service as segments
from outreach_crm.text import say
from outreach_crm.transfer import service
from outreach_crm.transfer.service import Order
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, Office, done, lead_to, page
from outreach_crm.web.sending import handed

pages = Office("exports", "outreach_crm.transfer")

_ASKED = ("segment", "sector", "purpose", "channel", "format")


@pages.form("", Action.EXPORT)
def start(app: App) -> Answer:
    """Say whom and what for; what is asked stands in the address, what is then said of it is not sent yet."""
    form = asking.read(*_fields(app))
    if form.ready:
        with asking.told(form) as outcome:
            order = Order(**{key: form.text(key) for key in _ASKED})
            service.weigh(app, order)
            return lead_to(_path("weigh", {key: form.text(key) for key in _ASKED}))
        form = outcome.form
    named = {one.key: one.title for one in privacy.purposes(app)}
    made, waiting = service.listed(app, service.OUT), service.asked(app)
    return page("transfer/export.html", form, made=made, waiting=waiting, purposes=named, own=app.actor.name)


@pages.form("/who", Action.EXPORT)
def weigh(app: App) -> Answer:
    """Show who would leave, who would not and why; then have it made."""
    asked = {key: request.args.get(key, "") for key in _ASKED}
    if not asked["purpose"] or not asked["format"]:
        return lead_to(url_for(".start"))
    looked = service.weigh(app, Order(**asked)).look
    why = Field(
        key="because", label=say("Why"), kind=Kind.TEXT, needed=bool(looked.warnings), hint=_hint(looked.warnings)
    )
    form = asking.read(why)
    if form.ready:
        with asking.told(form) as outcome:
            job = service.begin_export(app, Order(**asked, because=form.text("because")))
            return lead_to(Ref("jobs", job))
        form = outcome.form
    purpose = privacy.find_purpose(app, looked.purpose)
    back = _path("start", asked)
    return page("transfer/leaving.html", form, look=looked, purpose=purpose, back=back)


@pages.act("/asked/<int:request_id>/agree", Action.EXPORT)
def agree(app: App, request_id: int) -> Response:
    """Agree to an export that somebody else asked for."""
    found = service.agree(app, request_id)
    told = say("{name} may take them out now, by asking for the same again.", name=found.asked_by)
    return done(told, url_for(".start"))


@pages.look("/contact/<int:contact_id>", Action.EXPORT)
def contact(app: App, contact_id: int) -> Response:
    """Hand the vCard of one contact to whoever asks, for a telephone or an address book."""
    found = contacts.get(app, contact_id)
    service.export_one(app, contact_id, service.exporter_of(app, "vcard4"), card := BytesIO())
    return handed(f"{found.name}.vcf", [card.getvalue()])


@pages.look("/<int:file_id>", Action.EXPORT)
def show(app: App, file_id: int) -> Answer:
    """Show an export that is made."""
    kept = service.fetched(app, file_id)
    return page("transfer/made.html", kept=kept, left=service.left_since(app, kept))


@pages.look("/<int:file_id>/file", Action.EXPORT)
def fetch(app: App, file_id: int) -> Response:
    """Hand an export to whoever asked for it, unless somebody in it may not leave any more."""
    kept, pieces = service.fetch(app, file_id)
    return handed(kept.name, pieces)


@pages.act("/<int:file_id>/drop", Action.EXPORT)
def drop(app: App, file_id: int) -> Response:
    """Let go of an export."""
    kept = service.fetched(app, file_id)
    service.drop(app, kept.id)
    return done(say("{file} was thrown away.", file=kept.name), url_for(".start"))


def _path(view: str, asked: Mapping[str, str]) -> str:
    return f"{url_for(f'exports.{view}')}?{urlencode({key: text for key, text in asked.items() if text})}"


def _hint(warnings: object) -> str:
    return say("With a reason you go on in spite of the warnings; it stands in the history.") if warnings else ""


def _fields(app: App) -> list[Field]:
    def now(key: str) -> str:
        return request.args.get(key, "")

    saved = segments.list_segments(app)
    whom = (Choice("", say("everybody")), *(Choice(str(one.id), one.name) for one in saved))
    groups = (Choice("", say("— any —")), *(Choice(one.key, one.name) for one in sectors.all_sectors(app)))
    purposes = tuple(Choice(one.key, privacy.in_a_line(one)) for one in privacy.purposes(app))
    ways = (Choice("", say("not known yet")), *(Choice(one, privacy.way(one)) for one in privacy.channels(app)))
    formats = tuple(Choice(one.key, one.title) for one in app.plugins.exporters() if _is_there(app, one.key))
    return [
        Field(key="segment", label=say("Whom"), kind=Kind.ONE_OF, value=now("segment"), choices=whom),
        Field(
            key="sector",
            label=say("Only those held for a sector"),
            kind=Kind.ONE_OF,
            value=now("sector"),
            choices=groups,
        ),
        Field(key="purpose", label=say("What for"), kind=Kind.ONE_OF, value=now("purpose"), choices=purposes),
        Field(
            key="channel",
            label=say("By which way they will be turned to"),
            kind=Kind.ONE_OF,
            value=now("channel"),
            choices=ways,
        ),
        Field(
            key="format",
            label=say("As what"),
            kind=Kind.ONE_OF,
            value=now("format") or formats[0].key,
            choices=formats,
        ),
    ]


def _is_there(app: App, key: str) -> bool:
    try:
        return bool(service.exporter_of(app, key))
    except OutreachError:
        return False
