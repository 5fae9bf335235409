"""Who is in a group: joining, another role, leaving; what was stays in the history."""

from flask import url_for

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups import service
from outreach_crm.groups.model import MEMBER, Member
from outreach_crm.groups.web.blueprint import pages
from outreach_crm.text import say, term
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page


@pages.form("/<int:contact_id>/join")
def join(app: App, contact_id: int) -> Answer:
    """Let somebody join."""
    group = service.get(app, contact_id)
    form = asking.read(
        contacts.which("person", say("Who"), of="people"),
        _role(app, MEMBER),
        Field(key="since", label=say("Since"), kind=Kind.DATE, value=app.clock.today()),
        _until(),
    )
    if form.ready:
        with asking.told(form, beside="person") as outcome:
            person, role = int(form.text("person")), form.text("role")
            since, until = form.answer("since"), form.answer("until")
            term = service.join(app, contact_id, person, role=role, since=since, until=until)
            return done(_said(app, term), _back(contact_id), change_id=term.change_id)
        form = outcome.form
    title = say("Somebody joins {name}", name=group.name)
    return page("web/form.html", form, title=title, back=_back(contact_id))


@pages.form("/<int:contact_id>/members/<int:person_id>")
def give_role(app: App, contact_id: int, person_id: int) -> Answer:
    """Give a member another role, or one besides."""
    group, person = service.get(app, contact_id), contacts.get(app, person_id)
    form = asking.read(
        _role(app, MEMBER),
        Field(key="on", label=say("From which day"), kind=Kind.DATE, value=app.clock.today()),
        _until(),
        Field(key="also", label=say("Besides the present role"), kind=Kind.YES_NO),
    )
    if form.ready:
        with asking.told(form, beside="role") as outcome:
            on, until, also = form.answer("on"), form.answer("until"), bool(form.answer("also"))
            term = service.give_role(app, contact_id, person_id, form.text("role"), on=on, until=until, also=also)
            return done(_said(app, term), _back(contact_id), change_id=term.change_id)
        form = outcome.form
    title = say("{who} in {group}: another role", who=person.name, group=group.name)
    return page("web/form.html", form, title=title, back=_back(contact_id))


@pages.form("/<int:contact_id>/members/<int:person_id>/leave")
def leave(app: App, contact_id: int, person_id: int) -> Answer:
    """End a membership, in every role."""
    group, person = service.get(app, contact_id), contacts.get(app, person_id)
    hint = say("The first day without them; it stays in the history.")
    form = asking.read(Field(key="on", label=say("On"), kind=Kind.DATE, value=app.clock.today(), hint=hint))
    if form.ready:
        with asking.told(form, beside="on") as outcome:
            ended = service.leave(app, contact_id, person_id, on=form.answer("on"))
            said = say("{who} left {group}.", who=person.name, group=group.name)
            return done(said, _back(contact_id), change_id=ended[0].change_id)
        form = outcome.form
    title = say("{who} leaves {group}", who=person.name, group=group.name)
    return page("web/form.html", form, title=title, back=_back(contact_id), label=say("Leave"))


def _role(app: App, now: str) -> Field:
    choices = tuple(Choice(one, term(one)) for one in service.roles(app))
    return Field(key="role", label=say("As what"), kind=Kind.ONE_OF, value=now, choices=choices)


def _until() -> Field:
    return Field(key="until", label=say("Until"), kind=Kind.DATE, hint=say("Where the end of the term is known."))


def _said(app: App, term: Member) -> str:
    when = term.when(app.clock.today().isoformat())
    return say("{who}, {role} of {group} {when}.", who=term.person, role=term.role, group=term.group, when=when)


def _back(contact_id: int) -> str:
    return url_for("groups.show", contact_id=contact_id, _anchor="members")
