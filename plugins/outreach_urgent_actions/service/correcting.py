"""Reads what people say an Urgent Action is, field by field, to correct a proposal or an issue of the book."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from outreach_crm.app import App
from outreach_crm.dates import read_date
from outreach_crm.errors import InvalidInputError, OutreachError, sentence_of
from outreach_crm.keywords import service as keywords
from outreach_crm.meaning import suggestion
from outreach_crm.model import Problem
from outreach_crm.text import either, read_number, say
from outreach_urgent_actions.model.issues import Audience, Kind
from outreach_urgent_actions.parse import CaseNumber, read_case, read_index

# What can be corrected, and how it is written.
FIELDS = {
    "subject": "its subject line",
    "case": "the number of its case, UA 205/01; several parted by semicolons",
    "kind": "what it is: first issue, update, final, stop, correction or other",
    "ordinal": "which update it is: 1, 2",
    "country": "countries, parted by semicolons",
    "issued": "the day of issue, 2026-03-09",
    "deadline": "until when to write, 2026-04-20; none for no deadline",
    "index": "the index number, AMR 41/022/1998",
    "concerns": "the concerns as printed",
    "audience": "whom it is for: public or members",
    "write-in": "the language to write in",
    "action": "what to ask for",
    "life-at-risk": "whether a life is at risk: yes or no",
}
# Kinds as people read them; the words by which they are kept are taken, too.
_KINDS = {
    "first issue": Kind.INITIAL,
    "update": Kind.FOLLOWUP,
    **{one.value: one for one in (Kind.FINAL, Kind.STOP, Kind.CORRECTION, Kind.OTHER)},
}
_YES = {"yes": True, "y": True, "no": False, "n": False}
_NONE = {"", "none", "-"}


def read_field(app: App, field: str, text: str) -> Any:
    """Return what a text says of a field.

    Returns:
        Cases and addresses of countries as tuples, days as dates or None, all else as it is kept.

    Raises:
        InvalidInputError: there is no such field, or the text cannot be meant for it.
        NotFoundError: there is no such country.
    """
    if field not in FIELDS:
        raise InvalidInputError(
            say(
                "{field!r} is no field{suggestion}; there are {names}.",
                field=field,
                suggestion=suggestion(field, FIELDS),
                names=", ".join(FIELDS),
            )
        )
    reader = _READERS.get(field)
    return reader(app, text.strip()) if reader else text.strip()


def read_fields(app: App, given: Mapping[str, str]) -> dict[str, Any]:
    """Return what texts say of fields; see :func:`read_field`."""
    return {field: read_field(app, field, text) for field, text in given.items()}


def check_fields(app: App, given: Mapping[str, str]) -> None:
    """Refuse texts that cannot be meant for their fields, all of them at once.

    Raises:
        InvalidInputError: what is wrong, as problems with the names of the fields.
    """
    problems = []
    for field, text in given.items():
        try:
            read_field(app, field, text)
        except OutreachError as error:
            problems.append(Problem(field=field, sentence=sentence_of(error)))
    if problems:
        raise InvalidInputError(problems[0].sentence, tuple(problems))


def _cases(_: App, said: str) -> tuple[CaseNumber, ...]:
    return tuple(dict.fromkeys(read_case(part) for part in said.split(";") if part.strip()))


def _countries(app: App, said: str) -> tuple[str, ...]:
    return tuple(str(keywords.resolve(app, part).address) for part in said.split(";") if part.strip())


def _day(app: App, said: str) -> date | None:
    return None if said.lower() in _NONE else read_date(said, app.clock.today())


def _index(_: App, said: str) -> str:
    return "" if said.lower() in _NONE else str(read_index(said))


def _ordinal(_: App, said: str) -> int | None:
    number = read_number(said)
    if not number and said.lower() not in _NONE:
        raise InvalidInputError(say("{said!r} is no number of an update; write 1 for the first one.", said=said))
    return number


def _yes_or_no(_: App, said: str) -> bool:
    if said.lower() not in _YES:
        raise InvalidInputError(say("Say yes or no for life-at-risk, not {said!r}.", said=said))
    return _YES[said.lower()]


def _kind(_: App, said: str) -> Kind:
    kinds = {**_KINDS, Kind.INITIAL.value: Kind.INITIAL, Kind.FOLLOWUP.value: Kind.FOLLOWUP}
    if said.lower() not in kinds:
        raise InvalidInputError(say("An Urgent Action is {names}, not {said!r}.", names=", ".join(_KINDS), said=said))
    return kinds[said.lower()]


def _audience(_: App, said: str) -> Audience:
    try:
        return Audience(said.lower())
    except ValueError:
        raise InvalidInputError(say("It is for {names}, not {said!r}.", names=either(Audience), said=said)) from None


_READERS: dict[str, Callable[[App, str], Any]] = {
    "case": _cases,
    "kind": _kind,
    "ordinal": _ordinal,
    "country": _countries,
    "issued": _day,
    "deadline": _day,
    "index": _index,
    "audience": _audience,
    "life-at-risk": _yes_or_no,
}
