"""What somebody should know before they ask: whether it can be done, who is the right person, who holds the contact."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.asks.model import Ask, State, Taking
from outreach_crm.asks.queries import hints as queries
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Card, Kind, Role
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import Structure
from outreach_crm.meaning import begins
from outreach_crm.model import Hint, Ref, Step
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import Refusal
from outreach_crm.sectors import service as sectors
from outreach_crm.text import Sentence, count, row, say, words

_PURPOSE = "outreach"
_WIDE = frozenset({"national", "international"})
_FEW = 3


def hints(app: App, ask: Ask) -> list[Hint]:
    """Return what somebody should know before they put an ask; none of it is in the way.

    Args:
        app: the App.
        ask: what is asked of whom.
    """
    card = contacts.own_card(app, ask.contact_id)
    ours = [*_person(app, card, ask), *_possible(app, card, ask), *_holder(app, card, ask), *_warned(app, ask)]
    return [*ours, *_said_before(app, ask), *app.plugins.hints(app, ask.contact_id, Ref("asks", ask.id))]


def hints_of_many(app: App, asks: Sequence[Ask]) -> list[Hint]:
    """Return what somebody should know before they put asks that were planned together, such as those of a segment.

    Args:
        app: the App.
        asks: asks of many; of one alone :func:`hints` tells more.
    """
    names = {one.contact_id: one.contact for one in asks}
    return [*_many_warned(app, names), *_with_their_own(app, names), *_many_said_before(app, asks, names)]


def _person(app: App, card: Card, ask: Ask) -> Iterator[Hint]:
    """Tell who may be the right person, where an organisation is asked and nobody is named, or nobody of them."""
    if card.contact.kind is not Kind.ORGANISATION:
        return
    today = app.clock.today().isoformat()
    there = [one for one in card.roles if (one.to_on or today) >= today]
    if ask.person is not None:
        yield from _stranger(card, ask.person, there)
        return
    right = [one for one in there if one.answers_for_rights or one.right_person_for]
    if right:
        names = row([f"{one.person} ({one.title})" if one.title else one.person for one in right[:_FEW]])
        yield Hint(sentence=say("No right person is named. It may be {names}.", names=names))
    else:
        yield Hint(
            sentence=say("No right person is named, and nobody of {name} is known as one.", name=card.contact.name)
        )


def _stranger(card: Card, person: Taking, there: Sequence[Role]) -> Iterator[Hint]:
    """Tell that somebody has no role in the organisation, and who of the same name has one."""
    if not person.name or any(one.person_id == person.contact_id for one in there):
        return
    alike = [one.person for one in there if begins(person.name, one.person)]
    said = {"person": person.name, "name": card.contact.name}
    if alike:
        yield Hint(sentence=say("{person} has no role at {name}. It may be {alike}.", alike=row(alike[:_FEW]), **said))
    else:
        yield Hint(sentence=say("{person} has no role at {name}, as far as it is written down.", **said))


def _possible(app: App, card: Card, ask: Ask) -> Iterator[Hint]:
    """Tell what they can do, where what they are asked does not look like it (p. 184: only what is possible)."""
    can = card.contact.can_do
    if can:
        if not _alike(ask.sentence, can):
            yield Hint(sentence=say("What they can do, as far as we know: {what}", what=can))
        return
    known = sectors.all_sectors(app)
    listed = [one.text for key in card.sectors if key in known.keys for one in known.asks_of(sectors.find(known, key))]
    if listed and not any(_alike(ask.sentence, one) for one in listed):
        yield Hint(
            sentence=say("Nobody has written down what they can do: their sector's list has {n} asks.", n=len(listed)),
            step=Step(label=say("What they can be asked"), path=f"/sectors/{card.sectors[0]}"),
        )


def _alike(one: str, other: str) -> bool:
    """Return whether two texts have a telling word in common, or beginnings of one."""
    first, second = ({word[:5] for word in words(text) if len(word) > 4} for text in (one, other))
    return bool(first & second)


def _holder(app: App, card: Card, ask: Ask) -> Iterator[Hint]:
    """Tell who holds a relationship, where somebody else would use it: a local group that turns to a national body."""
    holder = card.contact.holder_id
    if holder is None or holder == ask.owner_id:
        return
    name = accounts.name_of(app, holder)
    local = [one.name for one in ask.groups if one.name and _is_local(app, one.contact_id)]
    if local and card.contact.level in _WIDE:
        yield Hint(
            sentence=say(
                "{group} is a local group and {name} works nationwide: {holder} holds that relationship, ask first.",
                group=row(local),
                name=card.contact.name,
                holder=name,
            )
        )
    else:
        yield Hint(sentence=say("{holder} holds the relationship with {name}.", holder=name, name=card.contact.name))


def _is_local(app: App, contact_id: int) -> bool:
    return groups.get(app, contact_id).structure is Structure.LOCAL


def _warned(app: App, ask: Ask) -> Iterator[Hint]:
    """Tell what the clearance says of turning to them, and to the right person."""
    asked = [(ask.contact_id, ask.contact)]
    if ask.person and ask.person.name:
        asked.append((ask.person.contact_id, ask.person.name))
    for contact_id, name in asked:
        if found := privacy.check(app, contact_id, _PURPOSE).refusals:
            what = row([one.sentence for one in found], "; ")
            yield Hint(
                sentence=say("To think of before you turn to {name} for outreach: {what}.", name=name, what=what)
            )


def _said_before(app: App, ask: Ask) -> Iterator[Hint]:
    """Tell of other asks that put the very same to them."""
    for one in queries.said_before(app.store, [ask])[-_FEW:]:
        told = say("Ask {id} puts the very same to them; it is {state}.", id=one["id"], state=State(one["state"]))
        yield Hint(sentence=told, step=Step(label=say("See it"), path=f"/asks/{one['id']}"))


def _many_warned(app: App, names: Mapping[int, str]) -> Iterator[Hint]:
    """Tell how many of some contacts the clearance warns of, and what of whom."""
    with queries.only(app.store, names):
        found = privacy.clear(app, _PURPOSE, "")
    warned = {one.contact_id for one in found}
    if not warned:
        return
    yield Hint(sentence=count(len(warned), "{n} of them carries a warning.", "{n} of them carry a warning."))
    by_rule: dict[str, list[Refusal]] = {}
    for one in found:
        by_rule.setdefault(one.rule, []).append(one)
    for those in sorted(by_rule.values(), key=len, reverse=True):
        what = those[0].sentence if len({one.sentence for one in those}) == 1 else those[0].of_several
        yield Hint(sentence=say("{what}: {names}", what=what, names=_first(names[one.contact_id] for one in those)))


def _with_their_own(app: App, names: Mapping[int, str]) -> Iterator[Hint]:
    """Tell where a person and an organisation of theirs are both among some contacts."""
    found = [
        say("{person} ({organisation})", person=names[person], organisation=names[organisation])
        for person, organisation in queries.with_their_own(app.store, names)
    ]
    if found:
        told = say("A person and their own organisation are both asked: {names}", names=_first(found))
        yield Hint(sentence=told)


def _many_said_before(app: App, asks: Sequence[Ask], names: Mapping[int, str]) -> Iterator[Hint]:
    """Tell whom another ask puts the very same to."""
    found = dict.fromkeys(one["contact_id"] for one in queries.said_before(app.store, asks))
    if found:
        told = say("Another ask puts the very same to them: {names}", names=_first(names[one] for one in found))
        yield Hint(sentence=told)


def _first(names: Iterable[str]) -> Sentence:
    """Return the first of some names in a row, and how many more there are."""
    there = list(names)
    few, more = row(there[:_FEW]), len(there) - _FEW
    return say("{names} and {n} more", names=few, n=more) if more > 0 else few
