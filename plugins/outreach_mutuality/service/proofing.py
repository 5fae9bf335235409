"""Tells what to think of before an answer goes out: its tone, what is missing, and what must not stand in it."""

from collections.abc import Callable, Iterable

from outreach_crm.app import App
from outreach_crm.languages import language_name
from outreach_crm.text import Sentence, row, say, words
from outreach_crm.written import meanings
from outreach_mutuality.model.assessing import Decision, Outcome
from outreach_mutuality.model.requests import Request
from outreach_mutuality.model.settings import MutualitySettings
from outreach_mutuality.queries import balance, requests
from outreach_mutuality.service import hinting
from outreach_mutuality.service.drafting import all_drafts, decided, language_of

# So many words of the kept reason in a row are no chance; of a shorter one all.
_RUN = 4
# A word with fewer letters, such as an article, does not tell what a sentence is about.
_TELLING = 4
# So many letters of a request are looked at for what they said themselves.
_READ = 5_000


def warnings(
    app: App, request: Request, text: str, language: str = "", *, called: Callable[[str], str] = language_name
) -> list[Sentence]:
    """Return what to think of before an answer goes out ("care should be taken", Campaign Manual, p. 182).

    Args:
        app: the App.
        request: what it answers.
        text: what it says.
        language: the one it is in (BCP 47); empty: not known.
        called: returns what a language is called where this is read.

    Raises:
        ConflictError: nothing is decided.
    """
    decision, found = decided(app, request), list[Sentence]()
    theirs = language_of(app, request)
    if language and not _same(language, theirs):
        tongues = {"theirs": called(theirs), "language": called(language)}
        found.append(say("There is no draft in {theirs}: this one is in {language}.", **tongues))
    if above := _above(app, text):
        found.append(say("It sounds as if our aims mattered more than theirs: {words}.", words=row(above)))
    found.extend(hinting.hints(app, request))
    declines = decision.outcome in {Outcome.DECLINE, Outcome.REFER}
    if declines and not decision.offered:
        found.append(say("Nothing is offered instead."))
    if missing := _missing(app, request, decision, text):
        found.append(say("What was decided does not stand in it: {what}.", what=row(missing, "; ")))
    if leak := _leaking(request, decision, text):
        found.append(say("The reason that stays with us stands in it: {words}.", words=leak))
    if declines and (asked := balance.asked_lately(app.store, request.contact_id, *_lately(app))):
        found.append(say("You asked them for help on {day}; let somebody else say no.", day=asked))
    return found


def _same(one: str, other: str) -> bool:
    return one.partition("-")[0] == other.partition("-")[0]


def _lately(app: App) -> tuple[str, int]:
    return app.clock.today().isoformat(), app.settings.of("mutuality", MutualitySettings).same_month_days


def _above(app: App, text: str) -> list[str]:
    """Return the words of a text that sound as if our aims mattered more than theirs, in whatever language."""
    phrases = (phrase for one in all_drafts(app).values() for phrase in one.phrases.above)
    found = (meanings.first_of((phrase,), text) for phrase in phrases)
    return [*dict.fromkeys(word for word in found if word)]


def _missing(app: App, request: Request, decision: Decision, text: str) -> list[str]:
    """Return what is offered and promised of which fewer than half the telling words stand in a text."""
    promised = (one.what for one in requests.promises(app.store, request.id) if one.done_on is None)
    said = {*words(text)}
    given = [part.strip().rstrip(".") for part in (decision.offered, *promised)]
    return [part for part in given if part and not _stands(part, said)]


def _stands(part: str, said: set[str]) -> bool:
    every = words(part)
    telling = [word for word in every if len(word) >= _TELLING] or every
    return 2 * len(said.intersection(telling)) >= len(telling)


def _leaking(request: Request, decision: Decision, text: str) -> str:
    """Return words of the kept reason that stand in a text in a row, and in nothing that they know; empty: none."""
    kept = _in_a_row((decision.kept,))
    length = min(_RUN, len(kept))
    known = (decision.told, decision.offered, request.text[:_READ])
    told, said = (f" {' '.join(_in_a_row(one))} " for one in (known, (text,)))
    for start in range(len(kept) - length + 1 if kept else 0):
        run = " ".join(kept[start : start + length])
        if f" {run} " in said and f" {run} " not in told:
            return run
    return ""


def _in_a_row(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for part in text.split() for word in words(part)]
