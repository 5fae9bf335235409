"""Clearance: nobody is turned to unless no rule of any feature says no; it works on a whole selection at once.

What cannot be asked is answered with no: a rule whose statement fails, or a plugin whose rules cannot be had, refuses
everyone.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError, RefusedError
from outreach_crm.model import ClearanceRule, Ref
from outreach_crm.privacy.model import Clearance, Confirmation, Purpose, Reachable, Refusal
from outreach_crm.privacy.queries import clearing as queries
from outreach_crm.privacy.service.rules import NEED_A_BASIS, SUPPRESSED, UNHEARD
from outreach_crm.privacy.service.suppressing import postal_key
from outreach_crm.privacy.service.terms import channels, check_channel, find_purpose, purposes
from outreach_crm.sectors import service as sectors
from outreach_crm.text import say


def clear(
    app: App, purpose: str, channel: str, *, sector: str = "", signed_up: bool = False, ref: Ref | None = None
) -> list[Refusal]:
    """Return the reasons not to turn to contacts of the open selection; who is not named is clear.

    Args:
        app: the App, with a selection open on its store.
        purpose: key of a purpose.
        channel: by which way; empty where that is not known yet.
        sector: key of the sector for which they are turned to; empty for none.
        signed_up: whether they signed up for what they are turned to for: then there are no warnings.
        ref: what they are turned to about, such as an Urgent Action.

    Raises:
        NotFoundError: there is no such purpose or sector.
    """
    rules = [one for one in app.plugins.clearance_rules() if one.blocks or not signed_up]
    return _asked(app, rules, purpose, channel, sector, ref)


def clear_final(app: App, purpose: str, channel: str, *, sector: str = "", ref: Ref | None = None) -> list[Refusal]:
    """Return what of the open selection is blocked by the rules that are asked again in the moment of sending.

    Raises:
        NotFoundError: there is no such purpose or sector.
    """
    rules = [one for one in app.plugins.clearance_rules() if one.final and one.blocks]
    return _asked(app, rules, purpose, channel, sector, ref)


def check(
    app: App,
    contact_id: int,
    purpose: str,
    channel: str = "",
    *,
    sector: str = "",
    signed_up: bool = False,
    ref: Ref | None = None,
) -> Clearance:
    """Return whether we may turn to one contact; see :func:`clear`.

    Raises:
        NotFoundError: there is no such contact, purpose or sector.
        InvalidInputError: nobody can be reached by that channel.
    """
    contact = contacts.get(app, contact_id)
    check_channel(app, channel)
    with queries.only(app.store, contact_id):
        refusals = clear(app, purpose, channel, sector=sector, signed_up=signed_up, ref=ref)
    return Clearance(
        contact_id=contact_id,
        contact=contact.name,
        purpose=purpose,
        channel=channel,
        sector=sector,
        clear=not any(one.blocks for one in refusals),
        refusals=tuple(refusals),
    )


def clearances(app: App, contact_id: int) -> list[Clearance]:
    """Return for each purpose and way whether we may turn to one contact, and why not.

    Raises:
        NotFoundError: there is no such contact.
    """
    contact, ways = contacts.get(app, contact_id), channels(app)
    found = []
    with queries.only(app.store, contact_id):
        for purpose in purposes(app):
            for way in ways:
                refusals = tuple(clear(app, purpose.key, way))
                said = Clearance(
                    contact_id=contact_id,
                    contact=contact.name,
                    purpose=purpose.key,
                    channel=way,
                    sector="",
                    clear=not any(one.blocks for one in refusals),
                    refusals=refusals,
                )
                found.append(said)
    return found


def reachable(app: App, purpose: str) -> list[Reachable]:
    """Return how many may be turned to for a purpose by each way, and how many may not and why.

    Raises:
        NotFoundError: there is no such purpose.
    """
    return [_reachable(app, purpose, way) for way in channels(app)]


def _reachable(app: App, purpose: str, channel: str) -> Reachable:
    with queries.reached(app.store, channel) as have:
        refusals = clear(app, purpose, channel)
    blocked = {one.contact_id for one in refusals if one.blocks}
    warned = {one.contact_id for one in refusals} - blocked
    left_out = Counter(one.of_several for one in refusals if one.blocks)
    told = dict(left_out.most_common())
    return Reachable(channel=channel, have=have, may=have - len(blocked), warned=len(warned), left_out=told)


def against(
    app: App, rules: Iterable[ClearanceRule], purpose: Purpose, channel: str, sector: str = ""
) -> list[Refusal]:
    """Return what some rules of privacy alone say of the open selection, whatever other features say."""
    asked: dict[str, str | int] = {
        "purpose": purpose.key,
        "channel": channel,
        "sector": sector,
        "ref_kind": "",
        "ref_id": 0,
    }
    fitting = (one for one in rules if purpose.needs_basis or one.key not in NEED_A_BASIS)
    return [refusal for rule in fitting for refusal in _said_by(app, rule, asked)]


def sentences(app: App) -> dict[str, str]:
    """Return what is said of each rule, by key, with ``{…}`` where it says more; with ``*`` of several contacts."""
    rules = (*app.plugins.clearance_rules(), UNHEARD)
    return {one.key: one.sentence for one in rules} | {f"{one.key}*": one.several for one in rules if one.several}


def confirm_warnings(
    app: App, purpose: str, refusals: Sequence[Refusal], *, because: str, ref: Ref | None = None
) -> Confirmation:
    """Write down that somebody goes on in spite of the warnings of a list: how many of which rule, who, and why.

    Args:
        app: the App.
        purpose: what the contacts are turned to for.
        refusals: what clearance said of the list.
        because: why to go on.
        ref: the list or message it is for.

    Raises:
        InvalidInputError: there is no reason, or there are no warnings.
        RefusedError: one of them blocks, and nobody can confirm that.
    """
    if any(one.blocks for one in refusals):
        raise RefusedError(say("Only warnings can be confirmed; leave out who is blocked."))
    if not refusals:
        raise InvalidInputError(say("There are no warnings to confirm."))
    if not because.strip():
        raise InvalidInputError(say("Say why you go on in spite of the warnings: --because WHY."))
    rules = dict(sorted(Counter(one.rule for one in refusals).items()))
    with app.change("confirm warnings", because=because):
        values = {
            "ref_kind": ref.kind if ref else None,
            "ref_id": ref.id if ref else None,
            "purpose": find_purpose(app, purpose).key,
            "contacts": len({one.contact_id for one in refusals}),
            "rules": json.dumps(rules),
            "account_id": app.store.bound.actor_id,
            "confirmed_at": app.store.bound.values()["now"],
        }
        return queries.confirmation(app.store, app.store.insert("warning_confirmations", values))


def confirmed(app: App, ref: Ref) -> list[Confirmation]:
    """Return the confirmations of warnings for a list or message, in order."""
    return queries.confirmations(app.store, ref)


def _asked(
    app: App, rules: Iterable[ClearanceRule], purpose: str, channel: str, sector: str, ref: Ref | None
) -> list[Refusal]:
    needs_basis = find_purpose(app, purpose).needs_basis
    asked: dict[str, str | int] = {
        "purpose": purpose,
        "channel": channel,
        "sector": sectors.get(app, sector).key if sector else "",
        "ref_kind": ref.kind if ref else "",
        "ref_id": ref.id if ref else 0,
    }
    found = _unheard(app)
    for rule in rules:
        if rule.purposes and purpose not in rule.purposes:
            continue
        if needs_basis or rule.key not in NEED_A_BASIS:
            found += _said_by(app, rule, asked)
    return found + _by_post(app, purpose, channel)


def _unheard(app: App) -> list[Refusal]:
    """Refuse everyone in the name of each plugin whose rules are missing."""
    return [
        refusal
        for plugin in app.plugins.unheard("clearance_rules")
        for refusal in _everyone(
            app,
            say(
                "the plugin {name} cannot say whether it objects ({why}); switch it off under [plugins] to go on"
                " without it",
                name=plugin.name,
                why=plugin.sentence,
            ),
        )
    ]


def _said_by(app: App, rule: ClearanceRule, asked: Mapping[str, str | int]) -> list[Refusal]:
    # In an open transaction a failing statement must not take all of it with it.
    guard = app.store.write() if app.store.writing else nullcontext()
    try:
        with guard:
            rows = app.store.rows(rule.sql, **rule.values(app), **asked)
        return [_refusal(rule, **row) for row in rows]
    except Exception as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        return _everyone(app, say("the rule {rule!r} cannot be asked ({why})", rule=rule.key, why=said))


def _refusal(rule: ClearanceRule, contact_id: int, detail: str | None, **more: object) -> Refusal:
    detail = detail or ""
    sentence = say(rule.sentence, detail=detail, **more)
    several = say(rule.several) if rule.several else ""
    return Refusal(
        contact_id=contact_id, rule=rule.key, detail=detail, sentence=sentence, blocks=rule.blocks, several=several
    )


def _everyone(app: App, why: str) -> list[Refusal]:
    return [_refusal(UNHEARD, one, why) for one in queries.selected(app.store)]


def _by_post(app: App, purpose: str, channel: str) -> list[Refusal]:
    """Refuse whoever lives under a suppressed name and postcode, which no statement can recognise by its digest."""
    keys = queries.suppressed_by_post(app.store, purpose, channel)
    if not keys:
        return []
    since = {
        row["contact_id"]: keys[key]
        for row in queries.postal_addresses(app.store)
        if (key := postal_key(app, row["name"], row["postcode"])) in keys
    }
    return [_refusal(SUPPRESSED, contact_id, day) for contact_id, day in since.items()]
