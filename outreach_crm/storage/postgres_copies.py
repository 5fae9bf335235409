"""Copies of a PostgreSQL database by the server's own programs, and its files written anew without what was erased."""

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from tempfile import TemporaryFile
from time import monotonic, sleep
from typing import BinaryIO
from urllib.parse import unquote, urlsplit, urlunsplit

from outreach_crm.errors import OutreachError, StorageError
from outreach_crm.storage.postgres_schema import PostgresSchema
from outreach_crm.storage.store import Store
from outreach_crm.text import say

_STILL_IN_FILES = "The server's files still hold what was erased; run outreach doctor --mend when few are working."
# The server numbers transactions; the snapshot of whoever began to look earlier has a smaller number (a greater age).
_MARK = "select cast(cast(pg_current_xact_id() as xid) as text) as mark"
# So has every snapshot taken while an older transaction is open, be it in another database of the server.
_LOOKING = (
    "select count(*) as n from pg_stat_activity where pid <> pg_backend_pid()"
    " and (coalesce(datname, current_database()) = current_database()"
    " and age(backend_xmin) > age(cast(cast(:mark as text) as xid))"
    " or age(backend_xid) > age(cast(cast(:mark as text) as xid)))"
)
_INVALID = "select cast(indexrelid as regclass)::text as name from pg_index where not indisvalid order by 1"


class PostgresCopies(PostgresSchema):
    """The part of the PostgreSQL store that works on the database as a whole."""

    def purge(self, tables: Sequence[str]) -> str:
        """Write the tables anew, and what the planner noted of their values; the server's own log is not reached."""
        # The planner's notes last: they are made anew of what is left, and the old ones are then rows that went.
        for statement in (f"vacuum (full, analyze) {', '.join(tables)}", "vacuum full pg_statistic"):
            if self.writing or not self._unseen():
                return _STILL_IN_FILES
            try:
                self._command(statement)
            except OutreachError as error:
                return f"{_STILL_IN_FILES} ({error})"
        with suppress(OutreachError):  # only some accounts may; else it comes by itself within minutes
            self._command("checkpoint")
        return ""

    def _unseen(self) -> bool:
        """Wait until nobody looks at the database as it was before; else VACUUM keeps for them what they may see."""
        mark, give_up = self.value(_MARK), monotonic() + self.patience
        while self.value(_LOOKING, mark=mark):
            if monotonic() > give_up:
                return False
            sleep(0.05)
        return True

    def copy(self, out: BinaryIO, folder: Path | None) -> dict[str, int]:
        """Write what ``pg_dump`` makes of the database as it is at one moment; it goes through a pipe only."""
        del folder
        self._check_idle("copied")
        self._command("begin isolation level repeatable read read only")
        try:
            snapshot = self.value("select pg_export_snapshot() as name")
            self._run("pg_dump", "--format=custom", f"--snapshot={snapshot}", out=out)
            return {table: int(self.value(f"select count(*) as n from {table}")) for table in self.tables()}
        finally:
            self._command("rollback")

    def replace(self, source: BinaryIO, prepare: Callable[[Store], None]) -> None:
        """Put a copy in the place of all tables it holds, in one transaction, and prepare it then."""
        self._check_idle("replaced")
        self._run("pg_restore", "--clean", "--if-exists", "--single-transaction", "--exit-on-error", given=source)
        prepare(self)

    def size(self) -> int:
        """Return how large the database is, in bytes."""
        return int(self.value("select pg_database_size(current_database()) as n"))

    def damage(self) -> list[str]:
        """Return the indexes that the server itself set aside; pages it checks as it reads them."""
        return [f"the index {row['name']} is not valid" for row in self.rows(_INVALID)]

    def _run(self, program: str, *options: str, out: BinaryIO | None = None, given: BinaryIO | None = None) -> None:
        """Run one of the server's programs on this database."""
        found = shutil.which(program)
        if found is None:
            raise StorageError(
                say("{program} is missing; install PostgreSQL's client (Debian: postgresql-client).", program=program)
            )
        place, environ = _address(self.url)
        whole = [found, *options, "--no-owner", "--no-privileges", f"--dbname={place}"]
        with TemporaryFile() as errors:
            pipes = {"stdin": PIPE if given else DEVNULL, "stdout": PIPE if out else DEVNULL, "stderr": errors}
            with Popen(whole, env=environ, **pipes) as running:  # type: ignore[call-overload] # noqa: S603
                with suppress(BrokenPipeError):  # it says itself why it read no further
                    if given:
                        shutil.copyfileobj(given, running.stdin)
                    if out:
                        shutil.copyfileobj(running.stdout, out)
                running.communicate()
            errors.seek(0)
            said = " ".join(errors.read().decode(errors="replace").split())
        if running.returncode:
            raise StorageError(say("{program} says: {said}", program=program, said=said[:500]))


def _address(url: str) -> tuple[str, dict[str, str]]:
    """Return an address without its password, which others could read among the arguments, and the environment."""
    parts = urlsplit(url)
    user, _, host = parts.netloc.rpartition("@")
    place = urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}@{host}" if user else host))
    return place, {**os.environ, **({"PGPASSWORD": unquote(parts.password)} if parts.password else {})}
