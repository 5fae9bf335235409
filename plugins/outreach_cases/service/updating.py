"""Tells all groups that hold a case what is new, and keeps who has read it.

"The country coordinator should also update you on the case, for example, if there has been developments on the
situation, or the campaigning targets have changed" (Local Groups: Case Campaigning).
"""

from datetime import date

from outreach_cases.model.holdings import Holding
from outreach_cases.model.leaving import Left
from outreach_cases.model.updates import Receipt, SeenBy, Sending, Update, UpdateKind
from outreach_cases.queries import updates as queries
from outreach_cases.service.accepting import wrong
from outreach_cases.service.finding import addressees, get
from outreach_cases.service.handing_out import contact_of, to_whom, usual_channel_of
from outreach_cases.service.holding import holders_of
from outreach_cases.service.messaging import drafted, let_leave
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.errors import ConflictError, NotFoundError, RefusedError, sentence_of
from outreach_crm.model import Mail, Ref
from outreach_crm.tasks import service as tasks
from outreach_crm.text import say, term


def update(
    app: App, case_id: int, text: str, kind: UpdateKind = UpdateKind.DEVELOPMENT, *, because: str = ""
) -> Update:
    """Write down what is new on a case; it leaves by :func:`begin_update`.

    Raises:
        NotFoundError: there is no such case.
        InvalidInputError: it says nothing.
    """
    with app.change(term("write update on case"), because=because):
        get(app, case_id)
        if not text.strip():
            raise wrong("text", say("Say what is new."))
        written = {"written_by": app.actor.name, "written_on": app.clock.today().isoformat()}
        row = {"case_id": case_id, "kind": kind.value, "text": text.strip(), **written}
        return get_update(app, app.store.insert("case_updates", row))


def get_update(app: App, update_id: int) -> Update:
    """Return an update with its receipts.

    Raises:
        NotFoundError: there is none.
    """
    found = queries.one(app.store, update_id)
    if found is None:
        raise NotFoundError(
            say("There is no update {update_id}; outreach cases updates CASE lists them.", update_id=update_id)
        )
    return found


def updates(app: App, case_id: int) -> list[Update]:
    """Return the updates on a case with their receipts, the latest first.

    Raises:
        NotFoundError: there is no such case.
    """
    get(app, case_id)
    return queries.of_case(app.store, case_id)


def begin_update(app: App, update_id: int, *, channel: str = "", place: str = "", because: str = "") -> Sending:
    """Make the message of an update to each who holds the casefile and was not sent it; whoever objects gets none.

    Each message is a step of its own: what was cut off goes on where it is called again.

    Args:
        app: the App.
        update_id: the update.
        channel: by what it goes; empty: as each group gets papers.
        place: where the channel puts it, such as a folder.
        because: why.

    Raises:
        NotFoundError: there is no such update or channel.
        ConflictError: no group that was not sent it holds the case.
        InvalidInputError, DeliveryError: the way out is blocked.
    """
    found = get_update(app, update_id)
    before = queries.sent_to(app.store, update_id)
    held = holders_of(app, found.case_id)
    there = [one for one in held if one.holder is None or one.holder.id not in before]
    if not held:
        raise ConflictError(
            say("No group holds {case}; the update stays, and whoever takes it over can be sent it.", case=found.case)
        )
    if not there:
        raise ConflictError(say("Every group that holds {case} was sent it already.", case=found.case))
    sending = Sending(made={}, left={})
    for holding in there:
        try:
            number, person = _begin(app, found, holding, channel, place, because)
        except (ConflictError, RefusedError) as error:
            sending.left[holding.group] = sentence_of(error)
        else:
            sending.made[number] = person
    return sending


def _begin(app: App, found: Update, holding: Holding, channel: str, place: str, because: str) -> tuple[int, str]:
    way = dispatch.channel_of(app, channel or usual_channel_of(app, holding))
    dispatch.carrier_of(app, way, place).close()  # a way out that is blocked is told before anything is written
    with app.change(term("send update on case"), because=because, final=True):
        _, holder = to_whom(app, holding.id)
        if holder.id in queries.sent_to(app.store, found.id):
            raise ConflictError(say("{person} was sent it already.", person=holder.person))
        name, ref = f"Update on case {found.case_id}", Ref("case_updates", found.id)
        draft = drafted(app, name, f"News of {found.case}", _lines(app, found), ref, way.key, place)
        made = dispatch.begin_to(app, draft, contact_of(holder), because=because)
        row = {"update_id": found.id, "holder_id": holder.id, "dispatch_id": made.id}
        app.store.insert("case_receipts", {**row, "sent_on": app.clock.today().isoformat()})
    return made.id, holder.person


def _lines(app: App, found: Update) -> list[str]:
    named = addressees(app, found.case_id) if found.kind is UpdateKind.ADDRESSEES else []
    to = [", ".join(part for part in (one.name, *one.lines.splitlines(), one.email) if part) for one in named]
    return [found.text, *(["", "Appeals go to:", *to] if to else []), "", "Please answer in a word that you read it."]


def send_update(
    app: App, update_id: int, *, channel: str = "", place: str = "", because: str = ""
) -> tuple[Sending, Left]:
    """Let an update leave now; return who is sent it or is not, and what became of it; see :func:`begin_update`."""
    sending = begin_update(app, update_id, channel=channel, place=place, because=because)
    return sending, let_leave(app, sending.made)


def seen(app: App, receipt_id: int, *, because: str = "") -> Receipt:
    """Write down that somebody has read an update, as they told the office.

    Raises:
        NotFoundError: there is no such receipt.
        ConflictError: it is known already.
    """
    with app.change(term("note update as read"), because=because):
        found = queries.receipt(app.store, receipt_id)
        if found is None:
            raise NotFoundError(
                say(
                    "No update was sent under {receipt_id}; outreach cases updates CASE lists them.",
                    receipt_id=receipt_id,
                )
            )
        if found.seen_on is not None:
            raise ConflictError(say("{group} read it on {seen_on} already.", group=found.group, seen_on=found.seen_on))
        note_seen(app, receipt_id, found.sent_on, app.clock.today(), SeenBy.OFFICE)
        return queries.receipt(app.store, receipt_id) or found


def note_seen(app: App, receipt_id: int, sent_on: str, on: date, how: SeenBy) -> None:
    """Write down when and how it became known that somebody read an update. Call inside a change."""
    values = {"seen_on": max(on.isoformat(), sent_on), "seen_by": how.value}
    app.store.update("case_receipts", receipt_id, values)


def answered(app: App, update_id: int, mail: Mail) -> None:
    """Take the answer to an update as word that it was read. Call inside a change.

    An answer from an address that is not theirs says nothing of who has read it: somebody is to ask them.
    """
    mine = queries.answered_by(app.store, mail.contact_id, update_id)
    theirs = queries.has(app.store, mail.contact_id, contacts.address_key(app, mail.sender))
    for row in mine:
        if theirs:
            note_seen(app, row["id"], row["sent_on"], mail.on, SeenBy.MAIL)
    if mine and not theirs:
        found = queries.receipt(app.store, mine[0]["id"])
        who = found.person if found and found.person else say("whoever holds the casefile")
        title = say(
            "Ask {who} whether they have read the news of {case}: it was answered from an address that is not theirs",
            who=who,
            case=mine[0]["case_name"],
        )
        about = Ref("case_updates", update_id)
        tasks.add(app, title, due_on=app.clock.today(), contact_id=mail.contact_id, about=about)
