"""Erases contacts for good, everywhere, and remembers that it did, so that no backup brings them back.

The list of erasures stands beside the key, apart from the database and its backups. It holds no personal data: keyed
digests of the contacts' uids, and the keys of addresses that must not be used again.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.errors import StorageError
from outreach_crm.keys import key_file
from outreach_crm.model import Copy
from outreach_crm.policy import Action
from outreach_crm.storage.about import Fate
from outreach_crm.storage.declared import declared_tables
from outreach_crm.storage.digests import keyed, same
from outreach_crm.storage.erasing import Erased, contact_uids, erase_contact, plan_erasure
from outreach_crm.storage.meta import get_meta, set_meta
from outreach_crm.storage.private_file import append_private
from outreach_crm.text import say

# What the entry in the journal says; an erasure that was cut off is found by it.
WHAT = "erase contacts"
# The fact that names the tables whose files still hold what was erased.
_DUE = "purge due"
# Tables of the journal, whose rows are emptied as well.
_JOURNAL = ("changes", "change_rows", "words")


@frozen(kw_only=True)
class ErasedTable:
    """What becomes of the rows of one table: how many go, are cleared of the contact, or have names blotted out."""

    table: str
    title: str
    goes: int = 0
    cleared: int = 0
    shared: int = 0


@frozen(kw_only=True)
class ErasureReport:
    """What an erasure did, or would do.

    Args:
        contacts: how many contacts, with those merged into them.
        tables: what becomes of rows, table by table; what is not named stays as it is.
        past: how many earlier states of rows the journal forgets; that there was a change, and whose, stays.
        copies: backups made before, which still hold the contacts until they are removed.
        to_do: sentences that say what could not be done now.
        change_id: the entry in the journal; None for a plan.
    """

    contacts: int
    tables: tuple[ErasedTable, ...]
    past: int
    copies: tuple[Copy, ...] = ()
    to_do: tuple[str, ...] = ()
    change_id: int | None = None


@frozen(kw_only=True)
class Erasure:
    """One line of the list of erasures: digests of uids, and what the hook ``keep_out`` is told after a restore."""

    at: str
    contacts: frozenset[str]
    keys: tuple[str, ...]


def plan(app: App, contact_ids: Sequence[int]) -> ErasureReport:
    """Return what erasing contacts would do; nothing is changed.

    Raises:
        RefusedError: a plugin's table refers to them and says not what becomes of its rows.
    """
    with app.store.write():
        planned = [plan_erasure(app.store, one) for one in contact_ids]
    return _report(app, planned, copies=tuple(app.plugins.copies(app)))


def erase(
    app: App,
    contact_ids: Sequence[int],
    *,
    because: str = "",
    keys: Iterable[str] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> ErasureReport:
    """Erase contacts, one after the other, each whole or not at all; final.

    Names of the contacts in ``because`` are blotted out. After a kill the same call does the rest, under the same entry
    of the journal.

    Args:
        app: the App.
        contact_ids: the contacts; those merged into them go with them.
        because: why, as the journal says it.
        keys: what the hook ``keep_out`` is to be told after a restore, such as suppressed address keys.
        progress: told how many contacts were done.

    Raises:
        RefusedError: as :func:`plan`; contacts before that one are erased.
        StorageError: the disk is full or the list cannot be written; nothing was erased without being listed.
    """
    copies = tuple(app.plugins.copies(app))
    with app.store.write():  # one at a time, so that no line of the list is written over another
        listed = {uid for one in contact_ids for uid in plan_erasure(app.store, one).uids}
        _list(app, sorted(listed), tuple(keys))
    done = []
    cut_off = app.journal.cut_off(WHAT)
    with app.journal.change(
        WHAT, because=because, steps=True, final=True, resumes=cut_off, action=Action.ERASE
    ) as change:
        for one in contact_ids:
            with change.step():
                done.append(_erased(app, one, listed))
            progress(1)
    told = finish(app, _places(done))
    return _report(app, done, copies=copies, to_do=(told,) if told else (), change_id=change.id)


def is_unfinished(app: App) -> bool:
    """Return whether files may still hold what was erased."""
    return bool(get_meta(app.store, _DUE))


def finish(app: App, tables: Iterable[str] = ()) -> str:
    """Clear out of the files what erasures took out of the tables.

    Args:
        app: the App.
        tables: in which it stood, besides those that are noted as due.

    Returns:
        A sentence that says what is still to be done; empty where nothing is.
    """
    with app.store.write():
        _note_due(app, tables)
    due = {*get_meta(app.store, _DUE).split()}
    told = app.store.purge(sorted(due & {*app.store.tables()})) if due else ""
    if not told:
        with app.store.write():
            set_meta(app.store, _DUE, "")
    return told


def erased_file(app: App) -> Path | None:
    """Return where the list of erasures lies: beside the key; None for a database in memory."""
    key = key_file(app.store)
    return key.with_suffix(".erased") if key else None


def erasures(app: App) -> list[Erasure]:
    """Return the list of erasures, oldest first. A line that was cut off as it was written counts as none.

    Raises:
        StorageError: the list cannot be read, or somebody altered it.
    """
    path = erased_file(app)
    if path is None or not path.exists():
        return []
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(
            say("The list of erasures {path} cannot be read: {error}.", path=path, error=error)
        ) from None
    found = [_read(app, line) for line in lines]
    altered = [str(number) for number, (line, one) in enumerate(zip(lines, found, strict=True), 1) if one is None]
    if altered and altered != [str(len(lines))]:
        raise StorageError(
            say(
                "The list of erasures {path} was altered in line {names}; put it back.",
                path=path,
                names=", ".join(altered),
            )
        )
    return [one for one in found if one is not None]


def still_there(app: App) -> list[int]:
    """Return the contacts that were erased and are there all the same, as in an older copy of the database."""
    gone = {digest for one in erasures(app) for digest in one.contacts}
    if not gone:
        return []
    key = app.secret("erasures")
    return [number for number, uid in contact_uids(app.store) if _digest(key, uid) in gone]


def erase_again(app: App, because: str) -> ErasureReport | None:
    """Erase whoever was erased and is there all the same, and keep out again whose addresses were; None for nobody."""
    keys = list(dict.fromkeys(key for one in erasures(app) for key in one.keys))
    if keys:
        app.plugins.keep_out(app, keys)
    back = still_there(app)
    return erase(app, back, because=because) if back else None


def _erased(app: App, contact_id: int, listed: set[str]) -> Erased:
    """Erase a contact and note in the same transaction what is still to be done."""
    erased = erase_contact(app.store, contact_id)
    if not listed.issuperset(erased.uids):  # somebody was merged into it meanwhile
        _list(app, sorted(erased.uids), ())
    _note_due(app, _places([erased]))
    return erased


def _places(done: Iterable[Erased]) -> set[str]:
    """Return the tables in which erased contacts stood, and those of the journal."""
    return {*_JOURNAL, *(table for one in done for table, _ in one.rows)}


def _note_due(app: App, tables: Iterable[str]) -> None:
    """Remember tables whose files still hold what was erased, with those that are due already."""
    set_meta(app.store, _DUE, " ".join(sorted({*get_meta(app.store, _DUE).split(), *tables})))


def _list(app: App, uids: list[str], keys: tuple[str, ...]) -> None:
    """Write down what is going to be erased, before it is."""
    path = erased_file(app)
    if path is None:
        return
    key = app.secret("erasures")
    known = {digest for one in erasures(app) for digest in one.contacts}
    digests = [digest for digest in (_digest(key, uid) for uid in uids) if digest not in known]
    if not digests and not keys:
        return
    told = {"at": timestamp(app.clock.now()), "contacts": digests, "keys": [*keys]}
    append_private(path, json.dumps({**told, "proof": _digest(key, json.dumps(told))}))


def _read(app: App, line: str) -> Erasure | None:
    try:
        told = json.loads(line)
        proof = told.pop("proof")
    except (ValueError, AttributeError, KeyError, TypeError):
        return None
    if not same(_digest(app.secret("erasures"), json.dumps(told)), str(proof)):
        return None
    return Erasure(at=told["at"], contacts=frozenset(told["contacts"]), keys=tuple(told["keys"]))


def _digest(key: bytes, text: str) -> str:
    return keyed(key, text).hex()


def _report(
    app: App,
    done: Sequence[Erased],
    *,
    copies: tuple[Copy, ...],
    to_do: tuple[str, ...] = (),
    change_id: int | None = None,
) -> ErasureReport:
    rows = sum((one.rows for one in done), Counter[tuple[str, Fate]]())
    found = (
        ErasedTable(
            table=table.name,
            title=table.title,
            goes=rows[table.name, Fate.GOES],
            cleared=rows[table.name, Fate.CLEARED],
            shared=rows[table.name, Fate.SHARED],
        )
        for table in declared_tables(app.store)
    )
    return ErasureReport(
        contacts=rows["contacts", Fate.GOES],
        tables=tuple(one for one in found if one.goes or one.cleared or one.shared),
        past=sum(one.past for one in done),
        copies=copies,
        to_do=to_do,
        change_id=change_id,
    )
