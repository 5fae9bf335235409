"""Pages that make a mailing: draft it, alter it, write its texts, and the newsletter of a sector."""

from flask import Response, url_for

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Dispatch, Draft, Tally, Text
from outreach_crm.dispatch.service import Edit
from outreach_crm.dispatch.web import asking_for
from outreach_crm.dispatch.web.blueprint import home, pages
from outreach_crm.errors import OutreachError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.sectors import service as sectors
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.asking import Form
from outreach_crm.web.office import Answer, done, page
from outreach_crm.web.wording import language_name

# Bytes of a form that holds a text: 200,000 letters, however they are written.
_MOST = 1_000_000


@pages.form("/add", most_bytes=_MOST)
def add(app: App) -> Answer:
    """Draft a mailing: what it is called, to whom it goes, and what it says."""
    form = asking.read(*asking_for.about(app), *asking_for.saying(app))
    if form.ready:
        with asking.told(form) as outcome:
            with app.change("draft mailing"):
                segment = asking_for.segment_of(app, form.text("to"))
                made = service.draft(app, _drafted(form, segment))
            told = say("Drafted: {name}. Nothing leaves yet.", name=made.name)
            return done(told, home(made.id), change_id=made.change_id)
        form = outcome.form
    return page("dispatch/add.html", form, fields_there=asking_for.known_fields())


def _drafted(form: Form, segment: str) -> Draft:
    return Draft(
        name=form.text("name"),
        purpose=form.text("purpose"),
        channel=form.text("channel"),
        sector=form.text("sector"),
        segment=segment,
        until_on=form.answer("until_on"),
        texts=(asking_for.said(form),),
    )


@pages.form("/<int:dispatch_id>/edit")
def edit(app: App, dispatch_id: int) -> Answer:
    """Alter what a draft is called, to whom and how it goes."""
    found = service.open_draft(app, dispatch_id)
    form = asking.read(*asking_for.about(app, found), version=found.change_id)
    if form.ready:
        with asking.told(form) as outcome:
            with app.change("edit mailing"):
                made = service.edit(app, dispatch_id, _edited(app, form))
            change_id = made.change_id if made.change_id != found.change_id else None
            return done(say("{name} was changed.", name=made.name), home(dispatch_id), change_id=change_id)
        form = outcome.form
    title = say("{name}: to whom and how", name=found.name)
    return page("web/form.html", form, title=title, back=home(dispatch_id))


def _edited(app: App, form: Form) -> Edit:
    return Edit(
        name=form.text("name"),
        purpose=form.text("purpose"),
        segment=asking_for.segment_of(app, form.text("to")) if form.text("to") else "",
        channel=form.text("channel"),
        sector=form.text("sector"),
        until_on=form.answer("until_on"),
        version=form.seen,
    )


@pages.form("/<int:dispatch_id>/text", most_bytes=_MOST)
def add_text(app: App, dispatch_id: int) -> Answer:
    """Give a draft a text in one language more."""
    found = service.open_draft(app, dispatch_id)
    blank = Text(language="", subject=found.texts[0].subject, body=found.texts[0].body)
    form = asking.read(*asking_for.saying(app, blank))
    if form.ready:
        with asking.told(form) as outcome:
            with app.change("edit mailing") as change:
                made = service.set_text(app, dispatch_id, asking_for.said(form), version=0)
            told = say(
                "{name} has texts in: {some}.",
                name=made.name,
                some=", ".join(language_name(one.language) for one in made.texts),
            )
            return done(told, home(dispatch_id), change_id=change.id)
        form = outcome.form
    return page(
        "dispatch/text.html", form, found=found, tongue="", fields_there=asking_for.known_fields(found), missing=()
    )


@pages.form("/<int:dispatch_id>/text/<language>", most_bytes=_MOST)
def text(app: App, dispatch_id: int, language: str) -> Answer:
    """Write the text of a draft in one language."""
    found = service.open_draft(app, dispatch_id)
    there = asking_for.text_in(found, language)
    now = service.text_version(app, dispatch_id, language)
    form = asking.read(*asking_for.saying(app, there, language=False), version=now)
    if form.ready:
        with asking.told(form) as outcome:
            service.set_text(app, dispatch_id, asking_for.said(form, language), version=form.seen)
            change_id = service.text_version(app, dispatch_id, language)
            told = say("The text of {name} was changed. Somebody looks at it again before it leaves.", name=found.name)
            return done(told, home(dispatch_id), change_id=change_id if change_id != now else None)
        form = outcome.form
    context = {"fields_there": asking_for.known_fields(found), "missing": () if form.sent else _missing(app, found)}
    return page("dispatch/text.html", form, found=found, tongue=language, **context)


def _missing(app: App, found: Dispatch) -> tuple[Tally, ...]:
    """Return which fields of the texts are empty for some of the recipients, as far as there are any yet."""
    if not found.segment:
        return ()
    try:
        return service.preview(app, found.id).missing
    except OutreachError:  # the preview itself says what is wrong with the list
        return ()


@pages.act("/<int:dispatch_id>/text/<language>/drop")
def drop_text(app: App, dispatch_id: int, language: str) -> Response:
    """Take the text in a language away."""
    with app.change("edit mailing") as change:
        found = service.drop_text(app, dispatch_id, language)
    told = say("{name} has no text in {language} any more.", name=found.name, language=language_name(language))
    return done(told, home(dispatch_id), change_id=change.id)


@pages.form("/newsletter")
def newsletter(app: App) -> Answer:
    """Draft the newsletter of a sector of what every feature has to tell it."""
    form = asking.read(*_of_newsletter(app))
    if form.ready:
        with asking.told(form) as outcome:
            with app.change("draft newsletter"):
                segment = asking_for.segment_of(app, form.text("to")) if form.text("to") else ""
                given = {"segment": segment, "channel": form.text("channel")}
                made = service.draft_newsletter(app, form.text("sector"), since=form.answer("since"), **given)
            first = made.dispatch.texts[0].language
            told = say("Drafted. News in it: {n}. Put it into your own words.", n=len(made.items))
            to = url_for("dispatch.text", dispatch_id=made.dispatch.id, language=first)
            return done(told, to, change_id=made.dispatch.change_id)
        form = outcome.form
    explanation = say(
        "It begins with what every part of the program has to tell the sector: campaigns, Urgent Actions, cases."
    )
    context = {"label": say("Draft it"), "back": url_for("dispatch.listed"), "explanation": explanation}
    return page("web/form.html", form, title=say("A newsletter to a sector"), **context)


def _of_newsletter(app: App) -> tuple[Field, ...]:
    there = tuple(Choice(one.key, one.name) for one in sectors.all_sectors(app))
    readers = (Choice("", say("everybody in the sector")), *asking_for.readers(app))
    return (
        Field(key="sector", label=say("For which sector"), kind=Kind.ONE_OF, choices=there),
        Field(
            key="since",
            label=say("News since"),
            kind=Kind.DATE,
            most=app.clock.today(),
            hint=say("Where it is empty: of the last 90 days."),
        ),
        Field(key="to", label=say("To whom"), kind=Kind.ONE_OF, choices=readers, value=""),
        asking_for.by_which_way(app),
    )
