"""Drafts an answer in their language, and tells what to think of before it goes out."""

from datetime import date
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.filling import fields_of, fill
from outreach_crm.languages import day_in
from outreach_crm.text import Sentence, fold, row, say, words
from outreach_crm.written import read_toml, structure
from outreach_mutuality.model.answers import FIELDS, Draft, Drafts
from outreach_mutuality.model.assessing import Decision, Outcome
from outreach_mutuality.model.requests import Request, in_a_line
from outreach_mutuality.model.settings import MutualitySettings
from outreach_mutuality.queries import balance, requests
from outreach_mutuality.service import hinting

SHIPPED = Path(__file__).parents[1] / "drafts"
# So many letters of a request are quoted in its answer.
_QUOTED = 400
# So many words of the kept reason in a row are no chance.
_RUN = 4
_LONGEST_SUBJECT = 100


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
    decision = _decided(app, request)
    there, language = all_drafts(app), _language(app, request)
    for tag in dict.fromkeys((language, app.section.language, "en")):
        if tag in there and (chosen := _fitting(there[tag], request, decision)):
            return tag, _filled(app, request, decision, chosen, tag)
    raise InvalidInputError(f"There is no draft for: {decision.outcome.label}. Write it yourself.")


def subject(app: App, request: Request, language: str) -> str:
    """Return what stands above an answer when it leaves, in one line.

    Args:
        app: the App.
        request: a request that is decided.
        language: of the answer (BCP 47); where there are no drafts in it, it is that of the section, else English.

    Raises:
        ConflictError: nothing is decided.
    """
    decision, there = _decided(app, request), all_drafts(app)
    tag = next(one for one in (language, app.section.language, "en") if one in there)
    return " ".join(fill(there[tag].subject, _values(app, request, decision, tag)).split())[:_LONGEST_SUBJECT]


def _decided(app: App, request: Request) -> Decision:
    decision = requests.decision(app.store, request.id)
    if decision is None or decision.outcome is Outcome.CONSULT:
        raise ConflictError(f"Nothing is decided on request {request.id}: there is no answer yet.")
    return decision


def _language(app: App, request: Request) -> str:
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
    # What nothing was said for leaves neither an empty paragraph nor a comma.
    first, *paragraphs = fill(chosen.text.strip(), values).split("\n\n")
    further = [part.strip().removesuffix(",") for part in paragraphs]
    return "\n\n".join([first, *(part for part in further if part)])


def _values(app: App, request: Request, decision: Decision, language: str) -> dict[str, str]:
    there = requests.promises(app.store, request.id)
    promises = [f"- {one.what} ({day_in(date.fromisoformat(one.due_on), language)})" for one in there]
    return {
        "person": request.person or request.contact,
        "what": in_a_line(request.text, _QUOTED),
        "told": decision.told,
        "offered": decision.offered,
        "promises": "\n".join(promises),
        "section": app.section.name,
        "name": app.actor.name,
    }


def warnings(app: App, request: Request, text: str) -> list[Sentence]:
    """Return what to think of before an answer goes out ("care should be taken", Campaign Manual, p. 182).

    Args:
        app: the App.
        request: what it answers.
        text: what it says.

    Raises:
        ConflictError: nothing is decided.
    """
    decision, found = _decided(app, request), list[Sentence]()
    above = [phrase for one in all_drafts(app).values() for phrase in one.phrases.above if fold(phrase) in fold(text)]
    if above:
        found.append(say("It sounds as if our aims mattered more than theirs: {words}.", words=row(above)))
    found.extend(hinting.hints(app, request))
    declines = decision.outcome in {Outcome.DECLINE, Outcome.REFER}
    if declines and not decision.offered:
        found.append(say("Nothing is offered instead."))
    if leak := _leaking(decision, text):
        found.append(say("The reason that stays with us stands in it: {words}.", words=leak))
    if declines and (asked := balance.asked_lately(app.store, request.contact_id, *_lately(app))):
        found.append(say("You asked them for help on {day}; let somebody else say no.", day=asked))
    return found


def _lately(app: App) -> tuple[str, int]:
    return app.clock.today().isoformat(), app.settings.of("mutuality", MutualitySettings).same_month_days


def _leaking(decision: Decision, text: str) -> str:
    """Return words of the kept reason that stand in a text in a row, and not in the told one; empty: none."""
    kept, told, said = (_run_of(one) for one in (decision.kept, decision.told, text))
    for start in range(len(kept) - _RUN + 1):
        run = " ".join(kept[start : start + _RUN])
        if run in " ".join(said) and run not in " ".join(told):
            return run
    return ""


def _run_of(text: str) -> list[str]:
    return [word for part in text.split() for word in words(part)]
