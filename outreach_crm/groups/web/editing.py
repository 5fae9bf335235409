"""Adding and editing a group, and what it may use in a year and used."""

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups import service
from outreach_crm.groups.fields import check_year, read_amount
from outreach_crm.groups.model import Group, GroupDraft, GroupEdit, Heading, Level, Structure
from outreach_crm.groups.web.blueprint import pages
from outreach_crm.model import Problem
from outreach_crm.sectors import service as sectors
from outreach_crm.text import beginning, read_number, say
from outreach_crm.web import asking
from outreach_crm.web.asking import Form
from outreach_crm.web.office import Answer, done, page
from outreach_crm.written import refusal

_FURTHER = ("regions", "capacity", "meeting_days", "fee", "fee_paid_until", "serviced_by", "formed_from", "advises")


@pages.form("/add")
def add(app: App) -> Answer:
    """Add a group."""
    form = asking.read(
        Field(key="name", label=say("Name"), kind=Kind.TEXT, needed=True), *_fields(app, None, ()), *_ended(None)
    )
    if form.ready:
        with asking.told(form, beside="name") as outcome:
            fields, chosen = _said(form), form.answer("sectors")
            structure = fields.pop("structure")
            fields = {key: text for key, text in fields.items() if text}
            made = service.add(
                app, GroupDraft(name=form.text("name"), structure=structure, fields=fields, sectors=chosen)
            )
            to = url_for("groups.show", contact_id=made.contact_id)
            return done(say("{name} was added.", name=made.name), to, change_id=made.change_id)
        form = outcome.form
    told = say("Structures are planned, not accidental: say what it is for, and then what it may use.")
    back = url_for("groups.listed")
    return page("web/form.html", form, title=say("A new group"), explanation=told, back=back, further=_FURTHER)


@pages.form("/<int:contact_id>/edit")
def edit(app: App, contact_id: int) -> Answer:
    """Edit a group; with its end the terms of its members end."""
    card = service.show(app, contact_id)
    group = card.group
    name = Field(key="name", label=say("Name"), kind=Kind.TEXT, value=group.name, needed=True)
    form = asking.read(name, *_fields(app, group, card.sectors), *_ended(group), version=group.change_id)
    back = url_for("groups.show", contact_id=contact_id)
    if form.ready:
        with asking.told(form) as outcome:
            changes = _changes(form, group, card.sectors)
            if changes == GroupEdit(version=form.seen):
                return done(say("It is as it was."), back)
            after = service.edit(app, contact_id, changes)
            return done(say("{name} was changed.", name=after.name), back, change_id=after.change_id)
        form = outcome.form
    return page("web/form.html", form, title=group.name, back=back, further=_FURTHER)


@pages.form("/<int:contact_id>/resources")
def resources(app: App, contact_id: int) -> Answer:
    """Write what a group may use in a year, and what it used."""
    group, today = service.get(app, contact_id), app.clock.today()
    year = check_year(read_number(request.args.get("year", "")) or today.year, today)
    there = {one.heading: one for one in service.resources(app, contact_id, year)}
    now = {
        f"{what}-{heading.value}": f"{getattr(there[heading], what):g}" if heading in there else ""
        for heading in Heading
        for what in ("planned", "used")
    }
    fields = [Field(key=key, label=_label(key), kind=Kind.TEXT, value=text) for key, text in now.items()]
    form = asking.read(*fields)
    back = url_for("groups.show", contact_id=contact_id, _anchor="resources")
    if form.ready:
        with asking.told(form) as outcome:
            changed = _amounts(form, now)
            if not any(changed.values()):
                return done(say("It is as it was."), back)
            after = service.set_resources(app, contact_id, year, planned=changed["planned"], used=changed["used"])
            said = say("What {name} may use was noted.", name=group.name)
            return done(said, back, change_id=max(one.change_id for one in after))
        form = outcome.form
    title = say("{name}: resources of {year}", name=group.name, year=str(year))
    return page("groups/resources.html", form, title=title, back=back, year=year, group=group)


def _label(key: str) -> str:
    what, _, heading = key.partition("-")
    label = beginning(Heading(heading).label)
    return say("{what}, planned", what=label) if what == "planned" else say("{what}, used", what=label)


def _amounts(form: Form, now: dict[str, str]) -> dict[str, dict[Heading, float]]:
    """Return the amounts that are others than they were; what was emptied is nothing.

    Raises:
        InvalidInputError: one is no amount; each is named beside its question.
    """
    changed: dict[str, dict[Heading, float]] = {"planned": {}, "used": {}}
    problems = []
    for key, before in now.items():
        what, _, heading = key.partition("-")
        if (text := form.text(key)) != before:
            try:
                changed[what][Heading(heading)] = read_amount(text or "0")
            except InvalidInputError as error:
                problems.append(Problem(field=key, sentence=error.on_page))
    if problems:
        raise refusal(problems)
    return changed


def _fields(app: App, group: Group | None, there: tuple[str, ...]) -> list[Field]:
    known = {one.key: one.name for one in sectors.all_sectors(app)}
    choices = tuple(Choice(key, name) for key, name in ({key: key for key in there} | known).items())
    levels = (Choice("", say("not said")), *(Choice(one.value, one.label) for one in Level))
    structures = tuple(Choice(one.value, one.label) for one in Structure)
    now = group.structure.value if group else Structure.NETWORK.value
    return [
        Field(key="structure", label=say("What it is"), kind=Kind.ONE_OF, value=now, choices=structures),
        _text(group, "purpose", say("What it is for"), kind=Kind.LINES),
        Field(key="sectors", label=say("Sectors"), kind=Kind.SEVERAL_OF, value=there, choices=choices),
        Field(key="level", label=say("Level"), kind=Kind.ONE_OF, value=group.level if group else "", choices=levels),
        _text(group, "regions", say("What it works on"), hint=say("Such as: Middle East, Maghreb.")),
        _text(group, "capacity", say("How many cases or actions it carries at once")),
        _text(group, "meeting_days", say("How often it meets"), hint=say("Days, or 2w, monthly, quarterly.")),
        _text(group, "fee", say("What it is charged"), hint=say("Such as: 12 EUR a year.")),
        _text(group, "fee_paid_until", say("The fee is paid until"), kind=Kind.DATE),
        _text(group, "serviced_by", say("Who services it")),
        _other(app, group, "formed_from", say("Formed from")),
        _other(app, group, "advises", say("Advises")),
        _text(group, "founded_on", say("Founded"), kind=Kind.DATE),
    ]


def _ended(group: Group | None) -> list[Field]:
    hint = say("The terms of its members end then.")
    return [_text(group, "ended_on", say("Ended"), kind=Kind.DATE, hint=hint)] if group else []


def _text(group: Group | None, key: str, label: str, *, kind: Kind = Kind.TEXT, hint: str = "") -> Field:
    return Field(key=key, label=label, kind=kind, value=_now(group, key), hint=hint)


def _now(group: Group | None, key: str) -> str:
    now = getattr(group, key) if group else None
    return "" if now is None else str(now)


def _other(app: App, group: Group | None, key: str, label: str) -> Field:
    own = group.contact_id if group else None
    named = [Choice(str(number), name) for number, name in service.names(app).items() if number != own]
    now = getattr(group, f"{key}_id") if group else None
    choices = (Choice("", say("No group")), *named)
    return Field(key=key, label=label, kind=Kind.ONE_OF, value=str(now or ""), choices=choices)


def _said(form: Form) -> dict[str, str]:
    """Return what was answered as the texts of a group's fields."""
    others = {"name", "sectors"}
    return {key: "" if one is None else str(one) for key, one in form.answers.items() if key not in others}


def _changes(form: Form, group: Group, there: tuple[str, ...]) -> GroupEdit:
    now = {key: _now(group, key) for key in _said(form) if key not in {"formed_from", "advises"}}
    now |= {"formed_from": str(group.formed_from_id or ""), "advises": str(group.advises_id or "")}
    chosen = form.answer("sectors")
    return GroupEdit(
        fields={key: text for key, text in _said(form).items() if text != now[key]},
        contact={"name": form.text("name")} if form.text("name") != group.name else {},
        sectors=tuple(key for key in chosen if key not in there),
        no_sectors=tuple(key for key in there if key not in chosen),
        version=form.seen,
    )
