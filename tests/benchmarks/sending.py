"""E-mail from rows to accepted mail, against the naive way: a message built, sent and written down one by one."""

import shutil
import smtplib
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from attrs import define

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import CHECKS, Dispatch, Draft, Text
from outreach_crm.dispatch.service import outbox
from outreach_mail.service.rounds import Rounds
from tests.benchmarks.frame import Figure, benchmark, interleaved, section
from tests.builders import with_settings

CONTACTS, ROUNDS, NAIVE = 4_000, 5, 400
_BODY = "{salutation},\n\n" + "The law is out, and it says what we asked for in the spring.\n" * 40
_ALL = "select id as contact_id from v_contacts"


@benchmark("sending")
def sending() -> Iterator[Figure]:
    """4,000 e-mails of 2.5 kB through smtp-sink (Debian: postfix), durable, against EmailMessage and sendmail."""
    if shutil.which("smtp-sink") is None:
        yield Figure(title="not measured: no smtp-sink is installed", value=0, unit="")
        return
    with _sink() as port, section("sending") as bare:
        mail = {"sender": "Section <office@example.org>", "server": "127.0.0.1", "port": port, "security": "none"}
        app = with_settings(bare, mail={**mail, "connections": 16, "return_path": "back@example.org"})
        _people(app)
        names, spent = count(), _Spent()
        with spent.on():
            ours, naive, ratio = interleaved(
                ROUNDS, lambda: _ours(app, f"Letter {next(names)}"), lambda: _naive(app, port)
            )
    yield Figure(title="whole pipeline", value=ours, unit="/s")
    yield Figure(title="EmailMessage, sendmail, a commit before and after", value=naive, unit="/s")
    yield Figure(title="ratio", value=ratio, unit="x", goal="at least 8", met=ratio >= 8)
    share = (spent.of_outbox - spent.of_writing) / spent.of_all * 100
    yield Figure(title="processor time of a message", value=spent.of_all / ROUNDS / CONTACTS * 1e6, unit="us")
    yield Figure(title="the outbox's bookkeeping of it", value=share, unit="%", goal="at most 35", met=share <= 35)


@contextmanager
def _sink() -> Iterator[int]:
    """Run a server in C that takes all messages and keeps none."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    with subprocess.Popen(["smtp-sink", "-u", "nobody", f"127.0.0.1:{port}", "64"]) as process:
        try:
            for _ in range(100):
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(0.05)
            yield port
        finally:
            process.terminate()


def _people(app: App) -> None:
    from outreach_crm.contacts import service as contacts
    from outreach_crm.contacts.model import ContactDraft, Kind

    with app.change("benchmark"):
        for number in range(CONTACTS):
            address = (f"bar-{number}@example.org",)
            contacts.add(app, ContactDraft(name=f"Bar {number}", kind=Kind.ORGANISATION, emails=address))
    app.store.execute("analyze")


def _ours(app: App, name: str) -> float:
    """Return how many messages a second leave, from the frozen list to the last answer written down."""
    dispatch = _begun(app, name)
    start = perf_counter()
    sent = service.send(app, dispatch.id)
    taken = perf_counter() - start
    assert sent.sent == CONTACTS, sent
    return CONTACTS / taken


def _begun(app: App, name: str) -> Dispatch:
    texts = (Text(language="en", subject="News for {name}", body=_BODY),)
    made = service.draft(app, Draft(name=name, purpose="mailings", texts=texts, channel="email"))
    with app.store.selection() as chosen:
        chosen.fill(_ALL)
        service.freeze(app, made.id, chosen, confirmed=True, because="benchmark")
    service.check(app, made.id, CHECKS)
    service.approve(app, made.id)
    return service.start(app, made.id)


def _naive(app: App, port: int) -> float:
    """Return how many messages a second leave as a plain script would send them, equally durable."""
    with sqlite3.connect(Path(app.store.url).with_name("naive.db"), isolation_level=None) as conn:
        conn.execute("pragma journal_mode = wal")
        conn.execute("pragma synchronous = full")
        conn.execute("create table if not exists outbox (id integer primary key, address text, state text)")
        conn.execute("delete from outbox")
        rows = [(number, f"bar-{number}@example.org", "queued") for number in range(NAIVE)]
        conn.executemany("insert into outbox values (?, ?, ?)", rows)
        start = perf_counter()
        with smtplib.SMTP("127.0.0.1", port) as smtp:
            for number, address, _ in rows:
                conn.execute("update outbox set state = 'sending' where id = ?", (number,))
                smtp.sendmail("office@example.org", [address], _built(number, address).as_bytes())
                conn.execute("update outbox set state = 'sent' where id = ?", (number,))
        taken = perf_counter() - start
    conn.close()
    return NAIVE / taken


def _built(number: int, address: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Section <office@example.org>"
    message["To"] = f"Bar {number} <{address}>"
    message["Subject"] = f"News for Bar {number}"
    message["Message-ID"] = f"<{number}@example.org>"
    message["List-Id"] = "<mailings.example.org>"
    message["List-Unsubscribe"] = f"<https://pages.example.org/leave/{number}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_BODY.replace("{salutation}", f"Dear Bar {number}"))
    return message


@define
class _Spent:
    """Processor time of sending, and how much of it the outbox took, but for what it says in each message."""

    of_all: float = 0.0
    of_outbox: float = 0.0
    of_writing: float = 0.0

    @contextmanager
    def on(self) -> Iterator[None]:
        """Take the time of what the outbox does, and of a whole run."""
        parts: list[tuple[Any, str, str]] = [
            (outbox, "claim", "of_outbox"),
            (outbox, "release", "of_outbox"),
            (service, "send", "of_all"),
            (outbox, "write", "of_writing"),
        ]
        # What leaves and what became of it is written down in one transaction.
        parts.append((Rounds, "_written_down", "of_outbox"))
        before = [(place, name, getattr(place, name)) for place, name, _ in parts]
        for place, name, where in parts:
            setattr(place, name, self._timed(getattr(place, name), where))
        try:
            yield
        finally:
            for place, name, work in before:
                setattr(place, name, work)

    def _timed(self, work: Callable[..., Any], where: str) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            start = process_time()
            try:
                return work(*args, **kwargs)
            finally:
                setattr(self, where, getattr(self, where) + process_time() - start)

        return run
