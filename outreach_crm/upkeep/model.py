"""What a check of the installation finds, what a backup is, and what came of a restore."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen, validators


@frozen
class BackupSettings:
    """Backups: the folder they go to, the age recipients who can open them, and the days each is kept.

    ``recipients`` are public keys (``age1…`` or ``ssh-ed25519 …``); with any of them backups are encrypted, and two are
    better than one, because a key may be lost. After ``remind_days`` without a backup ``outreach doctor`` says so.
    """

    folder: str = ""
    recipients: tuple[str, ...] = ()
    keep_days: int = field(default=90, validator=validators.ge(1))
    remind_days: int = field(default=7, validator=validators.ge(1))


@frozen
class JournalSettings:
    """The journal: after so many days it forgets what rows were before they changed, and they cannot be taken back."""

    keep_days: int = field(default=400, validator=validators.ge(1))


@frozen(kw_only=True)
class Finding:
    """One thing that was looked at: what, whether it is in order, and a sentence that says what to do."""

    subject: str
    ok: bool
    sentence: str


@frozen(kw_only=True)
class Examination:
    """What a check of the installation found, and when it was made (UTC)."""

    at: str
    findings: tuple[Finding, ...]


@frozen(kw_only=True)
class Setting:
    """A setting as somebody looks it up.

    Args:
        key: its name.
        explanation: what it is for.
        value: what holds, as it is written; what nobody may read is hidden.
        place: where it is set: a file or a variable; empty where nobody set it.
        line: how it is written in the file.
    """

    key: str
    explanation: str
    value: str
    place: str
    line: str


@frozen(kw_only=True)
class SettingsShown:
    """A table of settings as somebody looks it up: its name, what it is about, and each setting."""

    name: str
    explanation: str
    settings: tuple[Setting, ...]


@frozen(kw_only=True)
class Manifest:
    """What a backup says of itself: which program made it when (UTC), of what, and what is in it.

    Args:
        program: version of the program.
        made_at: the moment of the copy.
        engine: ``sqlite`` or ``postgresql``.
        rows: how many rows each table has.
        sha256: digest of the copy.
        proof: keyed digest of all of that; who has not the key of the database cannot make one.
    """

    program: str
    made_at: str
    engine: str
    rows: Mapping[str, int]
    sha256: str
    proof: str = ""


@frozen(kw_only=True)
class Backup:
    """A backup as a list shows it: the file, when it was made (UTC), its size in bytes, and when it is removed."""

    place: str
    made_at: str
    bytes: int
    encrypted: bool
    until_on: date


@frozen(kw_only=True)
class BackupReport:
    """A backup that was made: its manifest, which older ones were removed, and what must be kept besides it."""

    backup: Backup
    manifest: Manifest
    removed: tuple[str, ...]
    keep_apart: tuple[str, ...]


@frozen(kw_only=True)
class RestoreReport:
    """What came of a restore, or would come of it.

    Args:
        manifest: what the backup says of itself; all of it was compared with what is in it.
        restored: whether it took the place of the database; not where it was only checked.
        rows: how many rows there are in all.
        erased_again: how many contacts had been erased since and were erased again.
        kept: backup of what there was before; empty where there was nothing.
        problems: sentences on what is not in order.
    """

    manifest: Manifest
    restored: bool
    rows: int
    erased_again: int = 0
    kept: str = ""
    problems: tuple[str, ...] = ()


@frozen(kw_only=True)
class NewPlugin:
    """A plugin that was begun: its name, its folder, what was written there, and what to type next."""

    name: str
    folder: str
    files: tuple[str, ...]
    following: tuple[str, ...]
