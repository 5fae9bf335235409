"""Questions about a mailing: what it is called, to whom it goes, and what it says."""

from outreach_crm.app import App
from outreach_crm.contacts.model import Kind as ContactKind
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import FIELDS, Dispatch, Text, varied
from outreach_crm.dispatch.web.blueprint import ways
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups import service as groups
from outreach_crm.model import Problem
from outreach_crm.privacy import service as privacy
from outreach_crm.sectors import service as sectors
from outreach_crm.segments import service as segments
from outreach_crm.text import say
from outreach_crm.web.asking import Form


def about(app: App, found: Dispatch | None = None) -> tuple[Field, ...]:
    """Return the questions about a mailing as a whole, with the answers of one that is there."""
    name, segment = (found.name, found.segment) if found else (None, "")
    return (
        Field(
            key="name",
            label=say("What it is called here"),
            kind=Kind.TEXT,
            needed=True,
            value=name,
            hint=say("Recipients do not see it."),
        ),
        Field(
            key="to",
            label=say("To whom"),
            kind=Kind.ONE_OF,
            choices=(Choice("", say("choose whom it goes to")), *readers(app)),
            value=f"segment:{segment}" if segment else "",
            hint=say("A saved segment is a filtered list of contacts; save one from the list of contacts."),
        ),
        by_which_way(app, found),
        *_what_for(app, found),
        Field(
            key="until_on",
            label=say("Last day"),
            kind=Kind.DATE,
            least=app.clock.today(),
            value=found.until_on if found else None,
            hint=say("After it nothing more of it leaves. Leave it empty where there is none."),
        ),
    )


def _what_for(app: App, found: Dispatch | None) -> tuple[Field, ...]:
    purposes = tuple(Choice(one.key, one.title) for one in privacy.purposes(app))
    there = tuple(Choice(one.key, one.name) for one in sectors.all_sectors(app))
    return (
        Field(
            key="purpose",
            label=say("What for"),
            kind=Kind.ONE_OF,
            choices=purposes,
            value=found.purpose if found else "mailings",
            hint=say("Consents are given for a purpose; whoever objected to it gets nothing."),
        ),
        Field(
            key="sector",
            label=say("For the outreach to which sector"),
            kind=Kind.ONE_OF,
            choices=(Choice("", say("no sector in particular")), *there),
            value=found.sector if found else "",
        ),
    )


def by_which_way(app: App, found: Dispatch | None = None) -> Field:
    """Return the question by which way a mailing goes."""
    usual = found.channel if found else service.usual_channel(app)
    return Field(key="channel", label=say("By which way"), kind=Kind.ONE_OF, choices=ways(app), value=usual)


def readers(app: App) -> tuple[Choice, ...]:
    """Return to whom a mailing can go: saved segments, everybody in a sector or a group, all organisations."""
    saved = [Choice(f"segment:{one.id}", one.name) for one in segments.list_segments(app)]
    of_sectors = [(f"sector:{one.key}", one.name) for one in sectors.all_sectors(app)]
    of_groups = [(f"group:{one.contact_id}", one.name) for one in groups.list_groups(app)]
    return (
        *saved,
        *(Choice(key, say("everybody in the sector: {name}", name=name)) for key, name in of_sectors),
        *(Choice(key, say("everybody in the group: {name}", name=name)) for key, name in of_groups),
        Choice("organisations", say("all organisations")),
    )


def segment_of(app: App, chosen: str) -> str:
    """Return the number of the saved segment that an answer means, made where there is none yet.

    Raises:
        InvalidInputError: nobody was chosen.
        NotFoundError: what was chosen is gone.
    """
    kind, _, key = chosen.partition(":")
    if kind == "segment":
        return key
    if kind == "sector":
        found = sectors.get(app, key)
        return str(service.everybody(app, f"sector={found.key}", f"Everybody in {found.name}").id)
    if kind == "group":
        group = groups.get(app, int(key))
        return str(service.everybody(app, f"group={group.contact_id}", f"Everybody in {group.name}").id)
    if kind == "organisations":
        return str(service.everybody(app, f"kind={ContactKind.ORGANISATION}", "All organisations").id)
    wrong = say("Choose whom it goes to.")
    raise InvalidInputError(wrong, (Problem(sentence=wrong, field="to"),))


def saying(app: App, text: Text | None = None, *, language: bool = True) -> tuple[Field, ...]:
    """Return the questions about a text, with the answers of one that is there; its language only where asked."""
    tongue = Field(
        key="language",
        label=say("In which language"),
        kind=Kind.TEXT,
        needed=True,
        value=text.language if text else app.section.language,
        hint=say("Two letters: en, es; with a country where that matters: pt-BR."),
    )
    subject, body = (text.subject, text.body) if text else (None, "{salutation},\n\n")
    return (
        *([tongue] if language else []),
        Field(key="subject", label=say("Subject"), kind=Kind.TEXT, needed=True, value=subject),
        Field(key="body", label=say("Text"), kind=Kind.LINES, needed=True, value=body),
    )


def said(form: Form, language: str = "") -> Text:
    """Return the text that a form holds."""
    return Text(language=language or form.text("language"), subject=form.text("subject"), body=form.text("body"))


def known_fields(found: Dispatch | None = None) -> list[tuple[str, str]]:
    """Return the fields that a text may have: each as it is written, and what it says."""
    told = [*FIELDS.items()]
    if found is not None:
        told += [(name, say("the same for all: {value}", value=value or "…")) for name, value in found.fields.items()]
        told += [(name, say("differs from one to the next")) for name in varied(found.variants)]
    return [(f"{{{name}}}", meaning) for name, meaning in told]


def text_in(found: Dispatch, language: str) -> Text:
    """Return the text of a mailing in a language.

    Raises:
        NotFoundError: there is none.
    """
    there = next((one for one in found.texts if one.language == language), None)
    if there is None:
        raise NotFoundError(say("{name} has no text in {language}.", name=found.name, language=language))
    return there
