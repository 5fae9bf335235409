"""What can be asked of contacts by what they were asked."""

from datetime import timedelta

from outreach_crm.asks.model import State
from outreach_crm.asks.model.ladder import Rung
from outreach_crm.asks.queries import asks as queries
from outreach_crm.asks.queries import ladder
from outreach_crm.model import Filter, by_day, by_term


def filters() -> list[Filter]:
    """Return the conditions on what somebody was asked, and how far that has come."""
    return [
        by_day(
            key="asked-since",
            sentence="were asked something since {value}",
            negated="were asked nothing since {value}",
            sql=queries.ASKED_SINCE,
        ),
        by_term(
            key="ask",
            sentence="have an ask that is {value}",
            negated="have no ask that is {value}",
            sql=queries.IN_STATE,
            known=State,
            what="state of an ask",
        ),
        by_term(
            key="contact-level",
            sentence="are organisations with whom the level of contact is {value}",
            negated="are not organisations with whom the level of contact is {value}",
            sql=ladder.IS_ON,
            known=Rung,
            what="level of contact",
            more=lambda app: {"year_ago": (app.clock.today() - timedelta(days=365)).isoformat()},
        ),
    ]
