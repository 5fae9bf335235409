"""Writes down a case, and writes it otherwise; how far it is has rooms of its own."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attrs import asdict

from outreach_cases.formulas.individuals import Counted
from outreach_cases.model.cases import Case, CaseDraft, Consent, Gender, Whom, people_written, words_of
from outreach_cases.model.levels import Decided, Level, Stance
from outreach_cases.model.links import Addressee, read_addressees
from outreach_cases.queries import cases as queries
from outreach_cases.service import deciding
from outreach_cases.service.finding import get
from outreach_cases.service.restricting import restrict
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.dates import read_past
from outreach_crm.errors import ConflictError, InvalidInputError, OutreachError, sentence_of
from outreach_crm.keywords import service as keywords
from outreach_crm.meaning import suggestion
from outreach_crm.model import Problem
from outreach_crm.text import fold, say, sort_name, term

LONGEST_NAME = 200
"""So many letters a name may have."""
LONGEST_REF = 60
"""So many letters a reference may have: indexes hold no books."""
# Digits stand together or by three: 12.5 is no number of people, and not 125 of them.
_PEOPLE = re.compile(
    r"(about|around|some|environ|env\.|alrededor de|unos|unas|ca\.?|c\.|~)?\s*(\d{1,3}(?:[ ,.']\d{3})+|\d+)",
    re.IGNORECASE,
)
_NOT_KNOWN = frozenset({"", "?", "unknown", "not known"})


def add(app: App, draft: CaseDraft, level: Decided | None = None, *, because: str = "") -> Case:
    """Write down a case, with the level it has on the day since which it is one.

    Args:
        app: the App.
        draft: whom it is about; all but the name may be added later.
        level: its level in the portfolio; None: it is a draft.
        because: why it is written down.

    Raises:
        InvalidInputError: it has no name, or something cannot be right; all of it is told at once.
        ConflictError: there is a case of that reference.
        NotFoundError, RefusedError: there is no such circle, or the actor is no member of it.
    """
    with app.change(term("add case"), because=because):
        values = _values(app, draft, None)
        case_id = app.store.insert("cases", values)
        _own(app, case_id, draft)
        first = level or Decided(state=Level.DRAFT.value)
        deciding.write_first(app, case_id, values["opened_on"], first)
        return restrict(app, case_id, draft.circle) if draft.circle.strip() else get(app, case_id)


def edit(app: App, case_id: int, draft: CaseDraft, *, because: str = "") -> Case:
    """Write a case otherwise; its levels and our decisions stay.

    Raises:
        NotFoundError: there is no such case.
        InvalidInputError: it has no name, something cannot be right, or they want no work and we work on it.
        ConflictError: another case has the reference, or somebody else changed it since ``draft.version``.
    """
    with app.change(term("edit case"), because=because):
        case = get(app, case_id)
        journal.check_version(app, case.called, case.change_id, seen=draft.version)
        values = _values(app, draft, case)
        if values["consent"] == Consent.AGAINST.value and case.stance is Stance.WORK:
            raise _to_be_stopped(case)
        app.store.update("cases", case_id, values)
        _own(app, case_id, draft)
        return get(app, case_id)


def _to_be_stopped(case: Case) -> InvalidInputError:
    """Return that nobody may go on with a case whose people want no work."""
    sentence = say(
        "Then all work on it has to stop first, wherever it is done: outreach cases stop {case_id} wish.",
        case_id=case.id,
    )
    return InvalidInputError(sentence, (Problem(field="consent", sentence=sentence),))


def _values(app: App, draft: CaseDraft, now: Case | None) -> dict[str, Any]:
    name, ref = " ".join(draft.name.split()), " ".join(draft.ref.split()) if fold(draft.ref).strip() else ""
    readers: dict[str, Callable[[], Mapping[str, Any]]] = {
        "name": lambda: {"name": _name(name)},
        "ref": lambda: {"ref": _ref(app, ref, now)},
        "people": lambda: read_people(draft.whom, draft.people),
        "gender": lambda: {"gender": _one_of(draft.gender.strip().lower(), ("", *(one.value for one in Gender)))},
        "country": lambda: {"country": contacts.read_country(draft.country)},
        "language": lambda: {"language": contacts.read_language(draft.language)},
        "consent": lambda: {"consent": _one_of(draft.consent, [one.value for one in Consent])},
        "opened_on": lambda: {"opened_on": _opened(app, draft.opened_on, now)},
    }
    found: dict[str, Any] = {
        "sort_name": sort_name(name),
        "words": words_of(name, ref),
        "public": int(draft.public),
        "wish": draft.wish.strip(),
        "poc": int(draft.poc),
    }
    problems: list[Problem] = []
    for key, read in readers.items():
        try:
            found |= read()
        except InvalidInputError as error:
            problems.append(Problem(field=key, sentence=sentence_of(error)))
    problems += _unknown(app, draft.concerns)
    if problems:
        raise InvalidInputError(problems[0].sentence, tuple(problems))
    return found


def _name(name: str) -> str:
    if not fold(name).strip():
        raise InvalidInputError(say("Say what the case is called: whom it is about."))
    if len(name) > LONGEST_NAME:
        raise InvalidInputError(
            say(
                "The name has {number} letters, and {longest_name} fit; the casefile tells the rest.",
                number=len(name),
                longest_name=LONGEST_NAME,
            )
        )
    return name


def _ref(app: App, ref: str, now: Case | None) -> str:
    """Return the reference of a case.

    Raises:
        InvalidInputError: it is longer than any.
        ConflictError: another case has it.
    """
    if len(ref) > LONGEST_REF:
        raise InvalidInputError(
            say("The reference has {number} letters, and {longest_ref} fit.", number=len(ref), longest_ref=LONGEST_REF)
        )
    there = queries.same_ref(app.store, now, ref, now.circle_id) if now else queries.of_ref(app.store, ref)
    if there is not None:
        raise ConflictError(say("There is a case {ref} already: outreach cases show {there}.", ref=ref, there=there))
    return ref


def read_people(whom: str, people: str) -> dict[str, Any]:
    """Return how many a case is about, and how well that is known, as the columns have it.

    Args:
        whom: a person, a group or a community.
        people: ``12``, ``about 300``, or nothing.

    Raises:
        InvalidInputError: it is no number, or of a person another one than 1.
    """
    kind = _one_of(whom.strip().lower() or Whom.PERSON.value, [one.value for one in Whom])
    said = " ".join(people.lower().split())
    if kind == Whom.PERSON.value:
        if said not in {"", "1"}:
            raise InvalidInputError(
                say("A person is one; where there are {people!r}, say that they are a group.", people=people.strip())
            )
        return {"whom": kind, "people": 1, "counted": Counted.KNOWN.value}
    if said in _NOT_KNOWN:
        return {"whom": kind, "people": None, "counted": Counted.UNKNOWN.value}
    found = _PEOPLE.fullmatch(said)
    digits = re.sub(r"\D", "", found[2]) if found else ""
    if not found or not digits or not 0 < int(digits) < 1_000_000_000:
        raise InvalidInputError(
            say("{people!r} is no number of people; write 12, about 300, or nothing.", people=people.strip())
        )
    counted = Counted.ESTIMATED if found[1] else Counted.KNOWN
    return {"whom": kind, "people": int(digits), "counted": counted.value}


def _one_of(said: str, known: Iterable[str]) -> str:
    there = [*known]
    if said not in there:
        named = ", ".join(one for one in there if one)
        raise InvalidInputError(
            say(
                "{said!r} cannot be{suggestion}; it is {named}.",
                said=said,
                suggestion=suggestion(said, there),
                named=named,
            )
        )
    return said


def _opened(app: App, text: str, now: Case | None) -> str:
    """Return since when it is a case: the day of its first level, which stays.

    Raises:
        InvalidInputError: it is no day, or one that has not come.
    """
    if now is not None:
        return now.opened_on
    today = app.clock.today()
    day = read_past(text, today) if text.strip() else today
    if day > today:
        raise InvalidInputError(say("{day} has not come yet: nothing is a case since then.", day=day))
    return day.isoformat()


def _unknown(app: App, concerns: Iterable[str]) -> list[Problem]:
    for one in concerns:
        try:
            keywords.resolve(app, one)
        except OutreachError as error:
            return [Problem(field="concerns", sentence=sentence_of(error))]
    return []


def _own(app: App, case_id: int, draft: CaseDraft) -> None:
    """Write down what a case is about and to whom its appeals go; what stays the same is not written again."""
    there = queries.keywords(app.store, [case_id]).get(case_id, {})
    wanted = dict.fromkeys(keywords.resolve(app, one).id for one in draft.concerns)
    for keyword_id, row_id in there.items():
        if keyword_id not in wanted:
            app.store.delete("case_keywords", row_id)
    for keyword_id in wanted:
        if keyword_id not in there:
            app.store.insert("case_keywords", {"case_id": case_id, "keyword_id": keyword_id})
    _address(app, case_id, read_addressees(draft.addressees))


def _address(app: App, case_id: int, wanted: list[Addressee]) -> None:
    there = queries.addressees(app.store, case_id)
    if [*there.values()] == wanted:
        return
    for row_id in there:
        app.store.delete("case_addressees", row_id)
    for position, one in enumerate(wanted):
        app.store.insert("case_addressees", {"case_id": case_id, "position": position, **asdict(one)})


def draft_of(case: Case, concerns: Iterable[str] = (), addressees: str = "") -> CaseDraft:
    """Return a case as somebody would write it, to be altered."""
    return CaseDraft(
        name=case.name,
        ref=case.ref,
        whom=case.whom.value,
        people=people_written(case),
        gender=case.gender.value if case.gender else "",
        country=case.country,
        language=case.language,
        public=case.public,
        consent=case.consent.value,
        wish=case.wish,
        poc=case.poc,
        concerns=tuple(concerns),
        addressees=addressees,
        version=case.change_id,
    )
