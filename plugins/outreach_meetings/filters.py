"""What can be asked of contacts by the meetings they were at."""

from outreach_crm.groups import service as groups
from outreach_crm.model import Filter, by_day
from outreach_meetings.queries import searching as queries


def filters() -> list[Filter]:
    """Return the conditions on the groups somebody met with, and on when they were last at a meeting."""
    return [
        Filter(
            key="met-with",
            sentence="were at a meeting of {value}",
            negated="were at no meeting of {value}",
            sql=queries.MET_WITH,
            read=lambda app, text: {"group": groups.resolve(app, text).contact_id},
            say=lambda app, text: groups.resolve(app, text).name,
            keep=lambda app, text: str(groups.resolve(app, text).contact_id),
            takes="one of our groups",
            choices=lambda app: [(str(one.contact_id), one.name) for one in groups.list_groups(app)],
        ),
        by_day(
            key="met-since",
            sentence="were at a meeting since {value}",
            negated="were at no meeting since {value}",
            sql=queries.MET_SINCE,
        ),
    ]
