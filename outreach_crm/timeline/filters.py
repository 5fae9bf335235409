"""What can be asked of contacts by what happened with them."""

from outreach_crm.model import Filter, by_day
from outreach_crm.timeline import queries


def filters() -> list[Filter]:
    """Return the conditions on the last contact and the agreed rhythm."""
    return [
        Filter(
            key="contacted",
            sentence="have been in touch with us",
            negated="have never been in touch with us",
            sql=queries.CONTACTED,
            takes="",
        ),
        by_day(
            key="contacted-since",
            sentence="have been in touch with us since {value}",
            negated="have not been in touch with us since {value}",
            sql=queries.CONTACTED_SINCE,
        ),
        by_day(
            key="contacted-before",
            sentence="were last in touch with us before {value}",
            negated="were not last in touch with us before {value}",
            sql=queries.CONTACTED_BEFORE,
        ),
        Filter(
            key="overdue",
            sentence="have waited longer for a word from us than was agreed",
            negated="have not waited longer for a word from us than was agreed",
            sql=queries.OVERDUE,
            takes="",
        ),
    ]
