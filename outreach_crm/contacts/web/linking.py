"""Roles and relationships on pages: begun, found to be so today, changed, ended."""

from datetime import date

from flask import Response, abort, url_for

from outreach_crm.app import App
from outreach_crm.contacts import service
from outreach_crm.contacts.model import Contact, Kind, Relation, Role, RoleDraft
from outreach_crm.contacts.web.blueprint import pages
from outreach_crm.dates import read_optional
from outreach_crm.errors import InvalidInputError
from outreach_crm.forms import Choice, Field
from outreach_crm.forms import Kind as Asked
from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.asking import Form
from outreach_crm.web.office import Answer, done, page


@pages.form("/<int:contact_id>/roles/add")
def add_role(app: App, contact_id: int) -> Answer:
    """Give a person a role, or an organisation somebody who has one there."""
    contact = service.get(app, contact_id)
    of_person = contact.kind is Kind.PERSON
    form = asking.read(
        *(_where() if of_person else (service.which("person", say("Who"), of="people"),)),
        Field(key="title", label=say("As what"), kind=Asked.TEXT, hint=say("Such as: president, press officer.")),
        Field(key="from_on", label=say("Since"), kind=Asked.DATE),
        *_right_person(None),
    )
    if form.ready:
        with asking.told(form, beside="organisation" if of_person else "person") as outcome:
            person_id, at = (contact.id, _at(form)) if of_person else (int(form.text("person")), str(contact.id))
            role = service.add_role(app, person_id, _draft(form, at))
            return done(_said(role), _back(contact_id, "roles"), change_id=role.change_id)
        form = outcome.form
    title = say("A role of {name}", name=contact.name) if of_person else say("Somebody at {name}", name=contact.name)
    return page("web/form.html", form, title=title, back=_back(contact_id, "roles"))


@pages.form("/<int:contact_id>/roles/<int:role_id>")
def change_role(app: App, contact_id: int, role_id: int) -> Answer:
    """Change a role, or end it."""
    contact, role = service.get(app, contact_id), _role(app, contact_id, role_id)
    form = asking.read(
        Field(key="title", label=say("As what"), kind=Asked.TEXT, value=role.title),
        *_right_person(role),
        Field(key="from_on", label=say("Since"), kind=Asked.DATE, value=_day(app, role.from_on)),
        Field(
            key="to_on",
            label=say("Until"),
            kind=Asked.DATE,
            value=_day(app, role.to_on),
            hint=say("The last day, where it is over or its end is known; it stays in the history."),
        ),
        version=role.change_id,
    )
    if form.ready:
        with asking.told(form, beside="to_on") as outcome:
            after = service.edit_role(
                app, contact_id, role.id, _draft(form, str(role.organisation_id)), version=form.seen
            )
            return done(_said(after), _back(contact_id, "roles"), change_id=after.change_id)
        form = outcome.form
    title = say(
        "{who}, {role} of {where}", who=role.person, role=role.title or say("without a title"), where=role.organisation
    )
    return page("web/form.html", form, title=title, back=_back(contact.id, "roles"))


@pages.act("/<int:contact_id>/roles/<int:role_id>/verify")
def verify_role(app: App, contact_id: int, role_id: int) -> Response:
    """Say that a role was found to be so today."""
    role = _role(app, contact_id, role_id)
    after = service.add_role(app, role.person_id, RoleDraft(at=str(role.organisation_id), title=role.title))
    return done(_said(after), _back(contact_id, "roles"), change_id=after.change_id)


@pages.form("/<int:contact_id>/relations/add")
def relate(app: App, contact_id: int) -> Answer:
    """Relate a contact to another one."""
    contact = service.get(app, contact_id)
    kinds = _kinds(app)
    hint = say("{name} … the other one.", name=contact.name)
    form = asking.read(
        Field(
            key="kind",
            label=say("How"),
            kind=Asked.ONE_OF,
            choices=tuple(Choice(key, label) for key, label in kinds.items()),
            hint=hint,
        ),
        service.which("other", say("To whom")),
        Field(key="since", label=say("Since"), kind=Asked.DATE),
        Field(key="note", label=say("Note"), kind=Asked.TEXT),
    )
    if form.ready:
        with asking.told(form, beside="other") as outcome:
            other, since = int(form.text("other")), form.answer("since")
            made = service.relate(app, contact_id, kinds[form.text("kind")], other, since=since, note=form.text("note"))
            return done(_told(contact, made), _back(contact_id, "relations"), change_id=made.change_id)
        form = outcome.form
    title = say("A relationship of {name}", name=contact.name)
    return page("web/form.html", form, title=title, back=_back(contact_id, "relations"))


@pages.form("/<int:contact_id>/relations/<int:relation_id>")
def end_relation(app: App, contact_id: int, relation_id: int) -> Answer:
    """End a relationship."""
    contact, one = service.get(app, contact_id), _relation(app, contact_id, relation_id)
    last = Field(
        key="on", label=say("Until"), kind=Asked.DATE, value=app.clock.today(), hint=say("It stays in the history.")
    )
    form = asking.read(last)
    if form.ready:
        with asking.told(form, beside="on") as outcome:
            ended = service.unrelate(app, contact_id, one.label, one.other_id, on=form.answer("on"))
            return done(_told(contact, ended), _back(contact_id, "relations"), change_id=ended.change_id)
        form = outcome.form
    title = say("{who} {how} {whom}: the end", who=contact.name, how=one.label, whom=one.other)
    return page("web/form.html", form, title=title, back=_back(contact_id, "relations"), label=say("End it"))


@pages.act("/<int:contact_id>/relations/<int:relation_id>/verify")
def verify_relation(app: App, contact_id: int, relation_id: int) -> Response:
    """Say that a relationship was found to be so today."""
    contact, one = service.get(app, contact_id), _relation(app, contact_id, relation_id)
    after = service.relate(app, contact_id, one.label, one.other_id)
    return done(_told(contact, after), _back(contact_id, "relations"), change_id=after.change_id)


def _kinds(app: App) -> dict[str, str]:
    """Return how each kind of relationship reads, from this end and, where that is another sentence, from the other."""
    kinds = service.relation_kinds(app).values()
    turned = {f"{kind.key} turned": kind.inverse for kind in kinds if kind.inverse != kind.label}
    return {kind.key: kind.label for kind in kinds} | turned


def _where() -> tuple[Field, Field]:
    return (
        service.which("organisation", say("Where"), of="organisations", none=say("one that is not in the book yet")),
        Field(key="new", label=say("The name of the new one"), kind=Asked.TEXT),
    )


def _right_person(role: Role | None) -> tuple[Field, Field]:
    return (
        Field(
            key="rights",
            label=say("Answers for human rights there"),
            kind=Asked.YES_NO,
            value=bool(role and role.answers_for_rights),
        ),
        Field(
            key="matters",
            label=say("The right person for"),
            kind=Asked.TEXT,
            value=role.right_person_for if role else "",
            hint=say("In which matters to approach them: fair trials, health in prisons."),
        ),
    )


def _draft(form: Form, at: str) -> RoleDraft:
    return RoleDraft(
        at=at,
        title=form.text("title"),
        from_on=form.answer("from_on"),
        to_on=form.answer("to_on"),
        answers_for_rights=bool(form.answer("rights")),
        right_person_for=form.text("matters"),
    )


def _at(form: Form) -> str:
    """Return where a role is: one that was chosen, or one that is new."""
    chosen, new = form.text("organisation"), form.text("new")
    if bool(chosen) == bool(new):
        told = say("Choose one, or write the name of a new one; one of the two.")
        raise InvalidInputError(told, (Problem(field="organisation", sentence=told),))
    return chosen or new


def _role(app: App, contact_id: int, role_id: int) -> Role:
    found = next((one for one in service.own_card(app, contact_id).roles if one.id == role_id), None)
    if found is None:
        abort(404)
    return found


def _relation(app: App, contact_id: int, relation_id: int) -> Relation:
    found = next((one for one in service.own_card(app, contact_id).relations if one.id == relation_id), None)
    if found is None:
        abort(404)
    return found


def _day(app: App, text: str | None) -> date | None:
    return read_optional(text, app.clock.today())


def _said(role: Role) -> str:
    if not role.title:
        return say("Noted as of today: {who} at {where}.", who=role.person, where=role.organisation)
    return say(
        "Noted as of today: {who}, {role} of {where}.", who=role.person, role=role.title, where=role.organisation
    )


def _told(contact: Contact, one: Relation) -> str:
    return say("Noted: {who} {how} {whom}.", who=contact.name, how=one.label, whom=one.other)


def _back(contact_id: int, part: str) -> str:
    return url_for("contacts.show", contact_id=contact_id, _anchor=part)
