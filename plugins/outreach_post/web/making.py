"""Pages that make paper: labels, packs of letters to sign, and what it costs to post them."""

from pathlib import Path

from flask import url_for

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups import service as groups
from outreach_crm.policy import Action
from outreach_crm.privacy import service as privacy
from outreach_crm.segments import service as segments
from outreach_crm.text import figure, say
from outreach_crm.web import asking
from outreach_crm.web.asking import Form
from outreach_crm.web.office import Answer, done, page
from outreach_crm.web.sending import handed
from outreach_post.model import SHEETS
from outreach_post.service import counting
from outreach_post.service.labelling import LookedOver, Wanted, look_over, press_labels
from outreach_post.service.packing import press_pack
from outreach_post.web.blueprint import pages

_MAILINGS, _MOST_LABELS = 100, 200


@pages.form("/labels", Action.EXPORT)
def labels(app: App) -> Answer:
    """Show who gets a label and who does not, then make them."""
    form = asking.read(*_of_labels(app))
    looked: LookedOver | None = None
    if form.ready:
        with asking.told(form) as outcome:
            wanted = _wanted(app, form)
            looked = look_over(app, wanted)
            if form.answer("make") and (not looked.warnings or form.answer("confirmed")):
                _, pdf = press_labels(app, wanted, because=form.text("because"))
                return handed("labels.pdf", [pdf])
        form = outcome.form
    return page("outreach_post/labels.html", form, looked=looked)


def _of_labels(app: App) -> tuple[Field, ...]:
    purposes = tuple(Choice(one.key, one.title) for one in privacy.purposes(app))
    as_set = Choice("", say("as the settings say"))
    return (
        Field(key="whom", label=say("For whom"), kind=Kind.ONE_OF, choices=_whom(app)),
        Field(
            key="purpose",
            label=say("What for, where it is no mailing"),
            kind=Kind.ONE_OF,
            choices=purposes,
            value="mailings",
        ),
        Field(
            key="sheet",
            label=say("On which sheets"),
            kind=Kind.ONE_OF,
            choices=(as_set, *(Choice(one, one) for one in SHEETS)),
            value="",
        ),
        Field(
            key="first",
            label=say("The first label that is not used up"),
            kind=Kind.NUMBER,
            value=1,
            least=1,
            most=_MOST_LABELS,
        ),
        Field(key="confirmed", label=say("I confirm the warnings"), kind=Kind.YES_NO),
        Field(key="because", label=say("Why, where there are warnings"), kind=Kind.TEXT),
        Field(
            key="make", label=say("Make them now"), kind=Kind.YES_NO, hint=say("Else the page says whom they are for.")
        ),
    )


def _whom(app: App) -> tuple[Choice, ...]:
    saved = [Choice(f"segments:{one.id}", say("segment: {name}", name=one.name)) for one in segments.list_segments(app)]
    return (*saved, *(Choice(f"dispatches:{key}", label) for key, label in _mailings(app)))


def _mailings(app: App) -> list[tuple[int, str]]:
    found = dispatch.list_dispatches(app, everything=True, tests=False, limit=_MAILINGS)
    return [(one.id, say("mailing: {name}", name=one.name)) for one in found if one.frozen_at]


def _wanted(app: App, form: Form) -> Wanted:
    return Wanted(
        whom=form.text("whom"),
        file=Path("labels.pdf"),
        purpose=form.text("purpose"),
        sheet=form.text("sheet"),
        first=form.answer("first") or 1,
        confirmed=bool(form.answer("confirmed")),
    )


@pages.form("/pack", Action.EXPORT)
def pack(app: App) -> Answer:
    """Make a pack: the letter, how to write, letters to sign, labels."""
    form = asking.read(
        Field(
            key="mailing",
            label=say("Of which mailing"),
            kind=Kind.ONE_OF,
            choices=tuple(Choice(str(key), label) for key, label in _mailings(app)),
        ),
        contacts.which("whom", say("For whom: a group, or one person")),
    )
    if form.ready:
        with asking.told(form) as outcome:
            made, pdf = press_pack(app, form.text("mailing"), form.text("whom"))
            return handed(say("pack for {name}.pdf", name=made.name), [pdf])
        form = outcome.form
    explanation = say(
        "Appeals to be signed, for each member of a group or for one person, with a page on how to write."
    )
    context = {"label": say("Make the pack"), "back": url_for("outreach_post.listed"), "explanation": explanation}
    return page("web/form.html", form, title=say("A print pack"), **context)


@pages.form("/<int:job_id>/postage")
def postage(app: App, job_id: int) -> Answer:
    """Show what a job costs to post, and write it down for a group."""
    counted = counting.postage(app, job_id)
    choices = tuple(Choice(str(one.contact_id), one.name) for one in groups.list_groups(app))
    form = asking.read(Field(key="group", label=say("Write it down for a group"), kind=Kind.ONE_OF, choices=choices))
    if form.ready:
        with asking.told(form) as outcome:
            with app.change("note postage") as change:
                noted = counting.postage(app, job_id, note=form.text("group"))
            told = say("{total} is written down for {group}.", total=figure(noted.total or 0, ".2f"), group=noted.noted)
            return done(told, url_for("outreach_post.show", job_id=job_id), change_id=change.id)
        form = outcome.form
    return page("outreach_post/postage.html", form, counted=counted)
