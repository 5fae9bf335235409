"""What somebody decides for themself on their own page: what we may send them, by which way, and that we stop.

A no holds from the moment it is said. It is lifted by nobody but the person, by a consent as exact as what they tick.
What they tick never lifts a suppression: that is of an address, whoever has it, and whoever asked for it may be
somebody else who shares it, or was erased. Their yes is written down, and the page says what is in the way and who can
lift it.
"""

from collections.abc import Collection, Mapping
from datetime import date

from outreach_crm.app import App
from outreach_crm.errors import RefusedError
from outreach_crm.forms import THEMSELVES, Answer, Choice, Field, Preference
from outreach_crm.forms import Kind as FieldKind
from outreach_crm.privacy.model import Basis, Consent, ConsentDraft, Purpose, State
from outreach_crm.privacy.queries import clearing as queries
from outreach_crm.privacy.queries import ledger, rights
from outreach_crm.privacy.service.clearing import against
from outreach_crm.privacy.service.recording import record
from outreach_crm.privacy.service.rules import LAPSED, NO_BASIS, OBJECTED, SUPPRESSED
from outreach_crm.privacy.service.terms import bases, channels, find_basis, purposes
from outreach_crm.text import Sentence, beginning, row, say

_SOURCE = "their own page"
_BY_LEDGER = (OBJECTED, NO_BASIS, LAPSED)
_WAYS = {"email": say("by e-mail"), "post": say("on paper, by post"), "phone": say("by telephone")}


def preferences(app: App, contact_id: int) -> list[Preference]:
    """Offer what may be sent for each purpose, and by which way."""
    there = ways(app, contact_id)
    asked = [one for one in purposes(app) if one.needs_basis]
    if not there or not asked:
        return []
    may = allowed(app, contact_id, asked, there)
    shut = suppressed(app, contact_id, asked, there)
    present = ledger.present(app.store, contact_id)
    choices = tuple(Choice(one, way(one)) for one in there)
    fields = tuple(
        Field(
            key=one.key,
            label=in_a_line(one),
            kind=FieldKind.SEVERAL_OF,
            value=tuple(may[one.key]),
            hint=_in_the_way(may[one.key], shut[one.key])
            or (_why(app, present, one) if may[one.key] else say("None of this is sent to you.")),
            choices=choices,
        )
        for one in asked
    )
    explanation = [say("Untick what you do not want. You can tick it again whenever you like.")]
    if "post" not in there:
        explanation.append(say("For letters on paper we need your postal address; write to us."))
    save = "outreach_crm.privacy.service.choosing:save"
    return [
        Preference(
            key="privacy",
            title=say("What we may send you"),
            explanation=row(explanation, " "),
            fields=fields,
            save=save,
            rank=20,
        )
    ]


def allowed(app: App, contact_id: int, asked: Collection[Purpose], by: Collection[str]) -> dict[str, list[str]]:
    """Return for each purpose by which ways the ledger lets us turn to a contact: no objection, and a basis."""
    # Who is held for the network of a sector only is turned to as part of it.
    sectors = ["", *sorted(rights.sectors_of(app.store, [contact_id]).get(contact_id, ()))]

    def may(purpose: Purpose, channel: str) -> bool:
        return any(not against(app, _BY_LEDGER, purpose, channel, sector) for sector in sectors)

    with queries.only(app.store, contact_id):
        return {one.key: [channel for channel in by if may(one, channel)] for one in asked}


def suppressed(app: App, contact_id: int, asked: Collection[Purpose], by: Collection[str]) -> dict[str, list[str]]:
    """Return for each purpose by which ways an address of a contact must not be used."""
    with queries.only(app.store, contact_id):
        return {one.key: [channel for channel in by if against(app, [SUPPRESSED], one, channel)] for one in asked}


def comes(app: App, contact_id: int, purpose: str, channel: str) -> bool:
    """Return whether we may turn to a contact for a purpose, which may be one of the past, by a channel."""
    asked = [one for one in purposes(app) if one.key == purpose]
    may, shut = (ask(app, contact_id, asked, [channel]).get(purpose, []) for ask in (allowed, suppressed))
    return bool(may) and not shut


def stop(app: App, contact_id: int, purpose: str = "", channel: str = "") -> bool:
    """Write down that somebody wants no more of something; said twice it is written once.

    Args:
        app: the App.
        contact_id: who.
        purpose: key of what is sent; empty for all that is.
        channel: by which way; empty for any. One of either that the section gave up stands for all.

    Returns:
        Whether it was news.
    """
    known = {one.key: one for one in purposes(app)}
    purpose = purpose if purpose in known else ""
    channel = channel if channel in channels(app) else ""
    with app.store.write():  # of two that come at once the second one finds what the first one wrote
        meant = [known[purpose]] if purpose else [*known.values()]
        may = allowed(app, contact_id, meant, [channel] if channel else ["", *channels(app)])
        if _has_said_no(app, contact_id, purpose, channel) and not any(may.values()):
            return False
        said = ConsentDraft(state=State.OBJECTED, purpose=purpose, channel=channel, source=_SOURCE)
        record(app, contact_id, said, because=THEMSELVES)
    return True


def save(app: App, contact_id: int, _key: str, answers: Mapping[str, Answer]) -> str:
    """Save what may be sent; return what to say about it.

    Raises:
        RefusedError: something is ticked again, and the section has no basis that a person's own word gives.
    """
    there = ways(app, contact_id)
    asked = [one for one in purposes(app) if one.key in answers]
    said = []
    with app.store.write():
        may = allowed(app, contact_id, asked, there)
        for one in asked:
            answer = answers[one.key]
            wanted = [channel for channel in there if isinstance(answer, tuple) and channel in answer]
            if wanted != may[one.key]:
                _choose(app, contact_id, one, before=may[one.key], wanted=wanted)
                told = row(way(channel) for channel in wanted) or say("nothing any more")
                said.append(say("{what}: {ways}.", what=in_a_line(one), ways=told))
                shut = suppressed(app, contact_id, [one], wanted)[one.key]
                if shut:
                    said.append(_in_the_way(wanted, shut))
    return row(said, " ") or say("It is as it was.")


def ways(app: App, contact_id: int) -> list[str]:
    """Return by which ways somebody can be reached: those we have an address for, and the section's own."""
    there = queries.reached_by(app.store, contact_id)
    return [one for one in channels(app) if one in there or one not in _WAYS]


def way(channel: str) -> str:
    """Return a channel as people read it on their own page."""
    return _WAYS[channel] if channel in _WAYS else say("by {channel}", channel=channel)


def in_a_line(purpose: Purpose) -> str:
    """Return the title of a purpose as it stands at the beginning of a line."""
    return beginning(purpose.title)


def _choose(app: App, contact_id: int, purpose: Purpose, *, before: list[str], wanted: list[str]) -> None:
    lost = [channel for channel in before if channel not in wanted]
    for channel in lost if wanted else [""]:
        said = ConsentDraft(state=State.OBJECTED, purpose=purpose.key, channel=channel, source=_SOURCE)
        record(app, contact_id, said, because=THEMSELVES)
    for channel in wanted:
        if channel not in before:
            record(app, contact_id, _yes(app, purpose, channel), because=THEMSELVES)


def _yes(app: App, purpose: Purpose, channel: str) -> ConsentDraft:
    """Return the consent that ticking a box is, in the words that stood beside it."""
    wording = f"{say('What we may send you')}: {in_a_line(purpose)}, {way(channel)}"
    return ConsentDraft(
        purpose=purpose.key,
        channel=channel,
        basis=_own_word(app).key,
        source=_SOURCE,
        wording=wording,
        proof=_SOURCE,
        language="en",
    )


def _own_word(app: App) -> Basis:
    """Return the basis that a person gives by saying yes: the plain one where there are several."""
    own = [one for one in bases(app) if one.own_word]
    if not own:
        raise RefusedError(say("No basis is the person's own word; the settings took them away."))
    return min(own, key=lambda one: one.key != "consent")


def _has_said_no(app: App, contact_id: int, purpose: str, channel: str) -> bool:
    return any(
        one.own_word and one.state is State.OBJECTED and one.purpose in {"", purpose} and one.channel in {"", channel}
        for one in ledger.present(app.store, contact_id)
    )


def _in_the_way(wanted: Collection[str], shut: Collection[str]) -> Sentence:
    """Say that what somebody wants cannot reach them, and what they can do; empty where nothing is in the way."""
    ways = row(way(channel) for channel in wanted if channel in shut)
    if not ways:
        return ways
    return say(
        "Nothing comes {ways}: your address is among those that we must not use. Only we can lift that; write to us.",
        ways=ways,
    )


def _why(app: App, present: Collection[Consent], purpose: Purpose) -> str:
    """Say on which basis somebody gets something, the latest one."""
    today = app.clock.today().isoformat()
    held = [
        one
        for one in present
        if one.purpose == purpose.key and one.state is State.GRANTED and (one.valid_until or today) >= today
    ]
    if not held:
        return ""
    latest = max(held, key=lambda one: (one.own_word, one.given_on, one.id))
    since = date.fromisoformat(latest.given_on)
    if latest.own_word:
        return say("Why you get it: you said yes on {day}.", day=since)
    return say("Why you get it: {basis}, since {day}.", basis=find_basis(app, latest.basis).title, day=since)
