"""What can be asked of contacts: who received a mailing, who missed it, and who was sent anything lately."""

from attrs import evolve

from outreach_crm.dispatch.queries import records
from outreach_crm.dispatch.service import list_dispatches, resolve
from outreach_crm.model import Filter, by_day


def filters() -> list[Filter]:
    """Return the conditions; a mailing is saved by its number."""
    since = by_day(
        key="sent-since",
        sentence="were sent something since {value}",
        negated="were sent nothing since {value}",
        sql=records.SENT_SINCE,
    )
    return [since, *_of_a_mailing()]


def _of_a_mailing() -> list[Filter]:
    return [
        evolve(
            asked,
            read=lambda app, text: {"dispatch_id": resolve(app, text).id},
            say=lambda app, text: resolve(app, text).name,
            keep=lambda app, text: str(resolve(app, text).id),
            takes="a mailing",
            choices=lambda app: [(str(one.id), one.name) for one in list_dispatches(app, everything=True)],
        )
        for asked in (
            Filter(
                key="received",
                sentence="received the mailing {value}",
                negated="did not receive the mailing {value}",
                sql=records.RECEIVED,
            ),
            Filter(
                key="missed",
                sentence="should have received and missed the mailing {value}",
                negated="did not miss the mailing {value}",
                sql=records.MISSED,
            ),
        )
    ]
