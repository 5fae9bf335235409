"""What tests of returned mail begin with: a mailing that was sent, and mails that come back for it."""

from pathlib import Path

from attrs import evolve, frozen

from outreach_crm.app import App
from outreach_crm.contacts.model import Contact
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.settings import Settings
from outreach_mail.bounces import read
from outreach_mail.composing import return_path, tokens_of
from outreach_mail.service.returning import Taken, digest_of, take_in
from tests.dispatch.letters import an_addressee, under_way, with_rules
from tests.mail.samples import SAMPLES
from tests.mail.samples.forms import OWN_ID, RETURN_PATH

ADDRESS = "ana.ruiz@colegio.example"
SETTINGS = {"mail": {"return_path": "returns@example.org"}}


@frozen
class Sent:
    """A delivery that left: what mails that come back for it name."""

    id: int
    dispatch_id: int
    contact_id: int
    address: str
    message_id: str


def ready(app: App, **mail: object) -> App:
    """Return the App with a return path and the channel of tests."""
    return evolve(with_rules(app), settings=Settings({"mail": {**SETTINGS["mail"], **mail}}))


def sent_to(app: App, *contacts: Contact, name: str = "Spring letter") -> tuple[Dispatch, list[Sent]]:
    """Send a mailing to all organisations, and return what left for some of them."""
    made = under_way(app, name)
    dispatch.send(app, made.id)
    return made, [left_for(app, made, one) for one in contacts]


def left_for(app: App, made: Dispatch, contact: Contact) -> Sent:
    """Return the delivery of a mailing to a contact."""
    sql = (
        "select d.id, d.dispatch_id, d.contact_id, c.uid, p.value as address from v_deliveries d"
        " join v_contacts c on c.id = d.contact_id"
        " join v_points p on p.contact_id = d.contact_id and p.kind = 'email'"
        " where d.dispatch_id = :dispatch_id and d.contact_id = :contact_id"
    )
    (row,) = app.store.rows(sql, dispatch_id=made.id, contact_id=contact.id)
    name = dispatch.message_id(app.secret("message"), made.uid, row["id"], row.pop("uid"))
    return Sent(**row, message_id=name)


def an_office(app: App, name: str = "Colegio", email: str = ADDRESS) -> Contact:
    """Add an organisation with an address."""
    return an_addressee(app, name, email)


def returned(app: App, what: str, sent: Sent, *, more: str = "", token: bool = True) -> bytes:
    """Return the mail of a sample as it would come back for a delivery; ``more`` makes it another mail."""
    text = next(one.content for one in SAMPLES if one.name == what).decode("utf-8")
    text = text.replace(RETURN_PATH, comes_back_to(app, sent) if token else "office@example.org")
    text = text.replace(OWN_ID, sent.message_id).replace(ADDRESS, sent.address)
    return f"X-Copy: {more}\r\n{text}".encode()


def comes_back_to(app: App, sent: Sent) -> str:
    """Return the address that a message comes back to, as it was written into its envelope."""
    path, made = return_path(app), dispatch.get(app, sent.dispatch_id)
    assert path is not None
    return path.of(tokens_of(app, made.uid, made.frozen_at), sent.id)


def taken(app: App, content: bytes) -> Taken:
    """Take in a mail."""
    return take_in(app, read(content), digest_of(content))


def a_maildir(folder: Path, *mails: bytes) -> Path:
    """Make a maildir of mails that nobody has seen."""
    for part in ("new", "cur", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for number, mail in enumerate(mails):
        (folder / "new" / f"{number:06}.mx").write_bytes(mail)
    return folder
