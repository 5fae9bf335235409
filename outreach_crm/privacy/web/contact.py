"""Pages about one contact: may we turn to them, what they said, what is held about them, and erasing them."""

import json
from collections.abc import Sequence

from attrs import frozen
from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact
from outreach_crm.errors import RefusedError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups import service as groups
from outreach_crm.machines import as_data
from outreach_crm.model import Copy, Ref
from outreach_crm.policy import Action
from outreach_crm.privacy import service
from outreach_crm.privacy.model import Clearance, ConsentDraft, GroupGrant, State
from outreach_crm.privacy.page import page as as_page
from outreach_crm.privacy.web.asked import (
    GIVEN_UP,
    GRANTED,
    STATES,
    basis_of_members,
    not_by,
    suppression_fields,
    titles,
    what_was_said,
)
from outreach_crm.text import count, fold, row, say, term
from outreach_crm.web import asking, links
from outreach_crm.web.asking import Form
from outreach_crm.web.links import path_of
from outreach_crm.web.office import Answer, Office, done, page
from outreach_crm.web.sending import handed
from outreach_crm.web.wording import language, read

pages = Office("privacy_contact", "outreach_crm.privacy")

_HERE = "/contacts/<int:contact_id>"


@frozen
class Row:
    """What is held of one purpose: its title, and for each way whether we may."""

    title: str
    cells: tuple[Clearance, ...]


@pages.look(_HERE)
def show(app: App, contact_id: int) -> Answer:
    """Show for what and by which way we may turn to a contact, and all that was ever said of it."""
    contact = contacts.get(app, contact_id)
    found = service.clearances(app, contact_id)
    service.log_access(app, term("consents of a contact"), contact_id=contact_id)
    by_purpose: dict[str, list[Clearance]] = {}
    for one in found:
        by_purpose.setdefault(one.purpose, []).append(one)
    named = titles(app)
    return page(
        "privacy/contact.html",
        contact=contact,
        back=path_of(Ref("contacts", contact_id)),
        ways=[service.way(one) for one in service.channels(app)],
        rows=[Row(named[key], tuple(some)) for key, some in by_purpose.items()],
        ledger=service.ledger(app, contact_id),
        named=named,
        way=service.way,
        bases={one.key: one.title for one in service.bases(app)},
        states=STATES,
        suppressed=service.suppressions_of(app, contact_id),
        not_by=not_by,
        holds=service.holds_of(app, contact_id),
    )


@pages.form(f"{_HERE}/record")
def record(app: App, contact_id: int) -> Answer:
    """Record what somebody said, or a basis that we rely on."""
    contact = contacts.get(app, contact_id)
    form = asking.read(*what_was_said(app))
    if form.ready:
        with asking.told(form) as outcome:
            made = service.record(app, contact_id, _draft(form), because=form.text("because"))
            told = say("Recorded of {name}: {what}.", name=contact.name, what=STATES[form.text("what")])
            return done(told, _path("show", contact), change_id=made.change_id)
        form = outcome.form
    rule = say(
        "The ledger is only added to. What somebody said themselves goes before what we decide, and their no before"
        " everything: it is lifted only by their own later yes, as exact as the no was."
    )
    return _form(say("What {name} said", name=contact.name), form, rule, contact)


@pages.form(f"{_HERE}/members")
def grant_members(app: App, contact_id: int) -> Answer:
    """Record one basis for all members of a group."""
    group = groups.get(app, contact_id)
    meant = request.args.get("purpose", "")
    form = asking.read(*basis_of_members(app, meant if meant in titles(app) else ""))
    back = links.there(url_for("privacy_contact.show", contact_id=contact_id))
    if form.ready:
        with asking.told(form) as outcome:
            came = service.grant_members(app, contact_id, _draft(form), because=form.text("because"))
            return done(_told(came), back, change_id=came.change_id)
        form = outcome.form
    rule = say(
        "It is recorded of everybody who is in the group today, and taken back in one step. Whoever said no stays as"
        " they are; of whom the ledger says it already, nothing is written again."
    )
    title = say("A basis for all members of {group}", group=group.name)
    return page("web/form.html", form, title=title, explanation=rule, label=say("Record it"), back=back)


@pages.form(f"{_HERE}/suppress")
def suppress(app: App, contact_id: int) -> Answer:
    """Never use an address of theirs again."""
    contact = contacts.get(app, contact_id)
    choices = tuple(Choice(one.value, one.value) for one in service.addresses_of(app, contact_id))
    form = asking.read(
        Field(key="address", label=say("Which address"), kind=Kind.ONE_OF, choices=choices), *suppression_fields(app)
    )
    if form.ready:
        with asking.told(form) as outcome:
            made = service.suppress(
                app,
                form.text("address"),
                everywhere=bool(form.answer("everywhere")),
                purpose=form.text("purpose"),
                reason=form.text("reason"),
            )
            told = say("That address of {name} is not used any more.", name=contact.name)
            return done(told, _path("show", contact), change_id=made.change_id)
        form = outcome.form
    rule = say(
        "An address that must not be used stays out in any spelling, whoever has it and whatever list brings it."
    )
    if not choices:
        rule = say("{name} has neither e-mail address nor telephone number.", name=contact.name)
    return _form(say("An address of {name} that must not be used", name=contact.name), form, rule, contact)


@pages.form(f"{_HERE}/hold")
def hold(app: App, contact_id: int) -> Answer:
    """Keep somebody whatever the rules of retention say."""
    contact = contacts.get(app, contact_id)
    form = asking.read(
        Field(key="reason", label=say("Why"), kind=Kind.TEXT, needed=True, hint=say("A case in court, a complaint.")),
        Field(key="until", label=say("Until"), kind=Kind.DATE, hint=say("Else until somebody releases them.")),
    )
    if form.ready:
        with asking.told(form) as outcome:
            made = service.hold(app, contact_id, form.text("reason"), until=form.answer("until"))
            return done(say("{name} is kept.", name=contact.name), _path("show", contact), change_id=made.change_id)
        form = outcome.form
    rule = say("Who is held for a claim in law can be erased by nobody and by no rule, until they are released.")
    return _form(say("Keep {name}", name=contact.name), form, rule, contact)


@pages.act(f"{_HERE}/release")
def release(app: App, contact_id: int) -> Response:
    """End the legal holds of somebody."""
    contact = contacts.get(app, contact_id)
    with app.change("end legal hold") as change:
        service.release(app, contact_id)
    return done(say("{name} is not held any more.", name=contact.name), _path("show", contact), change_id=change.id)


@pages.act(f"{_HERE}/held/<form>", Action.EXPORT)
def held(app: App, contact_id: int, form: str) -> Response:
    """Hand over everything that is held about somebody, to be read (``page``) or for machines (``json``)."""
    data = service.export(app, contact_id)
    if form == "json":
        text, suffix = json.dumps(as_data(data), ensure_ascii=False, indent=2) + "\n", "json"
    else:
        text, suffix = as_page(data, read=read, language=language()), "html"
    return handed(f"contact-{contact_id}.{suffix}", [text.encode()])


@pages.form(f"{_HERE}/erase", Action.ERASE)
def erase(app: App, contact_id: int) -> Answer:
    """Erase somebody for good, after it was said what goes, what stays and why."""
    contact = contacts.get(app, contact_id)
    holds = service.holds_of(app, contact_id)
    form = asking.read(
        Field(
            key="name", label=say("To confirm, write the name: {name}", name=contact.name), kind=Kind.TEXT, needed=True
        ),
        Field(key="because", label=say("Why"), kind=Kind.TEXT, hint=say("Names are taken out of it.")),
    )
    if holds:
        return page("privacy/erase.html", form, contact=contact, holds=holds, plan=None)
    if form.ready and _plain(form.text("name")) != _plain(contact.name):
        error = RefusedError(say("The name is another one. Nothing was erased."))
        return page(
            "privacy/erase.html", form.with_problems(error), contact=contact, holds=[], plan=_plan(app, contact)
        )
    if form.ready:
        with asking.told(form) as outcome:
            report = service.erase(app, [contact_id], because=form.text("because"))
            # Not even the next page says whom.
            told = [say("One contact was erased for good."), *_kept_in(report.copies), *report.to_do]
            return done(row(told, " "), url_for("privacy.overview"))
        form = outcome.form
    return page("privacy/erase.html", form, contact=contact, holds=[], plan=_plan(app, contact))


def _plan(app: App, contact: Contact) -> object:
    return service.plan_erasure(app, contact.id)


def _kept_in(copies: Sequence[Copy]) -> list[str]:
    return [count(len(copies), "{n} copy may still hold them.", "{n} copies may still hold them.")] if copies else []


def _told(came: GroupGrant) -> str:
    """Return of whom in a group a basis was recorded, and of whom not, and why."""
    told = [say("Recorded of {names}.", names=", ".join(came.recorded)) if came.recorded else say("Nothing is new.")]
    if came.known:
        told.append(say("The ledger has it already of {names}.", names=", ".join(came.known)))
    told += [say("{name} said no on {day} and stays as they are.", name=one.name, day=one.on) for one in came.said_no]
    return row(told, " ")


def _draft(form: Form) -> ConsentDraft:
    what = form.text("what") or GRANTED
    return ConsentDraft(
        state=State.WITHDRAWN if what == GIVEN_UP else State(what),
        ours=what == GIVEN_UP,
        given_on=form.answer("given_on"),
        valid_until=form.answer("valid_until"),
        **{key: form.text(key) for key in ("purpose", "channel", "sector", "basis", "source", "wording", "proof")},
    )


def _form(title: str, form: Form, explanation: str, contact: Contact) -> Answer:
    return page("web/form.html", form, title=title, explanation=explanation, back=_path("show", contact))


def _path(view: str, contact: Contact) -> str:
    return url_for(f"privacy_contact.{view}", contact_id=contact.id)


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
