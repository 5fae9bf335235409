"""Erasing somebody everywhere: told beforehand, final, and so that no list brings her back."""

from collections.abc import Callable, Iterator, Sequence

from attrs import evolve

from outreach_crm import erasure
from outreach_crm.app import App
from outreach_crm.clock import as_read
from outreach_crm.contacts import service as contacts
from outreach_crm.erasure import ErasureReport
from outreach_crm.errors import RefusedError
from outreach_crm.privacy.model import ErasurePlan
from outreach_crm.privacy.queries import rights as queries
from outreach_crm.privacy.service.suppressing import keep_out, postal_key
from outreach_crm.storage import Row
from outreach_crm.text import count, say, term


def plan_erasure(app: App, contact_id: int) -> ErasurePlan:
    """Return what erasing a contact would do: what goes, what stays and why.

    Raises:
        NotFoundError: there is no such contact.
        RefusedError: it is under a legal hold, or a plugin says not what becomes of its rows.
    """
    contact = contacts.get(app, contact_id)
    _check_hold(app, contact_id)
    addresses = queries.addresses_of(app.store, contact_id)
    report = erasure.plan(app, [contact_id])
    return ErasurePlan(
        contact_id=contact_id,
        contact=contact.name,
        report=report,
        stays=tuple(_stays(report, len(_keys(app, contact_id)))),
        suppressed=tuple(_unshared(addresses)),
        shared=tuple(row["value"] for row in addresses if row["shared"]),
    )


def erase(
    app: App, contact_ids: Sequence[int], *, because: str = "", progress: Callable[[int], None] = lambda _: None
) -> ErasureReport:
    """Erase contacts everywhere, with those merged into them, and keep their addresses out; final.

    An address that somebody else has too stays usable.

    Raises:
        NotFoundError: one of them is not there.
        RefusedError: one of them is under a legal hold; nothing was erased. Or this is called inside a change.
        StorageError: the disk is full or the list of erasures cannot be written.
    """
    if app.journal.open is not None:
        raise RefusedError(say("Nobody can be erased inside another change."))
    for one in contact_ids:
        contacts.get(app, one)
        _check_hold(app, one)
    keys = list(dict.fromkeys(key for one in contact_ids for key in _keys(app, one)))
    if keys:
        keep_out(app, keys)
    report = erasure.erase(app, contact_ids, because=because, keys=keys, progress=progress)
    if not queries.drop_wordings(app.store):  # what nobody else was asked may name the person
        return report
    told = erasure.finish(app, ["consent_wordings"])
    return evolve(report, to_do=tuple(dict.fromkeys((*report.to_do, told)))) if told else report


def _check_hold(app: App, contact_id: int) -> None:
    for one in queries.holds_of(app.store, contact_id):
        until = say(" until {until_on}", until_on=one.until_on) if one.until_on else ""
        raise RefusedError(
            say(
                "{contact} is under a legal hold{until} ({reason}); outreach privacy release {contact_id} ends it.",
                contact=one.contact,
                until=until,
                reason=one.reason,
                contact_id=one.contact_id,
            )
        )


def _keys(app: App, contact_id: int) -> list[str]:
    """Return what the list of erasures says of the addresses of a contact."""
    rows = queries.addresses_of(app.store, contact_id)
    points = [f"{row['kind']}:{row['address_key']}" for row in rows if not row["shared"]]
    postal = queries.postcodes_of(app.store, contact_id)
    return points + [f"post:{postal_key(app, row['name'], row['postcode'])}" for row in postal]


def _unshared(addresses: Sequence[Row]) -> Iterator[str]:
    return (row["value"] for row in addresses if not row["shared"])


def _stays(report: ErasureReport, keys: int) -> Iterator[str]:
    for one in report.tables:
        if one.cleared:
            yield say("{title} ({n}): without the person", title=term(one.title), n=one.cleared)
        if one.shared:
            yield say(
                "{title} ({n}): others share it; names and addresses are blotted out",
                title=term(one.title),
                n=one.shared,
            )
    yield say("the journal: that something was done, when and by whom, not what it said")
    if keys:
        yield count(
            keys,
            "the digest of {n} address, which nobody can read, so that it is not imported or used again",
            "digests of {n} addresses, which nobody can read, so that they are not imported or used again",
        )
    for copy in report.copies:
        until, made = copy.until_on or say("somebody removes it"), as_read(copy.made_at)
        yield say("a copy, until {until}: {place}, of {made}", until=until, place=copy.place, made=made)
