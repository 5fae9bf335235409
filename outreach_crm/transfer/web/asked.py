"""What an import asks on its pages: which column says what, and on what terms."""

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.privacy import service as privacy
from outreach_crm.sectors import service as sectors
from outreach_crm.text import say
from outreach_crm.transfer.service import Terms, Upload
from outreach_crm.transfer.web.titles import fields_for


def column_fields(app: App, one: Upload) -> list[Field]:
    """Ask of each column what it says (``c0``, ``c1`` ...), what the rows are, and under which name to keep that."""
    own = [(field.key, field.title or field.key) for field in contacts.own_fields(app)]
    asked = [
        Field(key=f"c{n}", label=column.header, kind=Kind.ONE_OF, value=column.field, choices=fields_for(column, own))
        for n, column in enumerate(one.stages.columns)
    ]
    kinds = (
        Choice("", say("as each row says")),
        Choice("person", say("people")),
        Choice("organisation", say("organisations")),
    )
    return [
        *asked,
        Field(key="kind", label=say("What the rows are"), kind=Kind.ONE_OF, value=one.stages.kind, choices=kinds),
        Field(
            key="remember",
            label=say("Keep this under a name"),
            kind=Kind.TEXT,
            hint=say("Then the next file of that program is read without a question."),
        ),
    ]


def term_fields(app: App, one: Upload) -> list[Field]:
    """Ask on what terms a file is imported."""
    held = one.stages.terms
    duplicates = (
        Choice("skip", say("leave out, and hand back as a file with the reason")),
        Choice("update", say("take for that contact, and bring in what is new")),
        Choice("add", say("add as somebody else")),
    )
    groups = tuple(Choice(sector.key, sector.name) for sector in sectors.all_sectors(app))
    return [
        Field(
            key="duplicates",
            label=say("Who is probably in the book already"),
            kind=Kind.ONE_OF,
            value=held.duplicates.value,
            choices=duplicates,
        ),
        *_basis_fields(app, held),
        Field(
            key="sectors",
            label=say("Sectors all of them are in"),
            kind=Kind.SEVERAL_OF,
            value=held.sectors,
            choices=groups,
        ),
        Field(key="because", label=say("Why, for the history"), kind=Kind.TEXT, value=one.stages.because),
    ]


def _basis_fields(app: App, held: Terms) -> list[Field]:
    none = Choice("", say("— none —"))
    bases = (none, *(Choice(basis.key, privacy.lawful(basis)) for basis in privacy.bases(app)))
    purposes = (none, *(Choice(purpose.key, privacy.in_a_line(purpose)) for purpose in privacy.purposes(app)))
    return [
        Field(
            key="basis",
            label=say("On which basis we hold these people"),
            kind=Kind.ONE_OF,
            value=held.basis,
            choices=bases,
            hint=say("Without one nobody new may be turned to until one is recorded."),
        ),
        Field(key="purpose", label=say("What for"), kind=Kind.ONE_OF, value=held.purpose, choices=purposes),
        Field(
            key="wording",
            label=say("What exactly they agreed to"),
            kind=Kind.LINES,
            value=held.wording,
            hint=say("In the words of the form, where the basis is their consent."),
        ),
    ]
