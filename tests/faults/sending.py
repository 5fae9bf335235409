"""Kills a program that sends, again and again, and counts who got what: nobody lost, nothing called sent that was not.

Three ways out: the folder, where a look tells of each message whether it left; and a tape that tells nothing, under
either policy. Of what nobody can know the outbox must say that it is in doubt.
"""

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import define, field, frozen

from outreach_crm import hookimpl
from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import (
    CHECKS,
    Commit,
    DeliveryState,
    Draft,
    Message,
    Outcome,
    Policy,
    Settle,
    State,
    Text,
)
from outreach_crm.model import Channel
from outreach_crm.plugins import Plugins
from tests.dispatch.letters import an_addressee
from tests.faults.killing import Say, kill
from tests.faults.kills import opened

PEOPLE, BATCH = 120, 10
# Seconds until the first kill at most; each kill of one dispatch leaves the next run a little longer.
_LONGEST, _LONGER = 0.2, 1.1
_EVERYBODY = "select id as contact_id from v_contacts where kind = 'organisation'"
WAYS = (("folder", Policy.HOLD), ("tape", Policy.HOLD), ("tape", Policy.RESEND))


class Tape:
    """A way out that takes messages one by one and never tells afterwards what it took."""

    def __init__(self, _: App, place: str) -> None:
        self.path = Path(place) / "tape"

    def carry(self, messages: Sequence[Message], commit: Commit, settle: Settle) -> None:
        allowed = commit([one.id for one in messages])
        handle = os.open(self.path, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        for message in messages:
            if message.id in allowed:
                os.write(handle, f"{message.message_id}\n".encode())
                settle([Outcome(id=message.id, state=DeliveryState.SENT, code="250")])
        os.close(handle)

    def arrived(self, messages: Sequence[Message]) -> Mapping[int, bool]:
        return {}

    def close(self) -> None: ...


class Post:
    """The plugin that offers the tape."""

    @hookimpl
    def channels(self) -> Iterable[Channel]:
        sql = "select s.contact_id, 'c' || s.contact_id as address_key, '' as address, 0 as rank from selection s"
        return [Channel(key="tape", title="a tape", medium="email", addresses=sql, target=f"{__name__}:Tape")]


@define
class Tally:
    """What a series came to."""

    way: str
    kills: int = 0
    sent: int = 0
    in_doubt: int = 0
    doubled: int = 0
    most_copies: int = 0
    lost: int = 0
    false_sent: int = 0
    seconds: float = 0.0
    notes: list[str] = field(factory=list)

    @property
    def clean(self) -> bool:
        """Whether nobody was lost or counted falsely, and nobody has more copies than the policy lets them have."""
        most = 2 if self.way.endswith(Policy.RESEND) else 1
        return not (self.lost or self.false_sent) and self.most_copies <= most

    def line(self) -> str:
        """Return the figures as a line of a table."""
        return f"{self.way:>12}" + "".join(f"{getattr(self, name):>12}" for name in NAMES) + f"{self.seconds:>12.0f}"


NAMES = ("kills", "sent", "in_doubt", "doubled", "most_copies", "lost", "false_sent")


@frozen(kw_only=True)
class Way:
    """A way out that is tried: how an App is opened on its database, and how many copies of each message arrived."""

    channel: str
    policy: Policy
    open: Callable[[], App]
    copies: Callable[[Path], Counter[str]]


def series(folder: Path, way: Way, kills: int, seed: int = 0) -> Tally:
    """Kill a sending program so many times, dispatch after dispatch, and look at each dispatch when it is over."""
    chance, tally, began = random.Random(seed), Tally(f"{way.channel} {way.policy}"), time.monotonic()
    app, number = with_people(way, PEOPLE), 0
    while tally.kills < kills:
        number += 1
        place = folder / f"{way.channel}-{way.policy}-{number}"
        place.mkdir()
        dispatch_id = begin(app, f"Letter {number}", way, place)
        longest = _LONGEST
        while kill(partial(_send, way, dispatch_id), chance.uniform(0, longest)).before_its_end:
            tally.kills += 1
            longest *= _LONGER
        look(app, dispatch_id, way.copies(place), tally)
    app.close()
    tally.seconds = time.monotonic() - began
    return tally


def with_people(way: Way, n: int) -> App:
    """Open the database of a way and add so many organisations to write to."""
    app = way.open()
    with app.change("add"):
        for number in range(n):
            an_addressee(app, f"Bar {number}")
    return app


def begin(app: App, name: str, way: Way, place: Path) -> int:
    """Draft, freeze, approve and start a dispatch to everybody, and return its number."""
    texts = (Text(language="en", subject="News", body="{salutation}"),)
    draft = Draft(name=name, purpose="mailings", texts=texts, channel=way.channel, place=str(place), policy=way.policy)
    made = service.draft(app, draft)
    service.check(app, made.id, CHECKS)
    with app.store.selection() as chosen:
        chosen.fill(_EVERYBODY)
        service.freeze(app, made.id, chosen)
    service.approve(app, made.id)
    return service.start(app, made.id).id


def _send(way: Way, dispatch_id: int, say: Say) -> None:
    app = way.open()
    say("sending")
    service.send(app, dispatch_id, batch=BATCH)


def look(app: App, dispatch_id: int, copies: Counter[str], tally: Tally) -> None:
    """Compare what a dispatch says of each message with how many copies of it arrived."""
    sql = "select d.id, d.state, c.uid from deliveries d join contacts c on c.id = d.contact_id where dispatch_id = :id"
    rows = app.store.rows(sql, id=dispatch_id)
    uid, secret = service.get(app, dispatch_id).uid, app.secret("message")
    copies = Counter({row["id"]: copies[service.message_id(secret, uid, row["id"], row["uid"])] for row in rows})
    states = Counter(row["state"] for row in rows)
    lost = [row for row in rows if row["state"] not in {"sent", "in_doubt"}]
    wrong = [row for row in rows if row["state"] == "sent" and not copies[row["id"]]]
    tally.sent += states["sent"]
    tally.in_doubt += states["in_doubt"]
    tally.doubled += sum(n > 1 for n in copies.values())
    tally.most_copies = max(tally.most_copies, 0, *copies.values())
    tally.lost += len(lost)
    tally.false_sent += len(wrong)
    if states["in_doubt"] == 0 and service.get(app, dispatch_id).state is not State.DONE:
        tally.notes.append(f"dispatch {dispatch_id} is settled and not done")


def _copies(place: Path) -> Counter[str]:
    """Return how many copies of each message arrived, by its Message-ID."""
    tape = place / "tape"
    if tape.exists():
        return Counter(tape.read_text().split())
    return Counter(path.name.rpartition(" ")[2].removesuffix(".txt") for path in place.glob("*.txt"))


def main(kills: int, seed: int) -> int:
    """Run a series for each way out, print its table and return the exit code."""
    plugins = Plugins.load(extra={"post": Post()})
    with TemporaryDirectory(prefix="outreach-sending-") as folder:
        ways = (
            Way(
                channel=channel,
                policy=policy,
                open=partial(opened, Path(folder) / f"{channel}-{policy}.db", plugins),
                copies=_copies,
            )
            for channel, policy in WAYS
        )
        return table(series(Path(folder), way, kills, seed) for way in ways)


def table(tallies: Iterable[Tally]) -> int:
    """Print the table of some series, line by line as they end, and return the exit code."""
    sys.stdout.write(f"{'':>12}" + "".join(f"{name:>12}" for name in (*NAMES, "seconds")) + "\n")
    clean = True
    for tally in tallies:
        sys.stdout.write("\n".join((tally.line(), *tally.notes)) + "\n")
        sys.stdout.flush()
        clean &= tally.clean and not tally.notes
    return 0 if clean else 1
