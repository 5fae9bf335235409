"""A proposal as texts that somebody can put right field by field, and the draft that those texts mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.keywords import service as keywords
from outreach_crm.text import say
from outreach_urgent_actions.model.drafts import AddresseeDraft, Draft, PersonDraft
from outreach_urgent_actions.model.issues import Person
from outreach_urgent_actions.parse.addressees import read_addressees
from outreach_urgent_actions.parse.people import read_people
from outreach_urgent_actions.service import evidence, pasting
from outreach_urgent_actions.service.correcting import check_fields
from outreach_urgent_actions.service.evidence import Evidence
from outreach_urgent_actions.service.pasting import Proposal


@frozen(kw_only=True)
class Rewritten:
    """What somebody says an Urgent Action is.

    Args:
        text: the sheet.
        fields: field to text, as in ``correcting.FIELDS``.
        chosen: the keywords it shall have, as they are written or called.
        people: whom it is about, each as a sheet prints it: ``Ana Ruiz (f), 34, nurse``.
        appeals: to whom appeals go, set apart by blank lines.
        copies: to whom copies go, likewise.
        language: of the sheet; empty: ours.
    """

    text: str
    fields: Mapping[str, str]
    chosen: Sequence[str]
    people: Sequence[str]
    appeals: str
    copies: str
    language: str = ""


@frozen(kw_only=True)
class Read:
    """What a sheet is taken for, for somebody to put right.

    Args:
        proposal: the draft with what is decided of it.
        text: the sheet, without what is only of a mail.
        fields: field to text.
        keywords: those it has or names, each with where it stands.
        people: whom it is about, a line for each.
        appeals: to whom appeals go, set apart by blank lines.
        copies: to whom copies go.
    """

    proposal: Proposal
    text: str
    fields: Mapping[str, str]
    keywords: tuple[Evidence, ...]
    people: str
    appeals: str
    copies: str


def read(app: App, content: bytes, *, file: str = "") -> Read:
    """Return what was pasted or dropped as texts that can be put right; see :func:`pasting.read_pasted`.

    Raises:
        ImportRejectedError: it is no text and no e-mail.
        InvalidInputError: there is no text in it, or too much for one.
    """
    proposal = pasting.read_pasted(app, content, file=file)
    draft = proposal.draft
    text = draft.texts[0][2] if draft.texts else ""
    return Read(
        proposal=proposal,
        text=text,
        fields=_fields(app, proposal),
        keywords=evidence.keywords_in(app, proposal, text),
        people="\n".join(_person(one) for one in draft.people),
        appeals=_addressees(draft, copy=False),
        copies=_addressees(draft, copy=True),
    )


def draft_of(app: App, said: Rewritten) -> Draft:
    """Return the draft that somebody means: what the text says, with all that they say of it.

    Raises:
        InvalidInputError: a text cannot be meant for its field.
        NotFoundError: there is no such country or keyword.
        ConflictError: there are several.
    """
    check_fields(app, said.fields)
    draft = pasting.read_pasted(app, said.text.encode()).draft
    wanted = {one.lower() for one in said.chosen}
    there = {one.lower() for one in (*draft.keywords, *draft.added)}
    add = [one for one in said.chosen if one.lower() not in there]
    corrected = pasting.corrected(app, draft, said.fields, add=add, without=there - wanted, language=said.language)
    subject = corrected.subject
    return evolve(
        corrected,
        texts=tuple((language, subject, body) for language, _, body in corrected.texts),
        people=tuple(_people(draft, said.people)),
        addressees=(*_read_addressees(said.appeals, copy=False), *_read_addressees(said.copies, copy=True)),
    )


def _fields(app: App, proposal: Proposal) -> dict[str, str]:
    draft = proposal.draft
    meant = keywords.understood(app, draft.places)
    issued = next((one.settled.on for one in proposal.plan.planned), draft.told.given)
    return {
        "subject": draft.subject,
        "case": "; ".join(str(case) for case in draft.cases),
        "kind": draft.kind.value,
        "ordinal": str(draft.ordinal or ""),
        "country": "; ".join(places(app, (one.id for one in meant.values()))),
        "issued": issued.isoformat() if issued else "",
        "deadline": draft.deadline_on.isoformat() if draft.deadline_on else "",
        "index": draft.index_number,
        "concerns": draft.concerns,
        "audience": draft.audience.value,
        "write-in": draft.write_in,
        "action": draft.action,
        "life-at-risk": "yes" if draft.life_at_risk else "no",
    }


def places(app: App, ids: Iterable[int | None]) -> list[str]:
    """Return places by what they are called, or by their address where the name alone could mean another one."""
    found = keywords.some(app, [one for one in ids if one is not None])
    named = keywords.understood(app, {one.label for one in found})
    return [one.label if one.label in named and named[one.label].id == one.id else str(one.address) for one in found]


def _person(one: PersonDraft) -> str:
    return person(one.name, one.gender, one.age, one.occupation)


def person(name: str, gender: str, age: int | None, occupation: str) -> str:
    """Return somebody as a sheet prints them: ``Ana Ruiz (f), 34, nurse``."""
    called = f"{name} ({gender})" if gender else name
    return ", ".join(str(part) for part in (called, age, occupation) if part)


def of_person(one: Person) -> str:
    """Return somebody of the book as a sheet prints them."""
    return person(one.name, one.gender, one.age, one.occupation)


def _people(draft: Draft, lines: Iterable[str]) -> Iterator[PersonDraft]:
    """Yield people line by line; a line that is as it was proposed means who was proposed."""
    there = {_person(one): one for one in draft.people}
    for line in filter(None, (" ".join(line.split()) for line in lines)):
        if line in there:
            yield there[line]
            continue
        about = read_people(line)
        for who in about.named:
            yield PersonDraft(name=who.name, gender=who.gender, age=who.age, occupation=who.occupation)
        if not about.named:
            yield PersonDraft(name=line[:200], kind=str(about.whom), gender=about.gender, people=about.number)


def _addressees(draft: Draft, *, copy: bool) -> str:
    return "\n\n".join(_addressee(one) for one in draft.addressees if one.copy is copy)


def _addressee(one: AddresseeDraft) -> str:
    ways = (("Fax", one.fax), ("Email", one.email), ("Salutation", one.salutation))
    return "\n".join(filter(None, (one.name, one.lines, *(f"{way}: {value}" for way, value in ways if value))))


def _read_addressees(text: str, *, copy: bool) -> Iterator[AddresseeDraft]:
    found = [*pasting.addressees(read_addressees(text.splitlines()), copy=copy)]
    if text.strip() and not found:
        raise InvalidInputError(say("Write the office or name in the first line, and the address below it."))
    yield from found
