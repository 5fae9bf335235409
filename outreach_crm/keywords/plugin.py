"""stub"""

from outreach_crm.hooks import hookimpl


@hookimpl
def migrations():
    from outreach_crm.keywords.tables import MIGRATIONS

    return [MIGRATIONS]
