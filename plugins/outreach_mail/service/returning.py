"""What a mail that came back changes: addresses, deliveries in doubt, objections, the history of whoever replied."""

from contextlib import suppress
from datetime import date, timedelta
from hashlib import sha256

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import DeliveryState
from outreach_crm.dispatch.model import State as DispatchState
from outreach_crm.errors import ConstraintError, NotFoundError
from outreach_crm.model import Mail, Ref, Side
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft, State
from outreach_crm.storage import Row
from outreach_crm.text import fold, term
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import EntryKind, LogDraft
from outreach_mail.bounces.statuses import kind_of
from outreach_mail.model import MailSettings
from outreach_mail.model.returns import BOUNCES, SAID, Kind, Returned
from outreach_mail.queries import returns as queries
from outreach_mail.service.running import is_told

FORGED, KNOWN = "forged", "known"
"""What becomes of mails that claim to be about a message of ours and name none, and of those fetched before."""

_CLAIMS = BOUNCES | {Kind.COMPLAINT, Kind.LEAVE}
_FAILED = frozenset({Kind.HARD, Kind.SOFT, Kind.BLOCKED})
_LONG_AGO = timedelta(days=90)
_TOLD = 200
# Fewer addresses that do not exist say nothing of a list.
_FEW = 20


@frozen(kw_only=True)
class Taken:
    """What became of a mail: its kind or ``forged`` or ``known``, the dispatch it is about, and what it changed."""

    what: str
    dispatch_id: int = 0
    marked: int = 0


def digest_of(content: bytes) -> str:
    """Return the digest by which a mail is known again."""
    return sha256(content).hexdigest()


def take_in(app: App, mail: Returned, digest: str, *, dry_run: bool = False) -> Taken:
    """Take in a mail: find the message it is about, and do what follows from it, once.

    A mail that names no message of ours changes nothing, whatever it says.

    Args:
        app: the App.
        mail: what it says.
        digest: of its bytes.
        dry_run: only say what it would come to.

    Raises:
        ConflictError: a plugin could not take in a reply.
    """
    if queries.known(app.store, [digest]):
        return Taken(what=KNOWN)
    about = _about(app, mail) or _meant(app, mail)
    kind = _kind(app, mail, about)
    if about is None:
        return Taken(what=FORGED if kind in _CLAIMS else kind.value)
    if about["contact_id"] is None:  # they were erased; nothing of them is written down again
        return Taken(what=Kind.OTHER.value)
    if dry_run:
        return Taken(what=kind.value, dispatch_id=about["dispatch_id"])
    try:
        return _write(app, mail, kind, about, digest)
    except ConstraintError:
        if queries.known(app.store, [digest]):  # another program fetches too
            return Taken(what=KNOWN)
        raise


def refused(app: App, delivery_id: int, said: str) -> Taken:
    """Take in what a server said as it refused a message for good: what would have come back later.

    Args:
        app: the App.
        delivery_id: which message.
        said: its whole reply.
    """
    about = queries.delivery(app.store, delivery_id)
    kind, status = kind_of("", said)
    if about is None or about["contact_id"] is None or queries.known(app.store, [digest := f"refused {delivery_id}"]):
        return Taken(what=Kind.OTHER.value)
    mail = Returned(kind=kind, status=status, diagnostic=said)
    return _write(app, mail, kind, about, digest, change=term("address refused"))


def calm(app: App, dispatch_id: int) -> str:
    """Pause a dispatch too many of whose addresses do not exist; return its name where the actor may see it.

    What was found before somebody let it go on does not count again.
    """
    above = app.settings.of("mail", MailSettings).pause_above
    found = dispatch.get(app, dispatch_id)
    if not above or found.state is not DispatchState.SENDING:
        return ""
    hard, tried = queries.share(app.store, dispatch_id, found.halted_at or "")
    if hard < _FEW or hard * 100 <= above * tried:
        return ""
    dispatch.pause(app, dispatch_id, because=f"{hard} of {tried} addresses do not exist.")
    return found.name if is_told(app, dispatch_id) else ""


def settle(app: App) -> int:
    """Settle deliveries in doubt of which something came back: it has left, and what came back says how it fared."""
    dispatch.expire(app)
    rows = queries.settled(app.store)
    for row in rows:
        verdict = DeliveryState.FAILED if row["failed"] else DeliveryState.SENT
        dispatch.decide(app, [row["delivery_id"]], verdict)
        if row["said"]:
            dispatch.came_back(app, {row["delivery_id"]: row["said"]})
    for dispatch_id in sorted({row["dispatch_id"] for row in rows}):
        dispatch.finish(app, dispatch_id)
    return len(rows)


def _about(app: App, mail: Returned) -> Row | None:
    """Return the delivery a mail is about: by the return path it came to, else by the Message-ID it names.

    Both can be known only from the message itself: they are made with this database's key.
    """
    from outreach_mail import composing

    found = next(filter(None, (composing.returned(app, address) for address in mail.to if "+" in address)), None)
    if found is None:
        named = (one.partition("@")[0] for one in (*mail.ids, mail.own_id))
        found = next(filter(None, (dispatch.named(app, one) for one in named)), None)
    return None if found is None else queries.delivery(app.store, found)


def _meant(app: App, mail: Returned) -> Row | None:
    """Return the delivery that a mail answers which names none, as a feature knows it by what came with it."""
    if not mail.attached or mail.kind not in {Kind.OTHER, Kind.REPLY}:
        return None
    found = app.plugins.subjects(app, _mail(app, mail))
    return next((queries.delivery(app.store, one.id) for one in found if one.kind == "deliveries"), None)


def _mail(app: App, mail: Returned, contact_id: int = 0) -> Mail:
    files = tuple((one.name, one.media_type, one.data) for one in mail.attached)
    return Mail(
        contact_id=contact_id,
        sender=mail.sender,
        subject=mail.subject,
        text=mail.text,
        on=_day(app, mail.day),
        files=files,
    )


def _kind(app: App, mail: Returned, about: Row | None) -> Kind:
    """Return what a mail is, now that it is known what it is about."""
    if _is_our_own(app, mail, about):
        return Kind.LOOP
    if about is None:
        return mail.kind
    if mail.kind is Kind.OTHER:
        return Kind.REPLY
    if mail.kind is Kind.HARD and not _is_for(app, mail, about["address_key"] or ""):
        return Kind.SOFT
    return mail.kind


def _is_our_own(app: App, mail: Returned, about: Row | None) -> bool:
    """Return whether a mail is a message of ours: by its Message-ID, or where somebody changed that by its List-Id."""
    name = mail.own_id.partition("@")[0]
    if about is not None and dispatch.named(app, name) == about["id"]:
        return True
    domain = app.settings.of("mail", MailSettings).sender.rpartition("@")[2].rstrip(">").lower()
    return mail.list_id.lower() in {f"{one.key}.{domain}" for one in privacy.purposes(app)}


def _is_for(app: App, mail: Returned, key: str) -> bool:
    """Return whether a bounce is about the address itself, not about another one that its mail is passed on to.

    A server may write its own domain behind the name before the ``@``.
    """
    if not mail.recipients:
        return True
    if any(contacts.address_key(app, one) == key for one in mail.recipients):
        return True
    names = {fold(one.partition("@")[0]) for one in queries.addresses(app.store, key)}
    return not names or any(fold(one.partition("@")[0]) in names for one in mail.recipients)


def _write(
    app: App, mail: Returned, kind: Kind, about: Row, digest: str, change: str = term("mail came back")
) -> Taken:
    row = {
        "digest": digest,
        "delivery_id": about["id"],
        "dispatch_id": about["dispatch_id"],
        "contact_id": about["contact_id"],
        "address_key": about["address_key"] or "",
        "kind": kind.value,
        "status": mail.status,
        "diagnostic": mail.diagnostic,
        "sender": mail.sender if kind is Kind.REPLY else "",
        "subject": mail.subject if kind is Kind.REPLY else "",
        "text": mail.text if kind is Kind.REPLY else "",
        "came_at": timestamp(app.clock.now()),
    }
    marked = 0
    with app.store.write():
        number = queries.write(app.store, row)
        why = f"{about['name']}: {SAID[kind]}" + (f" ({mail.status})" if mail.status else "")
        if kind is Kind.REPLY:
            _answer(app, mail, about, why)
        elif kind in {Kind.LEAVE, Kind.COMPLAINT}:
            queries.made(app.store, number, _object(app, kind, about, why))
        elif kind is Kind.HARD or (kind is Kind.SOFT and _is_enough(app, row["address_key"])):
            marked = _give_up(app, row["address_key"], number, change, why)
        if kind in _FAILED:
            dispatch.came_back(app, {about["id"]: f"{SAID[kind]}: {mail.diagnostic}".removesuffix(": ")})
    return Taken(what=kind.value, dispatch_id=about["dispatch_id"], marked=marked)


def _is_enough(app: App, key: str) -> bool:
    told = app.settings.of("mail", MailSettings)
    since = timestamp(app.clock.now() - timedelta(days=told.soft_days))
    return queries.soft(app.store, key, since) >= told.soft_bounces


def _give_up(app: App, key: str, number: int, change: str, why: str) -> int:
    """Mark an address as wrong in a change of its own, and return for how many it was right until now."""
    if not key:
        return 0
    with app.change(change, because=why) as made:
        found = contacts.give_up(app, key)
    if found:
        queries.mark(app.store, number)
        queries.made(app.store, number, made.id)
    return len(found)


def _object(app: App, kind: Kind, about: Row, why: str) -> int:
    """Write an objection into the ledger, for the purpose of the mailing; for all where that is no purpose any more.

    Returns the change that did.

    As with the one click of a link it holds for all sectors of the purpose: people see no sector in what they leave.
    """
    known = {one.key for one in privacy.purposes(app)}
    draft = ConsentDraft(
        state=State.OBJECTED,
        purpose=about["purpose"] if about["purpose"] in known else "",
        channel="email",
        source="a complaint to their provider" if kind is Kind.COMPLAINT else "a mail with the subject leave",
    )
    with app.change("mail came back", because=why) as made:
        privacy.record_each(app, [(about["contact_id"], draft)], again=True)
    return made.id


def _answer(app: App, mail: Returned, about: Row, why: str) -> None:
    """Write a reply into the history of whoever it is from, and hand it to the plugin it belongs to."""
    summary = f"replied to {about['name']}"
    reply = _mail(app, mail, about["contact_id"])
    ref = Ref(about["ref_kind"], about["ref_id"]) if about["ref_kind"] else Ref("dispatches", about["dispatch_id"])
    with app.change("mail came back", because=why):
        who, words = (about["contact_id"],), " ".join(mail.text.split())[:_TOLD]
        told = LogDraft(
            contact_ids=who, summary=summary, outcome=words, kind=EntryKind.EMAIL, side=Side.THEIRS, on=reply.on
        )
        # Whom another circle alone may see is not found; its members find the reply in outreach mail returns.
        with suppress(NotFoundError):
            timeline.log(app, told)
        app.plugins.incoming(app, ref, reply)


def _day(app: App, written: str) -> date:
    """Return the day a mail says it was written on; today where that cannot be."""
    today = app.clock.today()
    said = date.fromisoformat(written) if written else today
    return said if today - _LONG_AGO <= said <= today else today
