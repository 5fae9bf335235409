"""Adding a contact: whoever looks like it is shown beside the form, and only a second, knowing Save adds it then."""

from collections.abc import Sequence

from attrs import evolve
from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.contacts import service
from outreach_crm.contacts.fields import read_point, read_postal
from outreach_crm.contacts.model import ContactDraft, Kind, PointKind, RoleDraft
from outreach_crm.contacts.web.blocks import (
    addresses_of,
    countries,
    holder_field,
    interests,
    languages,
    sector_choices,
)
from outreach_crm.contacts.web.blueprint import pages
from outreach_crm.errors import InvalidInputError
from outreach_crm.forms import Field
from outreach_crm.forms import Kind as Asked
from outreach_crm.model import Problem
from outreach_crm.text import count, say
from outreach_crm.web import asking
from outreach_crm.web.asking import Form
from outreach_crm.web.forms import LOOK
from outreach_crm.web.office import Answer, done, page
from outreach_crm.written import refusal

KNOWN = "known"
"""The name of the field that says which look-alikes somebody has seen."""
_FURTHER = ("family", "also", "organisation_kind", "web", "address", "country", "language", "interests", "met")
_POINTS = (("email", PointKind.EMAIL), ("phone", PointKind.PHONE), ("web", PointKind.WEB))


@pages.form("/add")
def add(app: App) -> Answer:
    """Add a person or an organisation."""
    kind = Kind.ORGANISATION if request.args.get("kind") == Kind.ORGANISATION.value else Kind.PERSON
    form = asking.read(*_fields(app, kind))
    near: Sequence[service.Candidate] = ()
    if form.ready:
        with asking.told(form, beside="name") as outcome:
            draft = _draft(app, kind, form)
            near = service.worth_a_look(app, draft)
            if not _unseen(near):
                made = service.add(app, draft)
                to = url_for("contacts.show", contact_id=made.id)
                return done(say("{name} was added.", name=made.name), to, change_id=made.change_id)
            outcome.form = evolve(form, problem=_warning(len(near)), status=409)
        form = outcome.form
    elif LOOK in request.form:
        near = _near(app, kind)
    return page("contacts/add.html", form, kind=kind.value, near=near, known=KNOWN, further=_FURTHER)


def _warning(n: int) -> str:
    return count(
        n,
        "Nothing was saved yet: {n} in the book looks like this. Have a look; Save adds it all the same.",
        "Nothing was saved yet: {n} in the book look like this. Have a look; Save adds it all the same.",
    )


def _unseen(near: Sequence[service.Candidate]) -> list[service.Candidate]:
    """Return the look-alikes that whoever saves has not been shown."""
    seen = set(request.form.get(KNOWN, "").split())
    return [one for one in near if str(one.contact_id) not in seen]


def _near(app: App, kind: Kind) -> Sequence[service.Candidate]:
    """Return who looks like what is written so far; nobody where it cannot be read yet."""
    sent = request.form
    texts = {key: tuple(sent.get(key, "").split()) for key, _ in _POINTS}
    draft = ContactDraft(
        name=" ".join(sent.get("name", "").split()), kind=kind, emails=texts["email"], webs=texts["web"]
    )
    try:
        return service.worth_a_look(app, draft) if draft.name else ()
    except InvalidInputError:
        return ()


def _fields(app: App, kind: Kind) -> list[Field]:
    name = " ".join(request.args.get("name", "").split())
    home, lines = app.section.country, say("Street, town, country: a line each.")
    return [
        Field(key="name", label=say("Name"), kind=Asked.TEXT, value=name, needed=True),
        *(_of_person() if kind is Kind.PERSON else _of_organisation()),
        _text("email", say("E-mail")),
        _text("phone", say("Telephone")),
        _text("web", say("Web")),
        Field(key="address", label=say("Postal address"), kind=Asked.LINES, hint=lines),
        Field(key="country", label=say("Country"), kind=Asked.ONE_OF, value=home, choices=tuple(countries())),
        Field(key="language", label=say("We write in"), kind=Asked.ONE_OF, value="", choices=tuple(languages(""))),
        Field(key="sectors", label=say("Sectors"), kind=Asked.SEVERAL_OF, choices=sector_choices(app)),
        interests(say("Interests")),
        _text("met", say("How we met")),
        holder_field(app, app.actor.name),
    ]


def _of_person() -> list[Field]:
    nowhere = say("nowhere, or in one that is not in the book yet")
    at, where = request.args.get("at", type=int), say("Where they have a role")
    return [
        _text("family", say("Family name"), say("Where it is not the last word.")),
        service.which("organisation", where, of="organisations", value=at, none=nowhere),
        _text("new", say("The name of one that is not in the book yet")),
        _text("title", say("As what"), say("Such as: president, press officer.")),
    ]


def _of_organisation() -> list[Field]:
    return [
        _text("also", say("Also called"), say("Acronyms and other names.")),
        _text("organisation_kind", say("What it is")),
    ]


def _text(key: str, label: str, hint: str = "") -> Field:
    return Field(key=key, label=label, kind=Asked.TEXT, hint=hint)


def _draft(app: App, kind: Kind, form: Form) -> ContactDraft:
    """Return what was written as a draft.

    Raises:
        InvalidInputError: an address cannot be read, or a role is nowhere; each is named beside its question.
    """
    problems = [*_unreadable(app, form)]
    role = (form.text("organisation"), form.text("new"))
    if all(role) or (form.text("title") and not any(role)):
        told = say("Choose one, or write the name of a new one; one of the two.")
        problems.append(Problem(field="organisation", sentence=told))
    if problems:
        raise refusal(problems)
    at = role[0] or role[1]
    fields = {key: form.text(key) for key in ("country", "language", "met", "also", "organisation_kind")}
    sectors = form.answer("sectors")
    return ContactDraft(
        name=form.text("name"),
        kind=kind,
        family=form.text("family"),
        fields={key: text for key, text in fields.items() if text},
        emails=_one(form, "email"),
        phones=_one(form, "phone"),
        webs=_one(form, "web"),
        addresses=_one(form, "address"),
        sectors=sectors if isinstance(sectors, tuple) else (),
        interests=addresses_of(app, form.answer("interests")),
        roles=(RoleDraft(at=at, title=form.text("title")),) if at else (),
        holder=form.text("holder"),
    )


def _unreadable(app: App, form: Form) -> list[Problem]:
    """Return what is wrong with the addresses, each by its question."""
    country, problems = form.text("country") or app.section.country, []
    for key, kind in _POINTS:
        try:
            if text := form.text(key):
                read_point(kind, text, country)
        except InvalidInputError as error:
            problems.append(Problem(field=key, sentence=error.on_page))
    try:
        if text := form.text("address"):
            read_postal(text)
    except InvalidInputError as error:
        problems.append(Problem(field="address", sentence=error.on_page))
    return problems


def _one(form: Form, key: str) -> tuple[str, ...]:
    return (text,) if (text := form.text(key)) else ()
