"""Jobs as files: a file is written aside, its sheets are written down, and then it takes its name, which tells all.

So whatever has a name is known sheet by sheet, and what is made again for somebody whose sheet may have been seen is
marked as a copy. A program that is killed on the way leaves a part, which the next one names or takes away.
"""

import hashlib
import os
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.change import has_ended, this_process
from outreach_crm.dispatch import service as dispatch
from outreach_crm.errors import DeliveryError, RefusedError
from outreach_crm.storage.private_file import sync_folder, write_private
from outreach_crm.text import fold, say
from outreach_post.model import JobKind, PostSettings
from outreach_post.queries import jobs

_PLAIN = re.compile(r"[^a-z0-9]+")
_PART = re.compile(r"\.(\d+) .*\.part")
_LONGEST_NAME = 60


@frozen(kw_only=True)
class Print:
    """A document to be filed: its PDF, and a row for each of its sheets."""

    pdf: bytes
    sheets: Sequence[Mapping[str, object]]


def open_files(app: App, place: str) -> "Files":
    """Return the folder a mailing names, else that of ``[post] folder``, else one in the user's data folder.

    Raises:
        DeliveryError: it cannot be made or written to.
    """
    path = dispatch.writable_folder(place or app.settings.of("post", PostSettings).folder, usual="post")
    files = Files(app, path.absolute())
    files.tidy()
    return files


@frozen
class Files:
    """A folder with the files of jobs."""

    app: App
    path: Path

    def make(
        self, kind: JobKind, dispatch_id: int, title: str, language: str, printed: Callable[[int], Print]
    ) -> tuple[int, Path]:
        """Make a job and its file.

        Args:
            kind: what it makes.
            dispatch_id: which mailing it is of.
            title: the name of that mailing, for the name of the file.
            language: of what is printed.
            printed: makes the document, given the number of the job.

        Returns:
            The number of the job, and its file.

        Raises:
            DeliveryError: the disk is full, or the folder is gone.
        """
        with self.app.store.write():
            job_id = jobs.begin(self.app.store, kind.value, dispatch_id, language, this_process())
        one = printed(job_id)
        final = self.path / _file_name(job_id, kind, title, language)
        part = self.path / f".{job_id} {final.name}.part"
        try:
            _write(part, one.pdf)
            with self.app.store.write():
                jobs.made(self.app.store, job_id, str(final), _digest(one.pdf), one.sheets)
            part.replace(final)
            sync_folder(self.path)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise DeliveryError(
                say("The folder {path} cannot be written to: {strerror}.", path=self.path, strerror=error.strerror)
            ) from error
        return job_id, final

    def tidy(self) -> None:
        """Name what programs that were killed had only to name, and take away what they left half done."""
        for part in self.path.glob(".* *.part"):
            found = _PART.fullmatch(part.name)
            job = jobs.making(self.app.store, int(found[1])) if found else None
            if job is None or not has_ended(job["process"]):
                continue
            with suppress(OSError):
                if job["made"] and is_whole(part, job["digest"]):
                    part.replace(job["file"])
                else:
                    part.unlink(missing_ok=True)


def is_whole(file: Path, digest: str) -> bool:
    """Tell whether a file is there as it was made."""
    try:
        return _digest(file.read_bytes()) == digest
    except OSError:
        return False


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(part: Path, data: bytes) -> None:
    handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _file_name(job_id: int, kind: JobKind, title: str, language: str) -> str:
    name = _PLAIN.sub("-", fold(title)).strip("-")[:_LONGEST_NAME].strip("-")
    tongue = _PLAIN.sub("-", fold(language)).strip("-")
    return f"{kind.value} {job_id} {name or 'mailing'} {tongue}.pdf"


def write_file(file: Path, data: bytes, *, replace: bool) -> None:
    """Write a file for its owner's eyes only, whole or not at all.

    Raises:
        RefusedError: it is there, and is not to be replaced.
        StorageError: it cannot be written.
    """
    if file.exists() and not replace:
        raise RefusedError(say("{file} is there already; give another name, or --replace.", file=file))
    write_private(file, data)
