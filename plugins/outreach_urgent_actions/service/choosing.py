"""What somebody who is signed up decides on their own page: about what, how often, by which way, pause, leave."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.forms import THEMSELVES, Answer, Choice, Field, Kind, Preference
from outreach_crm.keywords import service as keywords
from outreach_crm.keywords.model import Axis, Keyword
from outreach_crm.model import Problem
from outreach_crm.privacy import service as privacy
from outreach_crm.sectors import service as sectors
from outreach_crm.text import later, say
from outreach_urgent_actions.model import FOR_GOOD, SECTOR, Interest, Rate, SignUp, Wants
from outreach_urgent_actions.queries import sign_ups as queries
from outreach_urgent_actions.service import interests, signing
from outreach_urgent_actions.service.signing import SignUpDraft

_KEY = "urgent-actions-"
_SAVE = "outreach_urgent_actions.service.choosing:save"
_FIND = "outreach_urgent_actions.service.choosing:find"
_ALL, _SOME = "all", "some"
_FOUND = 20
_MONTHS = {1: later("a month"), 2: later("two months"), 3: later("three months"), 12: later("a year")}
_HEADINGS = {
    Axis.WHAT: later("About what"),
    Axis.WHO: later("About whom"),
    Axis.GENDER: later("Gender"),
    Axis.WHERE: later("Where"),
}


def preferences(app: App, contact_id: int) -> list[Preference]:
    """Offer a section for each sign-up of a contact, those that have ended too."""
    if not queries.of_contact(app.store, contact_id):
        return []
    found = signing.of_contact(app, contact_id)
    wishes = interests.load(app, [one.interest_id for one in found])
    return [_preference(app, one, wishes[one.interest_id]) for one in found]


def find(app: App, words: str, chosen: Iterable[str]) -> list[Choice]:
    """Return the keywords that some words name, and those that were chosen before, by their keys."""
    ids = [int(one) for one in chosen if one.isascii() and one.isdigit() and len(one) < 10]
    named = [hit.keyword for hit in keywords.find(app, words, limit=_FOUND)] if words else []
    found = {one.id: one for one in (*keywords.some(app, ids), *named)}
    return [_choice(one) for one in found.values()]


def save(app: App, contact_id: int, key: str, answers: Mapping[str, Answer]) -> str:
    """Save the answers to the section of one sign-up; return what to say about it.

    Raises:
        NotFoundError: it is not theirs.
        InvalidInputError: nothing of what there is was ticked.
    """
    now = next((one for one in signing.of_contact(app, contact_id) if key == _key(one)), None)
    if now is None:
        raise NotFoundError(say("{key} is no sign-up of theirs.", key=key))
    wish = interests.load(app, [now.interest_id])[now.interest_id]
    before, draft = _as_draft(now, wish), _draft(app, _as_draft(now, wish), answers)
    dates = {"paused_until": _paused_until(answers), "left_on": _left_on(app, now, answers)}
    if draft == before and dates == {"paused_until": _pause(app, now), "left_on": now.left_on}:
        return say("It is as it was.")
    with app.change("choose Urgent Actions", because=THEMSELVES):
        app.store.update("ua_sign_ups", signing.sign_up(app, contact_id, draft).id, dates)
    found = signing.get(app, now.id)
    told = {"what": found.told, "rhythm": found.rhythm, "way": found.way, "state": found.state}
    return say("{what}, {rhythm}, by {way}: {state}.", **told)


def _key(one: SignUp) -> str:
    return f"{_KEY}{one.id}"


def _preference(app: App, one: SignUp, wish: Interest) -> Preference:
    since = date.fromisoformat(one.left_on or one.signed_on)
    told = later("You left on {day}: {what}.") if one.left_on else later("You signed up on {day}: {what}.")
    publications = one.wants is Wants.PUBLICATIONS
    title = say("Publications") if publications else say("Urgent Actions")
    if one.sector:
        title = say("{title} for {sector}", title=title, sector=sectors.get(app, one.sector).name)
    # What is asked in several alternatives cannot be ticked; it stays as it is.
    about = _about(app, one, wish) if len(wish.clauses) <= 1 else []
    return Preference(
        key=_key(one),
        title=title,
        explanation=say(told, day=since, what=one.interest),
        fields=(_send(one), *about, *_rhythm(one), *_pausing(app, one), _way(app, one)),
        save=_SAVE,
        rank=10,
    )


def _send(one: SignUp) -> Field:
    return Field(key="send", label=say("Send me these"), kind=Kind.YES_NO, value=not one.left_on)


def _about(app: App, one: SignUp, wish: Interest) -> list[Field]:
    """Ask for keywords: theirs, those they are interested in otherwise, and what their sectors watch."""
    facets = {facet: ids for clause in wish.clauses for facet, ids in clause.items()}
    own = {key for key in facets if key.startswith(SECTOR)}
    ticked = {number for facet, ids in facets.items() if facet not in own for number in ids}
    near = ticked | queries.interests_of(app.store, one.contact_id)
    watching = sorted({*own, *(SECTOR + key for key in queries.sectors_of(app.store, one.contact_id))})
    choices = [Choice(key, _sector(app, key), say("All that concerns")) for key in watching]
    choices += [
        _choice(found) for found in sorted(keywords.some(app, near), key=lambda found: (found.facet, found.label))
    ]
    which = (Choice(_ALL, say("All of them")), Choice(_SOME, say("Only those about what I tick here")))
    value = _SOME if wish.clauses else _ALL
    hint = say(
        "Several of one kind widen it, of different kinds narrow it: nurses, Americas is nurses in the Americas."
    )
    return [
        Field(key="which", label=say("Which"), kind=Kind.ONE_OF, value=value, choices=which),
        Field(
            key="about",
            label=say("About"),
            kind=Kind.SEVERAL_OF,
            value=(*sorted(own), *(str(number) for number in sorted(ticked))),
            hint=hint,
            choices=tuple(choices),
            find=_FIND,
        ),
    ]


def _rhythm(one: SignUp) -> list[Field]:
    months = tuple(
        Choice(str(n), say(_MONTHS.get(n, later("{n} months")), n=n)) for n in sorted({*_MONTHS, one.months})
    )
    hint = say("Empty: all of them. News of one you got always comes.")
    return [
        Field(
            key="most", label=say("How many at most"), kind=Kind.NUMBER, value=one.at_most, hint=hint, least=1, most=999
        ),
        Field(key="months", label=say("Within"), kind=Kind.ONE_OF, value=str(one.months), choices=months),
    ]


def _pausing(app: App, one: SignUp) -> list[Field]:
    until = _pause(app, one)
    day = date.fromisoformat(until) if until and until != FOR_GOOD else None
    tomorrow = app.clock.today() + timedelta(days=1)
    hint = say("Empty: until you come back here.")
    return [
        Field(key="pause", label=say("Pause: send me nothing for now"), kind=Kind.YES_NO, value=until is not None),
        Field(key="until", label=say("Pause until"), kind=Kind.DATE, value=day, hint=hint, least=tomorrow),
    ]


def _way(app: App, one: SignUp) -> Field:
    """Ask by which way it comes: one for which there is an address, or what was chosen before."""
    keys = dict.fromkeys(["", *privacy.ways(app, one.contact_id), one.channel])
    choices = tuple(Choice(key, privacy.way(key) if key else say("as it suits")) for key in keys)
    return Field(key="way", label=say("How it comes"), kind=Kind.ONE_OF, value=one.channel, choices=choices)


def _choice(found: Keyword) -> Choice:
    return Choice(str(found.id), found.label, say(_HEADINGS[interests.axis(found)]))


def _sector(app: App, key: str) -> str:
    return sectors.get(app, key.removeprefix(SECTOR)).name


def _pause(app: App, one: SignUp) -> str | None:
    """Return until when somebody pauses, if they still do."""
    return one.paused_until if one.paused_until and one.paused_until > app.clock.today().isoformat() else None


def _paused_until(answers: Mapping[str, Answer]) -> str | None:
    until = answers["until"]
    if not answers["pause"]:
        return None
    return until.isoformat() if isinstance(until, date) else FOR_GOOD


def _left_on(app: App, now: SignUp, answers: Mapping[str, Answer]) -> str | None:
    return None if answers["send"] else now.left_on or app.clock.today().isoformat()


def _as_draft(now: SignUp, wish: Interest) -> SignUpDraft:
    return SignUpDraft(
        interest=wish,
        wants=now.wants,
        sector=now.sector,
        capacity=now.capacity,
        channel=now.channel,
        language=now.language,
        any_language=now.any_language,
        at_most=Rate(now.at_most, now.months) if now.at_most else None,
        at_least=Rate(now.at_least, now.months) if now.at_least else None,
        signed_on=date.fromisoformat(now.signed_on),
    )


def _draft(app: App, before: SignUpDraft, answers: Mapping[str, Answer]) -> SignUpDraft:
    """Return a sign-up with the answers; a promise that would be above the new limit is the limit."""
    most, months = answers["most"], int(str(answers["months"]))
    limit = Rate(most, months) if isinstance(most, int) else None
    least = before.at_least
    if limit and least:
        least = Rate(min(least.issues, limit.issues), months) if least.months == months else None
    interest = _interest(app, before.interest, answers) if "which" in answers else before.interest
    return evolve(before, interest=interest, at_most=limit, at_least=least, channel=str(answers["way"]))


def _interest(app: App, before: Interest, answers: Mapping[str, Answer]) -> Interest:
    """Return the interest that is ticked; what was excluded stays so."""
    if answers["which"] == _ALL:
        return evolve(before, clauses=())
    about = answers["about"]
    ticked = about if isinstance(about, tuple) else ()
    if not ticked:
        sentence = say("Tick at least one, or choose all of them; to get none, untick that we send you these.")
        raise InvalidInputError(sentence, (Problem(field="about", sentence=sentence),))
    facets: dict[str, Iterable[int]] = {}
    known = {facet: ids for clause in before.clauses for facet, ids in clause.items()}
    for key in (one for one in ticked if one.startswith(SECTOR)):
        facets[key] = known.get(key) or interests.watched(app, key.removeprefix(SECTOR))
    for one in keywords.some(app, [int(key) for key in ticked if not key.startswith(SECTOR)]):
        question = interests.axis(one).value
        facets[question] = {*facets.get(question, ()), one.id}
    return evolve(before, clauses=(facets,))
