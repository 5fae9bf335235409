"""Looking into a folder on an IMAP server: a real one where it is installed, and addresses everywhere."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.errors import DeliveryError, InvalidInputError
from outreach_mail.imap import ImapAddress, ImapFolder
from outreach_mail.model import Fetched, Position
from outreach_mail.service import fetching
from tests import imap_server
from tests.dispatch.letters import Wire
from tests.imap_server import Server
from tests.mail.posting import an_office, ready, returned, sent_to
from tests.mail.test_returning import HARD

OTHER = b"From: ben@example.org\r\nSubject: Lunch?\r\n\r\nAt one?\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A running Dovecot; skipped where there is none."""
    yield from imap_server.running()


@pytest.fixture
def inbox(app: App, wire: Wire, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> App:
    """An App whose inbox is an empty folder on the server, which it trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    secret = tmp_path / "password"
    secret.write_text(f"{server.password}\n")
    secret.chmod(0o600)
    for part in ("new", "cur"):
        for mail in (server.maildir / part).iterdir():
            mail.unlink()
    place = f"imaps://office%40example.org@127.0.0.1:{server.tls}"
    return ready(app, inbox=place, inbox_password_file=str(secret))


def deliver(server: Server, name: str, content: bytes) -> None:
    """Put a mail where the server finds it."""
    path = server.maildir / "tmp" / name
    path.write_bytes(content)
    os.chmod(path, 0o666)  # noqa: PTH101
    path.rename(server.maildir / "new" / name)


def look(app: App, *, dry_run: bool = False) -> Fetched:
    """Look into the inbox of the settings, as the command does."""
    opened = fetching.open_inbox(app)
    try:
        assert opened.count() >= 0
        return fetching.fetch(app, opened, dry_run=dry_run)
    finally:
        opened.close()


def test_what_came_back_is_taken_from_a_server_once_and_left_there_unseen(inbox: App, server: Server) -> None:
    (left,) = sent_to(inbox, an_office(inbox))[1]
    deliver(server, "1.a", returned(inbox, HARD, left))
    deliver(server, "2.a", OTHER)
    assert look(inbox, dry_run=True).counts == {"hard": 1, "other": 1}
    assert look(inbox).counts == {"hard": 1, "other": 1}
    assert look(inbox).counts == {}
    deliver(server, "3.a", returned(inbox, "a reply", left))
    assert look(inbox).counts == {"reply": 1}
    there = [path.name for part in ("new", "cur") for path in (server.maildir / part).iterdir()]
    assert len(there) == 3
    assert not any("S" in name.partition(":2,")[2] for name in there)


def test_mails_that_could_not_be_taken_in_are_asked_for_again_by_number(inbox: App, server: Server) -> None:
    deliver(server, "1.b", OTHER)
    deliver(server, "2.b", OTHER.replace(b"Lunch", b"Dinner"))
    opened = fetching.open_inbox(inbox)
    assert isinstance(opened, ImapFolder)
    items = [*opened.items(1_000)]
    assert [b"Lunch" in one.content for one in items] == [True, False]
    opened.leave(items[:1])
    opened.looked_at(items[1:])
    opened.close()
    address = ImapAddress.read(f"imaps://office@127.0.0.1:{server.tls}")
    today = inbox.clock.today()
    again = ImapFolder.open(address, server.password, opened.position, today)
    assert [one.key for one in again.items(20)] == [items[0].key]
    assert [len(one.content) for one in again.items(20)] == [20]
    again.close()
    for part in ("new", "cur"):
        for mail in (server.maildir / part).iterdir():
            mail.unlink()
    gone = ImapFolder.open(address, server.password, opened.position, today)
    assert [*gone.items(20)] == []
    assert gone.position.again == ()
    gone.close()


def test_numbers_mean_nothing_where_the_folder_was_made_anew(inbox: App, server: Server) -> None:
    deliver(server, "1.c", OTHER)
    assert look(inbox).counts == {"other": 1}
    inbox.store.execute("update mail_inboxes set validity = '7', last = 4000000000")
    assert look(inbox).counts == {"other": 1}


def test_a_connection_that_begins_in_the_open_is_made_secret_before_the_password(inbox: App, server: Server) -> None:
    address = ImapAddress.read(f"imap://office@127.0.0.1:{server.plain}/INBOX")
    opened = ImapFolder.open(address, server.password, Position(), inbox.clock.today())
    assert type(opened.box.client.sock).__name__ == "SSLSocket"
    opened.close()


@pytest.mark.parametrize("what", ["password", "certificate", "folder", "server"])
def test_what_is_wrong_with_the_inbox_is_told_in_a_sentence(
    inbox: App, server: Server, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    address, secret = f"imaps://office@127.0.0.1:{server.tls}", server.password
    if what == "password":
        secret = "wrong"
    elif what == "certificate":
        monkeypatch.delenv("SSL_CERT_FILE")
    elif what == "folder":
        address += "/Nowhere"
    else:
        address = "imaps://office@127.0.0.1:9"
    with pytest.raises(DeliveryError, match="cannot be read"):
        ImapFolder.open(ImapAddress.read(address), secret, Position(), inbox.clock.today())


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("imaps://ana@example.org", ("example.org", 993, "ana", "INBOX", True)),
        (
            "imaps://ana%40example.org@mx.example.org:1993/Returns",
            ("mx.example.org", 1993, "ana@example.org", "Returns", True),
        ),
        ("imaps://ana@example.org@mx.example.org", ("mx.example.org", 993, "ana@example.org", "INBOX", True)),
        ("imap://ana@example.org/Sent%20back/2026", ("example.org", 143, "ana", "Sent back/2026", False)),
    ],
)
def test_an_address_of_a_folder_is_read(text: str, read: tuple[str, int, str, str, bool]) -> None:
    found = ImapAddress.read(text)
    assert (found.host, found.port, found.user, found.folder, found.tls) == read


@pytest.mark.parametrize(
    "text", ["pop3://ana@example.org", "imaps://example.org", "imaps://ana:pw@example.org", "imaps://ana@example.org:x"]
)
def test_what_is_no_address_of_a_folder_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError):
        ImapAddress.read(text)
