"""Signing up for Urgent Actions, pausing, resuming and leaving, of persons, organisations and groups alike."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from attrs import evolve, field, frozen

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.meaning import suggestion
from outreach_crm.privacy import service as privacy
from outreach_crm.sectors import service as sectors
from outreach_crm.segments import service as segments
from outreach_crm.storage import Row
from outreach_crm.text import say
from outreach_urgent_actions.model import Capacity, Interest, Rate, SignUp, Wants
from outreach_urgent_actions.queries import sign_ups as queries
from outreach_urgent_actions.service import interests
from outreach_urgent_actions.service.matching import ways

_A_STEP = 2_000
"""The purpose for which contacts are turned to, as clearance knows it."""


@frozen(kw_only=True)
class SignUpDraft:
    """What somebody signs up for.

    Args:
        interest: what they want.
        wants: Urgent Actions or publications.
        sector: as part of which sector, whose covering text they get; empty for none.
        capacity: as whom they write.
        channel: by which way: ``email``, ``post``, ``phone``, or a channel; empty where any will do.
        language: in which language (BCP 47); empty for the one they are written to in.
        any_language: whether they read another one where there is no text in theirs.
        at_most: how many they get at most; None for all. Only first issues count.
        at_least: how many they are promised, of other keywords where their own bring too few; None for no promise.
        signed_on: since when; else today.
    """

    interest: Interest = field(factory=Interest)
    wants: Wants = Wants.URGENT_ACTIONS
    sector: str = ""
    capacity: Capacity = field(default=Capacity.ANYONE, converter=Capacity)
    channel: str = ""
    language: str = ""
    any_language: bool = True
    at_most: Rate | None = None
    at_least: Rate | None = None
    signed_on: date | None = None


def sign_up(app: App, contact_id: int, draft: SignUpDraft, *, because: str = "") -> SignUp:
    """Sign somebody up, or give the sign-up they have for the same sector the new wishes.

    Args:
        app: the App.
        contact_id: whom.
        draft: for what.
        because: why.

    Raises:
        NotFoundError: there is no such contact or sector.
        InvalidInputError: the promise is above the limit or counts other months, the way or language is none, or only
            one language is read and none is named.
    """
    values = _values(app, draft)
    with app.change("sign up for Urgent Actions", because=because):
        contact = contacts.get(app, contact_id)
        return get(app, _write(app, contact.id, draft, values))


@frozen
class OfSegment:
    """How many of a segment sign up, and how many are left as they are because they left or pause.

    ``change_id`` is the change by which it can be undone; None where nothing was written.
    """

    signed_up: int
    left_alone: int
    change_id: int | None = None


def sign_up_segment(
    app: App,
    segment: str,
    draft: SignUpDraft,
    *,
    because: str = "",
    dry_run: bool = False,
    progress: Callable[[int, int | None], None] = lambda _, __: None,
) -> OfSegment:
    """Sign everybody in a segment up, as :func:`sign_up` does, in one change of several steps.

    Whoever left or pauses said so themselves and is left as they are; one by one they can be signed up again.

    Args:
        app: the App.
        segment: its name or number.
        draft: for what.
        because: why.
        dry_run: only count them.
        progress: told how many were signed up, and of how many.

    Raises:
        NotFoundError: there is no such segment or sector.
        InvalidInputError: as :func:`sign_up`.
    """
    values = _values(app, draft)
    with app.store.selection() as chosen:
        segments.fill(app, chosen, segments.get(app, segment))
        people = queries.to_sign_up(app.store, draft.wants, draft.sector, app.clock.today().isoformat())
        found = OfSegment(signed_up=len(people), left_alone=chosen.count() - len(people))
    if not dry_run:
        with app.change("sign a segment up for Urgent Actions", because=because, steps=True) as change:
            for start in range(0, len(people), _A_STEP):
                progress(start, len(people))
                with change.step():
                    for one in people[start : start + _A_STEP]:
                        _write(app, one, draft, values)
        found = evolve(found, change_id=change.id)
    return found


def _write(app: App, contact_id: int, draft: SignUpDraft, values: Mapping[str, object]) -> int:
    """Write a sign-up, or change the one that is there, and return its id. Call inside a change."""
    whole = {**values, "interest_id": interests.intern(app, draft.interest)}
    there = queries.same(app.store, contact_id, draft.wants, draft.sector)
    if there is None:
        own = {"contact_id": contact_id, "wants": draft.wants.value, "sector": draft.sector}
        return app.store.insert("ua_sign_ups", {**own, **whole})
    app.store.update("ua_sign_ups", there, {**whole, "left_on": None, "paused_until": None})
    return there


def sign_up_new(app: App, drafts: Mapping[int, SignUpDraft]) -> dict[int, SignUp]:
    """Sign many up who are signed up for nothing yet; return their sign-ups by contact. Call inside a change.

    Raises:
        InvalidInputError: as :func:`sign_up`.
    """
    known: dict[str, int] = {}
    rows = []
    for contact_id, draft in drafts.items():
        digest = draft.interest.digest
        if digest not in known:
            known[digest] = interests.intern(app, draft.interest)
        own = {"contact_id": contact_id, "wants": draft.wants.value, "sector": draft.sector}
        rows.append({**own, **_values(app, draft), "interest_id": known[digest]})
    app.store.insert_many("ua_sign_ups", rows)
    return {one.contact_id: one for one in _records(app, queries.of_contacts(app.store, drafts))}


def get(app: App, sign_up_id: int) -> SignUp:
    """Return a sign-up.

    Raises:
        NotFoundError: there is none of that number.
    """
    found = queries.one(app.store, sign_up_id)
    if found is None:
        raise NotFoundError(say("There is no sign-up {sign_up_id}; see outreach ua sign-ups.", sign_up_id=sign_up_id))
    return _records(app, [found])[0]


def of_contact(app: App, contact_id: int) -> list[SignUp]:
    """Return the sign-ups of somebody, those that have ended too."""
    return _records(app, queries.of_contact(app.store, contact_id))


def list_sign_ups(
    app: App,
    *,
    wants: Wants = Wants.URGENT_ACTIONS,
    sector: str = "",
    everybody: bool = False,
    after: int = 0,
    limit: int = 50,
) -> list[SignUp]:
    """Return sign-ups in the order in which they were made.

    Args:
        app: the App.
        wants: for what.
        sector: only those for a sector.
        everybody: those that have ended too.
        after: only those behind this number, to go on from the last one of a list.
        limit: how many at most.
    """
    key = sectors.get(app, sector).key if sector else ""
    found = queries.some(app.store, wants=wants.value, sector=key, everybody=everybody, after=after, limit=limit)
    return _records(app, found)


def named(app: App, name: str, limit: int = 50) -> list[SignUp]:
    """Return the sign-ups of whoever a name may mean, those that have ended too."""
    people = [one.id for one in contacts.find(app, name, limit)]
    return _records(app, queries.of_contacts(app.store, people))


def check(app: App, draft: SignUpDraft) -> None:
    """Refuse what nobody can sign up for; see :func:`sign_up` for what is raised."""
    _values(app, draft)


def cautions(app: App, sign_up: SignUp) -> list[str]:
    """Return why nothing would reach somebody as things stand, in sentences; nothing when all is well."""
    medium = {one.key: one.medium for one in app.plugins.channels()}
    way = ways(app).get(sign_up.channel or "email", "")
    found = privacy.check(app, sign_up.contact_id, sign_up.wants.purpose, medium.get(way, ""), signed_up=True)
    return [
        say("Nothing reaches {name} yet: {why}.", name=sign_up.contact, why=one.sentence)
        for one in found.refusals
        if one.blocks
    ]


def _values(app: App, draft: SignUpDraft) -> dict[str, object]:
    """Return what of a draft is stored, once it is found right."""
    if draft.sector:
        sectors.get(app, draft.sector)
    there = {*privacy.channels(app), *ways(app)}
    if draft.channel and draft.channel not in there:
        hint = suggestion(draft.channel, there) or say("; there are {names}", names=", ".join(sorted(there)))
        raise InvalidInputError(
            say("{channel!r} is not a way to reach somebody{hint}.", channel=draft.channel, hint=hint)
        )
    language = contacts.read_language(draft.language) if draft.language else ""
    if not draft.any_language and not language:
        raise InvalidInputError(say("Say which language is the only one: --language es --only."))
    at_most, at_least = draft.at_most, draft.at_least
    if at_most and at_least and (at_most.months != at_least.months or at_most.issues < at_least.issues):
        raise InvalidInputError(
            say("At least {at_least} does not go with at most {at_most}.", at_least=at_least, at_most=at_most)
        )
    promised = at_most or at_least
    return {
        "capacity": draft.capacity.value,
        "channel": draft.channel,
        "language": language,
        "any_language": int(draft.any_language),
        "at_most": at_most.issues if at_most else None,
        "at_least": at_least.issues if at_least else None,
        "months": promised.months if promised else 1,
        "signed_on": (draft.signed_on or app.clock.today()).isoformat(),
    }


def _records(app: App, rows: Iterable[Row]) -> list[SignUp]:
    found = [*rows]
    told = interests.tell(app, interests.load(app, {row["interest_id"] for row in found}))
    return [SignUp(**row, interest=told[row["interest_id"]]) for row in found]
