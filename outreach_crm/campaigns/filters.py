"""What can be asked of contacts by the campaigns they have a part in."""

from outreach_crm.campaigns import queries, service
from outreach_crm.model import Filter


def filters() -> list[Filter]:
    """Return the condition on campaigns."""
    return [
        Filter(
            key="campaign",
            sentence="have a part in the campaign {value}",
            negated="have no part in the campaign {value}",
            sql=queries.SHARES_IN,
            read=lambda app, text: {"campaign": service.resolve(app, text).id},
            say=lambda app, text: service.resolve(app, text).name,
            keep=lambda app, text: str(service.resolve(app, text).id),
            takes="a campaign",
            choices=lambda app: [(str(one.id), one.name) for one in service.list_campaigns(app, past=True)],
        )
    ]
