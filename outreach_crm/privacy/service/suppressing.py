"""Suppressions: addresses that must not be used nor come back, kept as keyed digests and so without any data."""

import unicodedata
from collections.abc import Iterable

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import PointKind
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.privacy.model import CHANNELS, KnownAddress, Suppression
from outreach_crm.privacy.queries import records as queries
from outreach_crm.privacy.queries import rights
from outreach_crm.privacy.service.terms import check_channel, find_purpose
from outreach_crm.text import fold, say, words

# Why the addresses of who is erased are suppressed.
ERASED = "erased"


def suppress(
    app: App,
    address: str,
    *,
    everywhere: bool = False,
    purpose: str = "",
    reason: str = "",
    because: str = "",
) -> Suppression:
    """Suppress an e-mail address or telephone number, in any spelling; one that is there stays as it is.

    Args:
        app: the App.
        address: as people write it.
        everywhere: whoever has this address is reached by no way any more; else only not by this address's way.
        purpose: only for this purpose; else for all.
        reason: why, in a word without names: ``unsubscribed``, ``erased``.
        because: why, for the journal.

    Raises:
        InvalidInputError: it is neither an e-mail address nor a telephone number.
        NotFoundError: there is no such purpose.
    """
    kind, key = _known_as(app, address)
    return put(
        app, kind.value, key, channel="" if everywhere else kind.value, purpose=purpose, reason=reason, because=because
    )


def allow(app: App, address: str, *, postcode: str = "", because: str = "") -> list[Suppression]:
    """Let an address be used again, because its owner asked for it; return what was lifted.

    Args:
        app: the App.
        address: an e-mail address, a telephone number, or with ``postcode`` a name.
        postcode: of a name to which letters may go again.
        because: why; needed.

    Raises:
        InvalidInputError: there is no reason, or it is no address.
        NotFoundError: it is not suppressed.
    """
    if not because.strip():
        raise InvalidInputError(say("Say who asked for it: --because WHO."))
    key = postal_key(app, address, postcode) if postcode else _known_as(app, address)[1]
    with app.change("allow address", because=because):
        there = queries.suppressions_of(app.store, key)
        if not there:
            raise NotFoundError(say("That address is not suppressed."))
        for one in there:
            app.store.delete("suppressions", one.id)
        return there


def keep_out(app: App, keys: Iterable[str]) -> None:
    """Suppress again the addresses of who was erased, as :func:`outreach_crm.erasure.erase` was given them.

    Args:
        app: the App.
        keys: ``email:…``, ``phone:…`` or ``post:…`` with keyed digests; others belong to somebody else.
    """
    parted = [key.partition(":") for key in keys]
    with app.change("suppress addresses", because=ERASED, final=True):
        for kind, _, key in parted:
            if kind in CHANNELS:
                put(app, kind, key, channel="post" if kind == "post" else "", reason=ERASED)


def _known_as(app: App, address: str) -> tuple[PointKind, str]:
    address = _visible(address)
    kind = PointKind.EMAIL if "@" in address else PointKind.PHONE
    return kind, contacts.address_key(app, contacts.read_point(kind, address, app.section.country))


def _visible(text: str) -> str:
    """Return what of a text can be seen, wide and narrow letters as the plain ones (NFKC)."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")


def suppress_post(
    app: App, name: str, postcode: str, *, purpose: str = "", reason: str = "", because: str = ""
) -> Suppression:
    """Suppress letters to a name at a postcode; see :func:`suppress`.

    Raises:
        InvalidInputError: there is no name or no postcode.
        NotFoundError: there is no such purpose.
    """
    if not words(name) or not words(postcode):
        raise InvalidInputError(say("A postal suppression needs the name and the postcode."))
    key = postal_key(app, name, postcode)
    return put(app, "post", key, channel="post", purpose=purpose, reason=reason, because=because)


def put(
    app: App, kind: str, key: str, *, channel: str, purpose: str = "", reason: str = "", because: str = ""
) -> Suppression:
    """Write a suppression of a keyed digest, or return the one that is there.

    Raises:
        InvalidInputError: there is no such channel.
        NotFoundError: there is no such purpose.
    """
    if purpose:
        find_purpose(app, purpose)
    check_channel(app, channel)
    with app.change("suppress address", because=because or reason):
        there = queries.suppression(app.store, key, channel, purpose)
        if there is None:
            values = {"kind": kind, "address_key": key, "channel": channel, "purpose": purpose}
            since = app.clock.today().isoformat()
            app.store.insert("suppressions", {**values, "reason": " ".join(reason.split()), "since": since})
            there = queries.suppression(app.store, key, channel, purpose)
        if there is None:
            raise InvalidInputError(say("The suppression could not be written."))
        return there


def list_suppressions(app: App, limit: int = 100) -> list[Suppression]:
    """Return the latest suppressions, newest first."""
    return queries.suppressions(app.store, limit)


def suppressions_of(app: App, contact_id: int) -> list[Suppression]:
    """Return the suppressions that hold for an address of a contact."""
    return queries.suppressed_of(app.store, contact_id)


def addresses_of(app: App, contact_id: int) -> list[KnownAddress]:
    """Return the e-mail addresses and telephone numbers of a contact, which can be suppressed."""
    return [
        KnownAddress(kind=row["kind"], value=row["value"], shared=bool(row["shared"]))
        for row in rights.addresses_of(app.store, contact_id)
    ]


def is_suppressed(app: App, keys: Iterable[str]) -> set[str]:
    """Return those of some keyed digests that are suppressed for any channel or purpose: who has one stays out.

    Args:
        app: the App.
        keys: digests as in ``contact_points.address_key``, and those that :func:`postal_key` makes.
    """
    return queries.suppressed_among(app.store, keys)


def postal_key(app: App, name: str, postcode: str) -> str:
    """Return the keyed digest of a name at a postcode; order, case, accents and blanks do not matter."""
    code = "".join(words(postcode)) if postcode else ""
    return contacts.address_key(app, f"{' '.join(sorted(words(name)))}\n{fold(code)}")
