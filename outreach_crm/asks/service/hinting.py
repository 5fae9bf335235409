"""What somebody should know before they ask: whether it can be done, who is the right person, who holds the contact."""

from collections.abc import Iterator

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.asks.model import Ask
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Card, Kind
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import Structure
from outreach_crm.model import Hint, Ref, Step
from outreach_crm.privacy import service as privacy
from outreach_crm.sectors import service as sectors
from outreach_crm.text import row, say, words

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
    ours = [*_person(card, ask), *_possible(app, card, ask), *_holder(app, card, ask), *_warned(app, ask)]
    return [*ours, *app.plugins.hints(app, ask.contact_id, Ref("asks", ask.id))]


def _person(card: Card, ask: Ask) -> Iterator[Hint]:
    """Tell who may be the right person, where an organisation is asked and nobody is named."""
    if ask.person is not None or card.contact.kind is not Kind.ORGANISATION:
        return
    right = [one for one in card.roles if not one.to_on and (one.answers_for_rights or one.right_person_for)]
    if right:
        names = row([f"{one.person} ({one.title})" if one.title else one.person for one in right[:_FEW]])
        yield Hint(sentence=say("No right person is named. It may be {names}.", names=names))
    else:
        yield Hint(
            sentence=say("No right person is named, and nobody of {name} is known as one.", name=card.contact.name)
        )


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
