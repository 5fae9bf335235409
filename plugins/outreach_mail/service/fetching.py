"""Looking into the inbox: what came back is read, taken in once, and left where it lies."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.errors import ConstraintError, InvalidInputError, OutreachError, sentence_of
from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_mail.model import Fetched, Item, Kind, MailSettings, Position
from outreach_mail.queries import returns as queries
from outreach_mail.service import returning
from outreach_mail.service.passwords import password
from outreach_mail.service.reading import read_all

# A worker reads so many mails, or so many bytes, at once; of one mail so much is looked at.
_AT_ONCE, _BYTES, _LARGEST = 200, 20_000_000, 10_000_001


class Inbox(Protocol):
    """Where mails lie: a maildir, or a folder on a server."""

    @property
    def place(self) -> str:
        """What it is known by."""

    def count(self) -> int:
        """Return how many mails were not looked at."""

    def items(self, largest: int) -> Iterator[Item]:
        """Yield mails that were not looked at, each up to so many bytes."""

    def looked_at(self, items: Iterable[Item]) -> None:
        """Remember that mails were looked at."""

    def leave(self, items: Iterable[Item]) -> None:
        """Leave mails to be looked at once more."""

    def close(self) -> None:
        """Let go of what it holds."""


def open_inbox(app: App, place: str = "") -> Inbox:
    """Open an inbox: a maildir, or a folder on an IMAP server.

    Args:
        app: the App.
        place: a folder, or ``imaps://user@host/folder``; else that of the settings.

    Raises:
        InvalidInputError: there is none, or it is neither.
        DeliveryError: the server cannot be reached, or does not let us in.
    """
    told = app.settings.of("mail", MailSettings)
    place = place or told.inbox
    if not place:
        raise InvalidInputError(
            say("Say where mails come back: --from MAILDIR, or inbox under [mail] in the settings.")
        )
    if "://" not in place:
        from outreach_mail.maildir import Maildir

        return Maildir.open(Path(place).expanduser().absolute())
    try:
        from outreach_mail.imap import ImapAddress, ImapFolder
    except ModuleNotFoundError:
        raise InvalidInputError(
            say("Mail needs further packages; install them: pip install outreach-crm[mail]")
        ) from None
    address = ImapAddress.read(place)
    secret = password(told.inbox_password_file, "OUTREACH_INBOX_PASSWORD", address.user, address.host)
    known = queries.inbox(app.store, str(address))
    position = (
        Position(validity=known["validity"], last=known["last"], again=json.loads(known["again"]))
        if known
        else Position()
    )
    return ImapFolder.open(address, secret, position, app.clock.today())


def fetch(
    app: App, inbox: Inbox, *, dry_run: bool = False, progress: Callable[[int], None] = lambda _: None
) -> Fetched:
    """Take in what came back, and settle what it is evidence for.

    Args:
        app: the App.
        inbox: where it lies; it is not closed.
        dry_run: only say what it would come to: nothing is written, and no mail is marked.
        progress: is told how many mails were looked at.

    Raises:
        DeliveryError: the server does not answer any more; what was taken in before stays.
    """
    run = _Run(app, inbox, dry_run)
    if not dry_run:
        _know(app, inbox.place)
        run.settled = returning.settle(app)
    for batch in _batches(inbox.items(_LARGEST)):
        run.take(batch)
        progress(len(batch))
    if not dry_run:
        run.settled += returning.settle(app)
    return run.told()


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield mails in batches that fit into memory."""
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.content)
        if len(batch) == _AT_ONCE or size >= _BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@define
class _Run:
    """One look into an inbox, and what it has come to."""

    app: App
    inbox: Inbox
    dry_run: bool
    counts: Counter[str] = field(factory=Counter)
    marked: int = 0
    settled: int = 0
    paused: list[str] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    forged: int = 0

    def take(self, batch: list[Item]) -> None:
        """Take in some mails; one that cannot be taken in holds up none of the others."""
        mails = read_all([item.content for item in batch])
        done, left, hard = [], [], set()
        for item, mail in zip(batch, mails, strict=True):
            if mail.kind is Kind.UNREADABLE:
                self._tell(item, say("cannot be read; look at it in the inbox."))
            try:
                taken = returning.take_in(self.app, mail, returning.digest_of(item.content), dry_run=self.dry_run)
            except OutreachError as error:
                self._tell(item, sentence_of(error))
                left.append(item)
                continue
            done.append(item)
            self.counts[taken.what] += 1
            self.marked += taken.marked
            hard |= {taken.dispatch_id} if taken.what == Kind.HARD else set()
        if not self.dry_run:
            self._note(done, left)
            self.paused += filter(None, (returning.calm(self.app, one) for one in sorted(hard)))

    def told(self) -> Fetched:
        """Return what it has come to."""
        known = self.counts.pop(returning.KNOWN, 0)
        counts = dict(sorted(self.counts.items()))
        return Fetched(
            counts=counts,
            marked=self.marked,
            settled=self.settled,
            known=known,
            paused=tuple(self.paused),
            problems=tuple(self.problems),
        )

    def _tell(self, item: Item, sentence: str) -> None:
        self.problems.append(Problem(sentence=sentence, file=Path(item.key).name))

    def _note(self, done: list[Item], left: list[Item]) -> None:
        self.inbox.looked_at(done)
        self.inbox.leave(left)
        position = getattr(self.inbox, "position", Position())
        with self.app.store.write():
            queries.looked(self.app.store, self.inbox.place, position.validity, position.last, position.again)
            queries.forged(self.app.store, self.inbox.place, self.counts[returning.FORGED] - self.forged)
        self.forged = self.counts[returning.FORGED]


def _know(app: App, place: str) -> None:
    if queries.inbox(app.store, place) is None:
        with suppress(ConstraintError):  # another program looks too
            queries.add_inbox(app.store, place)
