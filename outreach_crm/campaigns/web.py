"""Pages of campaigns: what the section works on for a time, and all that belongs to it."""

from collections.abc import Iterable

from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.campaigns import service
from outreach_crm.campaigns.model import Campaign, CampaignDraft, CampaignEdit
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups import service as groups
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Problem, Ref
from outreach_crm.policy import Action
from outreach_crm.text import read_number, say
from outreach_crm.web import asking, links, visiting
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, Office, done, page

pages = Office("campaigns", __name__)

_PAGE = 100


@pages.lists("")
def listed(app: App) -> Listing:
    """List campaigns, the latest first."""
    past = "past" in request.args
    return Listing(
        title=say("Campaigns"),
        columns=(
            Column(title=say("Campaign"), value=lambda one: one.name, ref=lambda one: Ref("campaigns", one.id)),
            Column(title=say("When"), value=lambda one: one.when),
            Column(title=say("Countries"), value=lambda one: _countries(app, one), lesser=True),
            Column(title=say("Themes"), value=lambda one: ", ".join(one.themes), lesser=True),
            Column(
                title=say("Responsible"),
                value=lambda one: one.group,
                ref=lambda one: Ref("contacts", one.group_id) if one.group_id else None,
            ),
        ),
        rows=service.list_campaigns(app, past=past, limit=_PAGE + 1),
        most=_PAGE,
        empty=say("No campaign goes on. Whatever is asked, sent, met or worked on can be linked to one."),
        template="campaigns/listed.html",
        context={"past": past},
    )


def _countries(app: App, campaign: Campaign, between: str = ", ") -> str:
    return between.join(keywords.country_name(one, app.section.language) or one for one in campaign.countries)


@pages.look("/<int:campaign_id>")
def shown(app: App, campaign_id: int) -> Answer:
    """Show a campaign with what belongs to it."""
    card = service.show(app, campaign_id, limit=_PAGE)
    return page("campaigns/shown.html", card=card, campaign=card.campaign, countries=_countries(app, card.campaign))


@pages.form("/add")
def add(app: App) -> Answer:
    """Begin a campaign."""
    form = asking.read(*_asked(app))
    if form.ready:
        with asking.told(form) as outcome:
            made = service.add(app, _draft(app, form))
            return done(say("Added: {what}.", what=made.name), _path(made.id), change_id=made.change_id)
        form = outcome.form
    return page("web/form.html", form, title=say("A new campaign"), back=url_for("campaigns.listed"))


@pages.form("/<int:campaign_id>/edit")
def edit(app: App, campaign_id: int) -> Answer:
    """Change a campaign."""
    campaign = service.get(app, campaign_id)
    form = asking.read(*_asked(app, campaign), version=campaign.change_id)
    if form.ready:
        with asking.told(form) as outcome:
            changed = service.edit(app, campaign_id, _changes(app, form, campaign))
            return done(say("Changed: {what}.", what=changed.name), _path(campaign_id), change_id=changed.change_id)
        form = outcome.form
    return page("web/form.html", form, title=say("Change: {what}", what=campaign.name), back=_path(campaign_id))


def _asked(app: App, campaign: Campaign | None = None) -> tuple[Field, ...]:
    listed = groups.list_groups(app)
    there = {str(one.contact_id): one.name for one in listed}
    if campaign and campaign.group_id:
        there.setdefault(str(campaign.group_id), campaign.group)
    themes = service.themes(app, campaign.id) if campaign else ()
    countries = _countries(app, campaign, "\n") if campaign else ""
    return (
        Field(key="name", label=say("Name"), kind=Kind.TEXT, needed=True, value=campaign.name if campaign else ""),
        Field(key="from_on", label=say("From which day"), kind=Kind.DATE, value=campaign.from_on if campaign else None),
        Field(key="to_on", label=say("Until"), kind=Kind.DATE, value=campaign.to_on if campaign else None),
        Field(
            key="countries",
            label=say("Target countries"),
            kind=Kind.LINES,
            value=countries,
            hint=say("One on each line."),
        ),
        Field(
            key="themes",
            label=say("Themes"),
            kind=Kind.SEVERAL_OF,
            value=tuple(map(str, themes)),
            find="outreach_crm.contacts.service.picking:interests",
        ),
        Field(
            key="group",
            label=say("Responsible group"),
            kind=Kind.ONE_OF,
            choices=(Choice("", say("Nobody yet")), *(Choice(key, name) for key, name in there.items())),
            value=str(campaign.group_id or "") if campaign else "",
        ),
    )


def _draft(app: App, form: asking.Form) -> CampaignDraft:
    return CampaignDraft(
        **_texts(form),
        countries=tuple(_read_countries(form)),
        themes=tuple(_addresses(app, form.answer("themes") or ())),
    )


def _changes(app: App, form: asking.Form, campaign: Campaign) -> CampaignEdit:
    """Return what is to be added and taken away, for there is one question for each kind of part."""
    there, wanted = set(campaign.countries), set(_read_countries(form))
    before, after = set(map(str, service.themes(app, campaign.id))), set(form.answer("themes") or ())
    return CampaignEdit(
        fields=_texts(form),
        countries=tuple(sorted(wanted - there)),
        no_countries=tuple(sorted(there - wanted)),
        themes=tuple(_addresses(app, after - before)),
        no_themes=tuple(_addresses(app, before - after)),
        version=form.seen,
    )


def _texts(form: asking.Form) -> dict[str, str]:
    return {key: form.text(key) for key in ("name", "from_on", "to_on", "group")}


def _read_countries(form: asking.Form) -> list[str]:
    try:
        return [contacts.read_country(line) for line in form.text("countries").splitlines() if line.strip()]
    except InvalidInputError as error:
        raise InvalidInputError(error.on_page, problems=(Problem(field="countries", sentence=error.on_page),)) from None


def _addresses(app: App, numbers: Iterable[str]) -> list[str]:
    return [str(one.address) for one in keywords.some(app, map(int, numbers))]


@pages.form("/link")
def link(app: App) -> Answer:
    """Link something, or somebody, to a campaign."""
    ref, wanted = Ref.read(request.args.get("ref", "")), request.args.get("campaign", "")
    form = asking.read(*_link_fields(app, ref, wanted))
    if form.ready:
        with asking.told(form) as outcome:
            return _linked(app, form, ref)
        form = outcome.form
    back = links.there(_path(number) if (number := read_number(wanted)) else url_for("campaigns.listed"))
    return page("web/form.html", form, title=say("Link to a campaign"), back=back)


def _link_fields(app: App, ref: Ref | None, wanted: str) -> tuple[Field, ...]:
    running = tuple(Choice(str(one.id), one.name) for one in service.list_campaigns(app, past=True))
    whom = contacts.which("contact", say("Who"))
    fields = (
        Field(key="campaign", label=say("Which campaign"), kind=Kind.ONE_OF, choices=running, value=wanted),
        Field(
            key="title",
            label=say("What it is, in a few words"),
            kind=Kind.TEXT,
            value=request.args.get("title", ""),
            hint=say("Without the names of people; may stay empty for a contact."),
        ),
        Field(key="day", label=say("Its day"), kind=Kind.DATE, value=app.clock.today()),
    )
    return fields if ref else (whom, *fields)


def _linked(app: App, form: asking.Form, ref: Ref | None) -> Response:
    ref = ref or Ref("contacts", int(form.text("contact")))
    number = int(form.text("campaign"))
    for one in (ref, Ref("campaigns", number)):
        visiting.ask(Action.WRITE, one)
    with app.change("link to campaign") as change:
        found = service.get(app, number)
        on = form.answer("day") or app.clock.today()
        service.link(app, found.id, ref, title=form.text("title"), on=on)
    return done(say("Linked to {campaign}.", campaign=found.name), links.there(_path(found.id)), change_id=change.id)


@pages.act("/<int:campaign_id>/unlink")
def unlink(app: App, campaign_id: int) -> Response:
    """Take something out of a campaign."""
    ref = Ref.read(request.form.get("ref", ""))
    if ref is None:
        raise InvalidInputError(say("This is not linked any more; look again."))
    with app.change("unlink from campaign") as change:
        service.unlink(app, campaign_id, ref)
    return done(say("No longer linked."), _path(campaign_id), change_id=change.id)


def _path(campaign_id: int) -> str:
    return url_for("campaigns.shown", campaign_id=campaign_id)
