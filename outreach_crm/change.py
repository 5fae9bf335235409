"""Changes: the only way to write kept tables; each one is who, when, what, why, and can be undone."""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from attrs import define, evolve, frozen

from outreach_crm.errors import OutreachError, RefusedError
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor, Via
from outreach_crm.policy import Action, demand
from outreach_crm.storage import Row, Store
from outreach_crm.storage.accounts import account_id, check_active, make_account
from outreach_crm.storage.journal import (
    Opening,
    close_change,
    let_write,
    mark_failed,
    open_change,
    seal_rows,
    unfinished,
)
from outreach_crm.text import say

# A change of another program that has not written for this long is taken for dead; were it alive, its next step fails.
_SILENCE = timedelta(minutes=10)
# The changes that threads of this process have open, by database and id.
_RUNNING: set[tuple[str, int]] = set()


@frozen
class Change:
    """An open change."""

    id: int
    journal: "Journal"
    in_steps: bool

    @contextmanager
    def step(self) -> Iterator[None]:
        """Do a part of long work in a transaction of its own: at most 20,000 rows and about two seconds.

        Inside a change that is one transaction it is a savepoint.
        """
        with self.journal.accepting(self):
            yield


@define
class Journal:
    """Opens changes on one store, one at a time, in the name of one actor."""

    store: Store
    keyring: Keyring
    actor: Actor
    # The open change, and whether kept tables accept it right now: between the steps of long work they do not.
    open: Change | None = None
    accepts: bool = False

    @property
    def key(self) -> bytes:
        """The key of the journal's digests and links."""
        return self.keyring.secret("journal")

    @contextmanager
    def change(
        self,
        what: str,
        *,
        because: str = "",
        steps: bool = False,
        final: bool = False,
        undoes: int | None = None,
        resumes: int | None = None,
        action: Action | None = Action.WRITE,
    ) -> Iterator[Change]:
        """Open a change, or join the one that is open.

        Args:
            what: what is done, as a reader of the journal will see it: ``add contact``.
            because: why, in the actor's words.
            steps: the work is written inside ``change.step()``, each step a transaction; a change that is killed
                stays open and can be undone or run again.
            final: undo will refuse it.
            undoes: the change this one takes back.
            resumes: a change in steps that was cut off, to go on with under its own number.
            action: what whoever acts must be allowed to do; None for what the program sees to by itself, whoever comes
                first.

        Raises:
            RefusedError: they are not; or their account is retired.
        """
        self._check_allowed(action)
        if self.open is not None:
            with self.accepting(self.open):
                yield self.open
            return
        self._know_actor()
        opening = evolve(self._opening(what, because), final=final, undoes=undoes, resumes=resumes)
        try:
            yield from self._in_steps(opening) if steps else self._at_once(opening)
        finally:
            self.open, self.accepts = None, False
            self.store.bound.change_id = None

    @contextmanager
    def accepting(self, change: Change) -> Iterator[None]:
        """Let kept tables accept one change for one transaction, and seal what it overwrote."""
        if self.open is not change:
            raise RefusedError(say("A step belongs to a change that is open."))
        if self.accepts:
            with self.store.write():
                yield
            return
        self.accepts = True
        try:
            with self.store.write():
                begin = let_write(self.store, change.id)
                yield
                seal_rows(self.store, self.key, begin)
        finally:
            self.accepts = False
            self.store.bound.change_id = change.id

    def cut_off(self, what: str) -> int | None:
        """Return the latest change of that name that was cut off, to be gone on with; None where there is none."""
        found = unfinished(self.store, what)
        return next((entry["id"] for entry in found if not is_running(self.store, entry)), None)

    def _at_once(self, opening: Opening) -> Iterator[Change]:
        with self.store.write():
            self.open = Change(open_change(self.store, opening), self, in_steps=False)
            begin = let_write(self.store, self.open.id)
            self.accepts = True
            yield self.open
            seal_rows(self.store, self.key, begin)
            close_change(self.store, self.open.id, self.key)

    def _in_steps(self, opening: Opening) -> Iterator[Change]:
        with self.store.write():
            change = self.open = Change(open_change(self.store, opening), self, in_steps=True)
            _RUNNING.add((self.store.url, change.id))  # before anybody can see it and take it for interrupted
        try:
            yield change
            with self.store.write():
                close_change(self.store, change.id, self.key)
        except BaseException:
            with suppress(OutreachError), self.store.write():  # what went wrong first is what people should read
                mark_failed(self.store, change.id)
            raise
        finally:
            _RUNNING.discard((self.store.url, change.id))

    def _check_allowed(self, action: Action | None) -> None:
        """Ask the policy; the program itself, and a contact at their own page, write what that offers."""
        offered = self.actor.contact_id is not None and action is Action.WRITE
        if action is not None and not offered and self.actor.via is not Via.PROGRAM:
            demand(self.actor, action)

    def _opening(self, what: str, because: str = "") -> Opening:
        return Opening(actor=self.actor.name, via=self.actor.via, what=what, why=because, process=this_process())

    def _know_actor(self) -> None:
        """Make the account of an actor who writes for the first time, in a change of its own that nothing undoes."""
        if self.actor.account_id is not None:
            check_active(self.store, self.actor.account_id)
            return
        if self.actor.via is Via.PROGRAM or self.actor.contact_id is not None:
            return
        with self.store.write():
            found = account_id(self.store, self.actor.name)
            if found is None:
                entry = open_change(self.store, self._opening("add account"))
                begin = let_write(self.store, entry)
                found = make_account(self.store, self.actor.name)
                self.store.bound.actor_id = found
                self.store.bound.change_id = entry
                seal_rows(self.store, self.key, begin)
                close_change(self.store, entry, self.key)
        self.actor = evolve(self.actor, account_id=found)
        self.store.bound.actor_id = found


def is_running(store: Store, entry: Row) -> bool:
    """Return whether somebody is still at work on a change that was opened and not closed."""
    if entry["failed"]:
        return False
    if entry["process"] == this_process():
        return (store.url, entry["id"]) in _RUNNING
    if has_ended(str(entry["process"])):
        return False
    # Its number may belong to another program by now, or it runs on another machine.
    return store.bound.clock.now() - datetime.fromisoformat(entry["touched_at"]) < _SILENCE


def this_process() -> str:
    """Return where this program runs, as ``host/process id``."""
    return f"{platform.node()}/{os.getpid()}"


def has_ended(process: str) -> bool:
    """Return whether a program, named as by :func:`this_process`, has ended; of other machines nothing is known."""
    host, _, number = process.rpartition("/")
    if host != platform.node() or os.name != "posix":
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
