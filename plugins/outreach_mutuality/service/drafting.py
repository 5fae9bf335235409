"""Drafts an answer in their language; what to think of before it goes out is told in ``proofing``."""

import re
from datetime import date
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.filling import fields_of, fill, parts_of
from outreach_crm.languages import day_in
from outreach_crm.text import say
from outreach_crm.written import read_toml, structure
from outreach_mutuality.model.answers import FIELDS, Draft, Drafts
from outreach_mutuality.model.assessing import Decision, Outcome
from outreach_mutuality.model.requests import Request, in_a_line
from outreach_mutuality.model.settings import MutualitySettings
from outreach_mutuality.queries import requests

SHIPPED = Path(__file__).parents[1] / "drafts"
# So many letters of a request are quoted in its answer.
_QUOTED = 400
_LONGEST_SUBJECT = 100
_BLANK = re.compile(r"\s*\n\s*\n\s*")
# What ends a sentence or leads in what follows, what may stand behind that, and what is left off at the very end.
_STOPS, _BEHIND, _OPEN = ".!?…:。！？؟।۔", "\"'”’»)] \u00a0\u202f", " ,;:\u00a0\u202f"


def read(path: Path) -> Drafts:
    """Return the drafts of a file.

    Raises:
        InvalidInputError: it is no TOML, holds unknown, missing or wrong keys, or a field that cannot be filled in.
    """
    found = structure(read_toml(path), Drafts, file=path.name)
    fields_of(found.subject, FIELDS)
    for one in found.drafts:
        fields_of(one.text, FIELDS)
    return found


def all_drafts(app: App) -> dict[str, Drafts]:
    """Return the drafts of this installation by language; a section's own file replaces one of the same language."""
    own = app.settings.of("mutuality", MutualitySettings).drafts
    folders = [SHIPPED, *([Path(own).expanduser()] if own else [])]
    return {path.stem: read(path) for folder in folders for path in sorted(folder.glob("*.toml"))}


def draft(app: App, request: Request) -> tuple[str, str]:
    """Return the draft of an answer: its language (BCP 47) and its text.

    Args:
        app: the App.
        request: a request that is decided.

    Raises:
        ConflictError: nothing is decided, or others are consulted still.
        InvalidInputError: there is no draft for such a decision, in no language.
    """
    decision = decided(app, request)
    there, language = all_drafts(app), language_of(app, request)
    for tag in dict.fromkeys((language, app.section.language, "en")):
        if tag in there and (chosen := _fitting(there[tag], request, decision)):
            return tag, _filled(app, request, decision, chosen, tag)
    raise InvalidInputError(say("There is no draft for: {outcome}. Write it yourself.", outcome=decision.outcome.label))


def subject(app: App, request: Request, language: str) -> str:
    """Return what stands above an answer when it leaves, in one line.

    Args:
        app: the App.
        request: a request that is decided.
        language: of the answer (BCP 47); where there are no drafts in it, it is that of the section, else English.

    Raises:
        ConflictError: nothing is decided.
    """
    decision, there = decided(app, request), all_drafts(app)
    tag = next(one for one in (language, app.section.language, "en") if one in there)
    return " ".join(fill(there[tag].subject, _values(app, request, decision, tag)).split())[:_LONGEST_SUBJECT]


def decided(app: App, request: Request) -> Decision:
    """Return what is decided on a request.

    Raises:
        ConflictError: nothing is, or others are consulted still.
    """
    decision = requests.decision(app.store, request.id)
    if decision is None or decision.outcome is Outcome.CONSULT:
        raise ConflictError(
            say("Nothing is decided on request {request_id}: there is no answer yet.", request_id=request.id)
        )
    return decision


def language_of(app: App, request: Request) -> str:
    """Return the language of who asks, else of the organisation, else of the section."""
    asked = [request.person_id, request.contact_id]
    said = (contacts.get(app, one).language for one in asked if one is not None)
    return next((one.partition("-")[0] for one in said if one), app.section.language)


def _fitting(there: Drafts, request: Request, decision: Decision) -> Draft | None:
    """Return the draft for a kind of request and decision, else the one for all kinds."""
    fitting = [one for one in there.drafts if one.outcome is decision.outcome]
    own = [one for one in fitting if request.kind in one.kinds]
    return next(iter(own or [one for one in fitting if not one.kinds]), None)


def _filled(app: App, request: Request, decision: Decision, chosen: Draft, language: str) -> str:
    values = _values(app, request, decision, language)
    paragraphs = (part for part in _BLANK.split(chosen.text.strip()) if _speaks(part, values))
    return "\n\n".join(fill(_spoken(part, values), values) for part in paragraphs)


def _spoken(paragraph: str, values: dict[str, str]) -> str:
    return "\n".join(line.strip() for line in paragraph.split("\n") if _speaks(line, values))


def _speaks(part: str, values: dict[str, str]) -> bool:
    """Return whether a part of a draft says something: one whose fields are all empty would say half a sentence."""
    fields = [name for _, name in parts_of(part) if name]
    return not fields or any(values[name] for name in fields)


def _values(app: App, request: Request, decision: Decision, language: str) -> dict[str, str]:
    told = _closed(decision.told)
    return {
        "person": request.person or request.contact,
        "what": in_a_line(request.text, _QUOTED).rstrip(f".{_OPEN}"),
        "told": told[:1].upper() + told[1:],
        "offered": _closed(decision.offered),
        "promises": "\n".join(_promises(app, request, language)),
        "section": app.section.name,
        "name": app.actor.name,
    }


def _promises(app: App, request: Request, language: str) -> list[str]:
    """Return a line for each promise with its day; what is done already is none any more."""
    there = [one for one in requests.promises(app.store, request.id) if one.done_on is None]
    days = (day_in(date.fromisoformat(one.due_on), language) for one in there)
    return [f"- {' '.join(one.what.split()).rstrip(f'.{_OPEN}')} ({day})" for one, day in zip(there, days, strict=True)]


def _closed(text: str) -> str:
    """Return what somebody wrote as it stands before another sentence: each paragraph of it with a stop at its end."""
    paragraphs = _BLANK.split(text.strip().rstrip(_OPEN))
    return "\n\n".join(part if _is_closed(part) else f"{part}." for part in paragraphs if part)


def _is_closed(paragraph: str) -> bool:
    return paragraph.rstrip(_BEHIND).endswith(tuple(_STOPS))
