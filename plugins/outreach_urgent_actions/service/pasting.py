"""Takes in an Urgent Action that has just arrived: its fields and keywords are proposed, corrected, and saved."""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, ImportRejectedError, InvalidInputError
from outreach_crm.keywords import service as keywords
from outreach_crm.keywords.model import Facet
from outreach_crm.text import say
from outreach_urgent_actions.model.dating import Told
from outreach_urgent_actions.model.drafts import AddresseeDraft, Draft, PersonDraft
from outreach_urgent_actions.model.issues import Audience, Case, Issue, Kind
from outreach_urgent_actions.model.keywording import OURS
from outreach_urgent_actions.model.oddities import Odd
from outreach_urgent_actions.parse import Addressee, Mail, Sheet, read_eml, read_sheet, read_subject
from outreach_urgent_actions.service.correcting import read_fields
from outreach_urgent_actions.service.drafting import is_life_at_risk, place_of_subject
from outreach_urgent_actions.service.finding import cases_of, get_issue, issues_of
from outreach_urgent_actions.service.oddities import odd_of_plan
from outreach_urgent_actions.service.planning import Plan, plan
from outreach_urgent_actions.service.saving import save

_MAIL = re.compile(rb"\A(?:From |(?:[A-Za-z-]{2,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,})")
_MAIL_FIELD = re.compile(rb"^(?:From|To|Date|Received|Return-Path|Message-ID|MIME-Version|Content-Type):", re.I | re.M)
_NUMBER = re.compile(r"\s*[A-Za-z. ]{0,15}:?\s*#?\d{1,4}\s?[/.]\s?\d{2,4}\s*")
_LARGEST = 20_000_000
# A sheet has a few pages; what is longer is a log, or several sheets.
_LONGEST = 200_000
_WHO = (Facet.OCCUPATION.value, Facet.PERSON_OR_GROUP.value)
# The field of a correction to that of a draft, where it has another name.
_NAMES = {"case": "cases", "country": "places", "deadline": "deadline_on", "index": "index_number"}


@frozen(kw_only=True)
class Proposal:
    """An Urgent Action before it is saved.

    Args:
        draft: what it is taken for.
        plan: which case it would join, and what its keywords mean.
        odd: what is odd about it.
        known: the issue it is, where it is in the book already.
    """

    draft: Draft
    plan: Plan
    odd: tuple[Odd, ...]
    known: int | None = None

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Its keywords that are not in the thesaurus."""
        return tuple(text for text, _ in self.plan.unmapped)


@frozen(kw_only=True)
class Pasted:
    """What was saved: the issue, its cases, and what is odd about it."""

    issue: Issue
    cases: tuple[Case, ...]
    odd: tuple[Odd, ...]


def read_pasted(app: App, content: bytes, *, file: str = "") -> Proposal:
    """Return what an Urgent Action is taken for.

    Args:
        app: the App.
        content: its text, or an e-mail (``.eml``).
        file: its name; empty for what was pasted.

    Raises:
        ImportRejectedError: it is neither.
        InvalidInputError: there is no text in it, or too much for one.
    """
    mail = _read(content, file)
    if len(mail.text) > _LONGEST:
        told = say("paste one at a time, and take in a log by outreach ua import")
        raise InvalidInputError(
            say("This is longer than any Urgent Action: {number:,} signs; {told}.", number=len(mail.text), told=told)
        )
    return propose(app, _draft(app, mail, read_sheet(mail.text)))


def propose(app: App, draft: Draft) -> Proposal:
    """Return a draft with the case it would join and what is odd about it."""
    planned = plan(app, [draft], in_log=False)
    known = next((one.known for one in planned.planned if one.known is not None), None)
    return Proposal(draft=draft, plan=planned, odd=tuple(odd_of_plan(app, planned)), known=known)


def corrected(
    app: App,
    draft: Draft,
    given: Mapping[str, str],
    *,
    add: Sequence[str] = (),
    without: Collection[str] = (),
    language: str = "",
) -> Draft:
    """Return a draft with other fields and keywords.

    Args:
        app: the App.
        draft: what was proposed.
        given: field to text, as in ``correcting.FIELDS``.
        add: keywords to be added.
        without: keywords to be taken away, proposed ones and those that were issued.
        language: of its text; empty: the one there is.

    Raises:
        InvalidInputError: there is no such field, or a text cannot be meant for it.
        NotFoundError: there is no such country or keyword.
        ConflictError: there are several.
    """
    values: dict[str, Any] = {
        _NAMES.get(field, field.replace("-", "_")): value for field, value in read_fields(app, given).items()
    }
    if "issued" in values:
        day = values.pop("issued")
        values |= {"told": Told(given=day), "given": day.isoformat() if day else ""}
    gone = {one.lower() for one in without}
    added = [keywords.resolve(app, text).label for text in add]
    values["added"] = tuple(dict.fromkeys([*(one for one in draft.added if one.lower() not in gone), *added]))
    values["keywords"] = tuple(one for one in draft.keywords if one.lower() not in gone)
    if language.strip():
        values["texts"] = tuple((contacts.read_language(language), *rest) for _, *rest in draft.texts)
    return evolve(draft, **values)


def save_pasted(app: App, draft: Draft, *, because: str = "") -> Pasted:
    """Save an Urgent Action; of two who save the same at once, one does, and the other is told.

    Raises:
        ConflictError: it is in the book already, or another first issue of its case is.
        InvalidInputError: it says neither which case it is of nor what it is about.
    """
    if not draft.subject and not draft.cases:
        raise InvalidInputError(say("Say at least its subject or its case."))
    with app.change("save Urgent Action", because=because):
        proposal = propose(app, draft)
        if proposal.known is not None:
            raise ConflictError(
                say("It is in the book already: see outreach ua show {case_of}.", case_of=_case_of(app, proposal.known))
            )
        _check_only_first(app, proposal)
        issue_id = save(app, proposal.plan.new, proposal.plan.meant, received=True)[0]
        return Pasted(issue=get_issue(app, issue_id), cases=tuple(cases_of(app, issue_id)), odd=proposal.odd)


def _check_only_first(app: App, proposal: Proposal) -> None:
    """Refuse a second first issue of a case: it is the same, printed or typed otherwise, or has a wrong number."""
    for chain in (chain for one in proposal.plan.new if one.draft.kind is Kind.INITIAL for chain in one.chains):
        issues = issues_of(app, chain.id) if chain.id is not None else []
        if first := next((one for one in issues if one.kind is Kind.INITIAL), None):
            told = say(
                "{case} has a first issue already, number {number}: {subject}.",
                case=chain.case,
                number=first.id,
                subject=first.subject,
            )
            raise ConflictError(
                say(
                    "{told} If this is the same, edit that one; else say that this is an update or a correction, or"
                    " which case it is of.",
                    told=told,
                )
            )


def _case_of(app: App, issue_id: int) -> str:
    return next((repr(case.ref) for case in cases_of(app, issue_id)), str(issue_id))


def _read(content: bytes, file: str) -> Mail:
    name = file or say("What was pasted")
    if len(content) > _LARGEST:
        raise ImportRejectedError(
            say("{name} is larger than 20 MB; an Urgent Action is a page or two of text.", name=name)
        )
    if content.lstrip().startswith(b"%PDF"):
        raise ImportRejectedError(
            say(
                "{name} is a PDF; open it, mark all of its text, and paste that (or: pdftotext -layout FILE - |"
                " outreach ua paste -).",
                name=name,
            )
        )
    head = content[:4_000]
    if file.lower().endswith(".eml") or (_MAIL.match(content) and _MAIL_FIELD.search(head)):
        return read_eml(content)
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ImportRejectedError(say("{name} is not a text; paste the text of the Urgent Action.", name=name))
    return Mail(subject="", text=_decoded(content).replace("\0", ""))


def _draft(app: App, mail: Mail, sheet: Sheet) -> Draft:
    heading = sheet.heading if sheet.heading.cases or not mail.subject else read_subject(mail.subject)
    subject = mail.subject or _subject(heading.subject, sheet.title)
    given = heading.issued or sheet.heading.issued
    concerns = tuple(dict.fromkeys(one.strip() for one in sheet.concerns if one.strip()))
    return Draft(
        subject=subject,
        cases=heading.cases,
        kind=Kind(heading.kind),
        ordinal=heading.update,
        keywords=concerns,
        added=tuple(_proposed(app, sheet)),
        places=place_of_subject(heading) or place_of_subject(sheet.heading),
        told=Told(given=given, named=(mail.sent,) if mail.sent else ()),
        given=given.isoformat() if given else "",
        deadline_on=sheet.deadline,
        concerns="/".join(concerns),
        index_number=str(sheet.index or ""),
        audience=Audience.MEMBERS if sheet.members_only else Audience.PUBLIC,
        write_in=", ".join(sheet.languages),
        action="\n".join(sheet.actions),
        life_at_risk=is_life_at_risk(heading.cases),
        digest=hashlib.sha256(" ".join(mail.text.split()).encode()).hexdigest(),
        texts=((app.section.language, subject, mail.text.strip()),),
        people=tuple(_people(sheet)),
        addressees=(*addressees(sheet.appeals_to, copy=False), *addressees(sheet.copies_to, copy=True)),
    )


def _subject(heading: str, title: str) -> str:
    """Return the subject of a sheet: its heading, with the headline where that is nothing but a number."""
    return " ".join(filter(None, (heading, title))) if _NUMBER.fullmatch(heading) else heading or title


def _decoded(content: bytes) -> str:
    """Return text of any of the encodings in which sheets are saved; a wrong letter is seen and put right."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _proposed(app: App, sheet: Sheet) -> Iterator[str]:
    """Yield keywords for the occupations of those whom it is about: they decide to which sectors it goes."""
    texts = [one.occupation for one in sheet.about.named if one.occupation] + [sheet.about.text, sheet.title]
    found = keywords.mentioned(app, texts)
    named = (one for text in texts for one in found[text])
    yield from dict.fromkeys(one.label for one in named if one.scheme == OURS and one.facet in _WHO)


def _people(sheet: Sheet) -> Iterator[PersonDraft]:
    about = sheet.about
    for one in about.named:
        yield PersonDraft(name=one.name, gender=one.gender, age=one.age, occupation=one.occupation)
    if not about.named and about.text:
        yield PersonDraft(
            name=" ".join(about.text.split())[:200], kind=str(about.whom), gender=about.gender, people=about.number
        )


def addressees(found: Sequence[Addressee], *, copy: bool) -> Iterator[AddresseeDraft]:
    """Yield those to whom appeals, or copies of them, go, as they are saved."""
    for one in found:
        if one.lines:
            yield AddresseeDraft(
                name=one.lines[0],
                copy=copy,
                salutation=one.salutation,
                lines="\n".join(one.lines[1:]),
                email=", ".join(one.emails),
                fax=", ".join(one.faxes),
            )
