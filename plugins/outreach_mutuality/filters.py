"""What can be asked of contacts by what they asked of us, and by what we promised them."""

from outreach_crm.model import Filter, by_day, by_term
from outreach_crm.text import Term
from outreach_mutuality.model.requests import RequestKind
from outreach_mutuality.queries import searching as queries


class SoFar(Term):
    """How far a request has come, as one asks for it."""

    # They have no answer yet.
    OPEN = "open"
    # We met it, whole or in part.
    MET = "met"
    # We offered something else.
    ELSE = "something else"
    # We declined it, or referred them to others.
    DECLINED = "declined"


class Promised(Term):
    """How a promise of ours stands."""

    OPEN = "open"
    OVERDUE = "overdue"


def filters() -> list[Filter]:
    """Return the conditions on what somebody asked of us, and on what we promised them."""
    return [
        by_term(
            key="request",
            sentence="have a request that is {value}",
            negated="have no request that is {value}",
            sql=queries.IS_SO_FAR,
            known=SoFar,
            what="state of a request",
        ),
        by_term(
            key="requested",
            sentence="have asked us for this: {value}",
            negated="have not asked us for this: {value}",
            sql=queries.OF_KIND,
            known=RequestKind,
            what="kind of request",
        ),
        by_day(
            key="requested-since",
            sentence="asked something of us since {value}",
            negated="asked nothing of us since {value}",
            sql=queries.SINCE,
        ),
        by_term(
            key="promise",
            sentence="have a promise of ours that is {value}",
            negated="have no promise of ours that is {value}",
            sql=queries.PROMISED,
            known=Promised,
            what="promise",
        ),
    ]
