"""Saved lists of contacts: conditions under a name, as tabs above the list."""

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.forms import Field, Kind
from outreach_crm.segments import service
from outreach_crm.segments.web.asked import Asked
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, Office, done, page

pages = Office("saved", "outreach_crm.segments")


@pages.look("")
def listed(app: App) -> Answer:
    """List the saved lists, each with how it reads and how many it has now."""
    return page("segments/saved.html", saved=service.overview(app))


@pages.form("/add")
def add(app: App) -> Answer:
    """Save the conditions of a list under a name."""
    asked = Asked.of(app, request.values, request.values.getlist("where"))
    form = asking.read(_name())
    if form.ready:
        with asking.told(form, "name") as outcome:
            made = service.add(app, form.text("name"), asked.lines)
            return done(say("Saved: {name}.", name=made.name), _path(made.id), change_id=made.change_id)
        form = outcome.form
    title = say("Save this list")
    return page("segments/name.html", form, title=title, lines=asked.lines, back=asked.path(), reads=_reads(app, asked))


@pages.form("/<int:segment_id>/rename")
def rename(app: App, segment_id: int) -> Answer:
    """Give a saved list another name."""
    saved = service.get(app, str(segment_id))
    form = asking.read(_name(saved.name))
    if form.ready:
        with asking.told(form, "name") as outcome:
            renamed = service.rename(app, str(segment_id), form.text("name"))
            return done(say("Called {name} now.", name=renamed.name), _path(segment_id), change_id=renamed.change_id)
        form = outcome.form
    title = say("Another name for {name}", name=saved.name)
    return page("segments/name.html", form, title=title, lines=(), back=_path(segment_id), reads="")


@pages.act("/<int:segment_id>/edit")
def edit(app: App, segment_id: int) -> Answer:
    """Give a saved list the conditions that stand in the address now."""
    version = request.form.get("version", type=int)
    changed = service.edit(app, str(segment_id), request.form.getlist("where"), version=version)
    sentence = say("{name} has these conditions now.", name=changed.name)
    return done(sentence, _path(segment_id), change_id=changed.change_id)


@pages.act("/<int:segment_id>/remove")
def remove(app: App, segment_id: int) -> Answer:
    """Remove a saved list; its contacts stay."""
    removed = service.remove(app, str(segment_id))
    return done(
        say("Removed: the list {name}; its contacts stay.", name=removed.name),
        url_for("segments.listed"),
        change_id=removed.change_id,
    )


def _name(value: str | None = None) -> Field:
    return Field(key="name", label=say("Name of the list"), kind=Kind.TEXT, value=value, needed=True)


def _path(segment_id: int) -> str:
    return url_for("segments.listed", segment=segment_id)


def _reads(app: App, asked: Asked) -> str:
    return asked.problem or service.sentence(app, asked.segment)
