"""Where in the text of an Urgent Action its keywords stand, and which others it names; and what is decided of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.forms import Choice
from outreach_crm.keywords import service as keywords
from outreach_crm.text import beginning, count, fold, row, say
from outreach_urgent_actions.model.issues import Kind, State
from outreach_urgent_actions.model.keywording import OURS
from outreach_urgent_actions.queries import boards as queries
from outreach_urgent_actions.service.chains import Chain
from outreach_urgent_actions.service.naming import word
from outreach_urgent_actions.service.pasting import Proposal

_SENTENCE = re.compile(r"(?<=[.;:!?])\s+|\n\s*\n")
_LONGEST = 140
_FOUND = 20
# Whatever kind a rule of what is odd has, it is about one field of the form.
FIELD_OF = {
    "two-firsts": "case",
    "no-first": "case",
    "other-case": "case",
    "incomplete-number": "case",
    "after-stop": "kind",
    "after-final": "kind",
    "first-again": "kind",
    "repeat": "subject",
    "missing-ordinal": "ordinal",
    "other-country": "country",
    "impossible-date": "issued",
    "doubtful-date": "issued",
}


@frozen(kw_only=True)
class Evidence:
    """A keyword of a text: as it is written, what it means, where it stands, and where it comes from.

    ``origin`` is ``issued`` (it stands among the concerns), ``proposed`` (it says whom it is about) or ``named``
    (the text names it, and nobody proposes it); ``label`` is empty where the thesaurus does not know it.
    """

    written: str
    label: str
    where: str
    origin: str


def keywords_in(app: App, proposal: Proposal, text: str) -> tuple[Evidence, ...]:
    """Return the keywords of a proposal, each with where in the text it stands, then others that the text names."""
    draft, meant = proposal.draft, proposal.plan.meant
    lines = [*dict.fromkeys(" ".join(line.split()) for line in (*text.splitlines(), *_SENTENCE.split(text)))]
    named: dict[str, str] = {}
    for line, found in keywords.mentioned(app, filter(None, lines)).items():
        for one in found:
            if one.scheme == OURS:
                named.setdefault(one.label, line)
    issued = [_evidence(one, meant[one].label if one in meant else "", lines, named) for one in draft.keywords]
    proposed = [
        Evidence(written=one, label=one, where=_cut(named.get(one, ""), one), origin="proposed") for one in draft.added
    ]
    known = {one.label for one in (*issued, *proposed)} | {one.written for one in issued}
    others = [
        Evidence(written=label, label=label, where=_cut(line, label), origin="named")
        for label, line in named.items()
        if label not in known
    ]
    return (*issued, *proposed, *others)


def _evidence(written: str, label: str, lines: Sequence[str], named: dict[str, str]) -> Evidence:
    folded = fold(" ".join(written.split()))
    line = next((one for one in lines if folded in fold(one)), named.get(label, ""))
    return Evidence(written=written, label=label, where=_cut(line, written), origin="issued")


def _cut(line: str, about: str) -> str:
    """Return as much of a line as tells, around what it is about."""
    if len(line) <= _LONGEST:
        return line
    at = max(0, fold(line).find(fold(about)[:5]))
    start = max(0, min(at - _LONGEST // 2, len(line) - _LONGEST))
    return ("…" if start else "") + line[start : start + _LONGEST].strip() + "…"


def find(app: App, words: str, chosen: Iterable[str]) -> list[Choice]:
    """Return the keywords that some words name, and those that were chosen before, by what they are called."""
    named = [hit.keyword.label for hit in keywords.find(app, words, limit=_FOUND)] if words else []
    return [Choice(one, one, say("Looked for")) for one in dict.fromkeys((*chosen, *named))]


def decided(app: App, proposal: Proposal) -> tuple[str, ...]:
    """Return what an Urgent Action becomes as it stands and why, in sentences."""
    if proposal.known is not None:
        return (say("It is in the book already; nothing would be saved."),)
    return tuple(_decided(app, proposal))


def _decided(app: App, proposal: Proposal) -> Iterator[str]:
    draft = proposal.draft
    chains = [chain for one in proposal.plan.new for chain in one.chains]
    if not chains:
        yield say("It belongs to no case, since no number was found in it; it can be saved all the same.")
    for chain in chains:
        yield from _of_chain(app, proposal, chain)
    if draft.kind is Kind.STOP:
        yield say("It is a stop: saving it stops the case, and sending it tells everybody who got one of its issues.")
    elif draft.kind is Kind.FINAL:
        yield say("It is the final one: saving it closes the case.")


def _of_chain(app: App, proposal: Proposal, chain: Chain) -> Iterator[str]:
    draft = proposal.draft
    case = str(chain.case) if chain.variant == 1 else f"{chain.case} ({chain.variant})"
    what = word(draft.kind, draft.ordinal)
    before = queries.chains(app.store, [chain.id]).get(chain.id, []) if chain.id is not None else []
    if not before:
        if chain.variant > 1:
            yield say("It is the {what} of a new case, {case}: another one has that number.", what=what, case=case)
            return
        yield say(
            "It is the {what} of a new case, {case}: nothing of that number is in the book.", what=what, case=case
        )
        return
    told = count(len(before), "{n} issue", "{n} issues")
    why = say("its heading says so: “{heading}”", heading=" ".join(draft.subject.split())[:_LONGEST])
    if draft.kind is Kind.INITIAL:
        why = say("its heading names no update")
    yield say(
        "It is the {what} of {case}, which has {told} in the book; {why}.", what=what, case=case, told=told, why=why
    )
    last = next((one["deadline_on"] for one in reversed(before) if one["deadline_on"]), None)
    if last and draft.deadline_on and draft.deadline_on.isoformat() > last:
        yield say(
            "It is an extension: the deadline moves from {before} to {now}.",
            before=date.fromisoformat(last),
            now=draft.deadline_on,
        )
    if chain.state is not State.OPEN and draft.kind not in {Kind.STOP, Kind.FINAL}:
        yield say("The case is {state}; nothing of it leaves unless somebody opens it again.", state=chain.state)


def notes(app: App, proposal: Proposal) -> dict[str, str]:
    """Return what is odd or missing about a proposal, by the field it is about."""
    found: dict[str, list[str]] = {}
    for one in proposal.odd:
        found.setdefault(FIELD_OF.get(one.kind, "subject"), []).append(beginning(one.sentence))
    draft, today = proposal.draft, app.clock.today()
    if draft.kind in {Kind.INITIAL, Kind.FOLLOWUP}:
        if draft.deadline_on is None:
            found.setdefault("deadline", []).append(say("No deadline was found in the text."))
        elif draft.deadline_on < today:
            found.setdefault("deadline", []).append(say("This day is over: it leaves only if somebody says why."))
    if not draft.cases:
        found.setdefault("case", []).append(say("No number was found in the text."))
    if not draft.places:
        found.setdefault("country", []).append(say("No country was found in the text."))
    if not (draft.keywords or draft.added):
        found.setdefault("keyword", []).append(
            say("No keyword was found: as it stands only those who want everything get it.")
        )
    elif proposal.unmapped:
        which = ", ".join(proposal.unmapped[:5])
        found.setdefault("keyword", []).append(
            say("The thesaurus does not know {which}: nobody gets it because of that.", which=which)
        )
    return {field: row(sentences, " ") for field, sentences in found.items()}
