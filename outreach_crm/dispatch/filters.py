"""What can be asked of contacts: who received a mailing, and who missed it."""

from outreach_crm.dispatch.queries import records
from outreach_crm.dispatch.service import list_dispatches, resolve
from outreach_crm.model import Filter


def filters() -> list[Filter]:
    """Return the conditions; a mailing is saved by its number."""
    return [
        Filter(
            key=key,
            sentence=f"{verb} the mailing {{value}}",
            negated=f"did not {plain} the mailing {{value}}",
            sql=sql,
            read=lambda app, text: {"dispatch_id": resolve(app, text).id},
            say=lambda app, text: resolve(app, text).name,
            keep=lambda app, text: str(resolve(app, text).id),
            takes="a mailing",
            choices=lambda app: [(str(one.id), one.name) for one in list_dispatches(app, everything=True)],
        )
        for key, verb, plain, sql in (
            ("received", "received", "receive", records.RECEIVED),
            ("missed", "should have received and missed", "miss", records.MISSED),
        )
    ]
