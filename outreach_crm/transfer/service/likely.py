"""Finds records that are probably somebody who is in the book under other details."""

from collections.abc import Sequence

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Kind
from outreach_crm.contacts.service import Candidate, Facts, Place, bulk
from outreach_crm.contacts.service.bulk import Whole
from outreach_crm.transfer.service.memory import IMPORT
from outreach_crm.transfer.service.taking import Told


def likely_duplicates(app: App, page: Sequence[Told], sha256: str) -> dict[int, Candidate]:
    """Return by the number of a record the contact it probably is; those that are like nobody are left out.

    What an import of the same file wrote that was cut off is no duplicate: two lines of a file are two, in one run or
    in several.
    """
    asked = [(told, told.whole) for told in page if told.whole is not None]
    found = contacts.candidates_of_many(app, [_facts(told, whole) for told, whole in asked]) if asked else ()
    likely = {told.number: candidates[0] for (told, _), candidates in zip(asked, found, strict=True) if candidates}
    ours = journal.cut_off(app, IMPORT, sha256)
    if not ours or not likely:
        return likely
    known = bulk.load(app, {one.contact_id for one in likely.values()})
    return {number: one for number, one in likely.items() if known[one.contact_id].columns["change_id"] not in ours}


def _facts(told: Told, whole: Whole) -> Facts:
    record, columns = told.record, whole.columns
    return Facts(
        kind=Kind(whole.kind),
        name=whole.name,
        given=columns["given"],
        family=columns["family"],
        also=columns["also"],
        country=columns["country"],
        emails=tuple(one.value for one in record.emails),
        phones=tuple(one.value for one in record.phones),
        webs=tuple(one.value for one in record.webs),
        places=tuple(
            Place(lines=one.lines, postcode=one.postcode, town=one.town, region=one.region, country=one.country)
            for one in record.addresses
        ),
        organisations=(told.organisation,) if told.organisation else (),
        fields=record.own_fields,
        ids=record.ids,
    )
