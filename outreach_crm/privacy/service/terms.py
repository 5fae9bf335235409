"""The terms of the ledger: bases, purposes and channels, those that are shipped and the section's own."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.meaning import suggestion
from outreach_crm.privacy.model import CHANNELS, PURPOSES, Basis, PrivacySettings, Purpose
from outreach_crm.text import say

_FOLDER = Path(__file__).parents[1] / "bases"

T = TypeVar("T", bound=Basis | Purpose)


@frozen
class _File:
    """A file of bases."""

    basis: tuple[Basis, ...]


def bases(app: App) -> list[Basis]:
    """Return the bases one can rely on: those that are shipped, changed and added to by the settings."""
    return _merged(_shipped(), _settings(app).bases)


def purposes(app: App) -> list[Purpose]:
    """Return the purposes there are: those that are shipped, changed and added to by the settings."""
    return _merged(PURPOSES, _settings(app).purposes)


def channels(app: App) -> tuple[str, ...]:
    """Return the ways somebody can be reached: ``email``, ``phone``, ``post``, and the section's own."""
    return tuple(dict.fromkeys((*CHANNELS, *_settings(app).channels)))


def lawful(basis: Basis) -> str:
    """Return the title of a basis with the place in the law that gives it: ``the person's consent (GDPR 6(1)(a))``."""
    return say("{title} ({law})", title=basis.title, law=basis.law) if basis.law else basis.title


def find_basis(app: App, key: str) -> Basis:
    """Return a basis by its key.

    Raises:
        NotFoundError: there is none of that key.
    """
    return _find(bases(app), key, say("basis"), "outreach privacy bases lists them")


def find_purpose(app: App, key: str) -> Purpose:
    """Return a purpose by its key.

    Raises:
        NotFoundError: there is none of that key.
    """
    return _find(purposes(app), key, say("purpose"), "outreach privacy purposes lists them")


def check_channel(app: App, key: str) -> str:
    """Return the key of a channel, or nothing for any of them.

    Raises:
        InvalidInputError: nobody can be reached that way.
    """
    known = channels(app)
    if key and key not in known:
        hint = suggestion(key, known) or say("; there are {names}", names=", ".join(known))
        raise InvalidInputError(say("{key!r} is not a way to reach somebody{hint}.", key=key, hint=hint))
    return key


def _find(known: Iterable[T], key: str, what: str, listed: str) -> T:
    by_key = {one.key: one for one in known}
    if key not in by_key:
        hint = suggestion(key, by_key) or say("; {listed}", listed=listed)
        raise NotFoundError(say("There is no {what} {key!r}{hint}.", what=what, key=key, hint=hint))
    return by_key[key]


def _merged(shipped: Iterable[T], own: Iterable[T]) -> list[T]:
    return list({one.key: one for one in (*shipped, *own)}.values())


def _settings(app: App) -> PrivacySettings:
    return app.settings.of("privacy", PrivacySettings)


@cache
def _shipped() -> tuple[Basis, ...]:
    from outreach_crm.written import read_toml, structure

    files = (structure(read_toml(path), _File, file=path.name) for path in sorted(_FOLDER.glob("*.toml")))
    return tuple(basis for file in files for basis in file.basis)
