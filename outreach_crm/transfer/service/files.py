"""Files that wait to be imported or fetched: of one person, for some days, in the database and nowhere else."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.model import Copy
from outreach_crm.policy import Action, may
from outreach_crm.text import later, say
from outreach_crm.transfer.model import KeptFile
from outreach_crm.transfer.queries import files as queries

LARGEST = 32 * 1024 * 1024
"""Bytes that a file may have which is sent by a page; the command line takes larger ones."""
_PIECE = 1 << 20
IN, OUT = "in", "out"
_PLACES = {
    IN: later("the file {name} that {by} sent to be imported"),
    OUT: later("the file {name} that {by} exported"),
}
_DAYS = {IN: 7, OUT: 2}
FILE, REFUSED, WHOM = "file", "refused", "whom"


def keep(app: App, way: str, name: str, *, content: Iterable[bytes] = (), notes: Mapping[str, Any]) -> KeptFile:
    """Keep a file of the actor for some days, and let go of those whose days are over.

    Args:
        app: the App, in the name of somebody with an account.
        way: ``in`` or ``out``.
        name: how it is called.
        content: what is in it, piece by piece; none where it is still to be made.
        notes: how far it is.
    """
    today = app.clock.today()
    with app.store.write():
        sweep(app)
        values = {
            "account_id": app.actor.account_id,
            "way": way,
            "name": name,
            "size": 0,
            "made_at": timestamp(app.clock.now()),
            "until_on": (today + timedelta(days=_DAYS[way])).isoformat(),
            "notes": "{}",
        }
        number = queries.add(app.store, values)
        queries.measure(app.store, number, name, queries.put(app.store, number, FILE, content))
        queries.note(app.store, number, notes)
        return get(app, number, way)


def get(app: App, file_id: int, way: str) -> KeptFile:
    """Return a file: to whose it is; one on its way in also to whoever administers.

    Raises:
        NotFoundError: there is none of that number for the actor, or its days are over.
    """
    found = queries.file(app.store, file_id)
    if found is None or found.way != way or not _is_theirs(app, found):
        raise NotFoundError(say("There is no such file here. Files are kept for some days, for whoever sent or asked."))
    return found


def listed(app: App, way: str) -> list[KeptFile]:
    """Return the files of one way that the actor may see, the latest first."""
    return queries.files(app.store, way, everybody=way == IN and may(app.actor, Action.ADMINISTER))


def note(app: App, file_id: int, notes: Mapping[str, Any]) -> None:
    """Write down how far a file is."""
    with app.store.write():
        queries.note(app.store, file_id, notes)


def pieces(app: App, file_id: int, part: str = FILE) -> Iterator[bytes]:
    """Yield what is in a part of a file, piece by piece."""
    return queries.pieces(app.store, file_id, part)


def put(app: App, file_id: int, part: str, path: Path) -> int:
    """Keep what is in a file of the disk as a part; return how many bytes. Call inside ``write()``."""
    queries.empty(app.store, file_id, part)
    with path.open("rb") as stream:
        return queries.put(app.store, file_id, part, in_pieces(stream))


def in_pieces(stream: BinaryIO) -> Iterator[bytes]:
    """Yield what is in a stream, piece by piece."""
    while piece := stream.read(_PIECE):
        yield piece


def drop(app: App, file_id: int) -> None:
    """Let go of a file."""
    with app.store.write():
        queries.drop(app.store, file_id)


def sweep(app: App) -> None:
    """Let go of the files whose days are over."""
    if gone := queries.over(app.store):
        with app.store.write():
            for number in gone:
                queries.drop(app.store, number)


def copies(app: App) -> list[Copy]:
    """Return the files there are, which may hold whoever is erased."""
    return [
        Copy(
            place=say(_PLACES[one.way], name=one.name, by=one.by),
            made_at=one.made_at,
            until_on=date.fromisoformat(one.until_on),
        )
        for one in queries.all_files(app.store)
        if one.size
    ]


@contextmanager
def on_disk(app: App, file: KeptFile) -> Iterator[Path]:
    """Give a file a place on the disk for as long as it is read, in a folder that nobody else can open."""
    with folder() as place:
        path = place / file.name
        with path.open("wb") as stream:
            for piece in pieces(app, file.id):
                stream.write(piece)
        if not path.stat().st_size:
            raise NotFoundError(say("{file} is not here any more; send it again.", file=file.name))
        yield path


@contextmanager
def folder() -> Iterator[Path]:
    """Return a folder of its own, gone when the work is done."""
    with TemporaryDirectory(prefix="outreach-", ignore_cleanup_errors=True) as place:
        yield Path(place)


def saved(stream: BinaryIO, path: Path) -> None:
    """Write what somebody sends to a file.

    Raises:
        InvalidInputError: it is more than a page takes.
    """
    size = 0
    with path.open("wb") as kept:
        for piece in in_pieces(stream):
            size += len(piece)
            if size > LARGEST:
                raise InvalidInputError(
                    say(
                        "{path} is larger than {largest} MB; have it imported on the command line, or part it.",
                        path=path.name,
                        largest=LARGEST >> 20,
                    )
                )
            kept.write(piece)


def _is_theirs(app: App, file: KeptFile) -> bool:
    return file.account_id == app.actor.account_id or (file.way == IN and may(app.actor, Action.ADMINISTER))
