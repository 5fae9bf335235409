"""The SQL of answers."""

from outreach_crm.errors import NotFoundError
from outreach_crm.storage import Store
from outreach_crm.text import say
from outreach_mutuality.model.answers import Written
from outreach_mutuality.model.requests import State

_COLUMNS = (
    "select id, request_id, language, text, made_on, sent_on, sent_by, dispatch_id, change_id from mutuality_answers"
)
_ONE = f"{_COLUMNS} where id = :id"
# What was written for a decision that is another one by now answers nothing.
_OF = (
    f"{_COLUMNS} where request_id = :request_id and (sent_on is not null or not exists (select 1"
    " from mutuality_decisions d where d.request_id = mutuality_answers.request_id"
    " and d.change_id > mutuality_answers.change_id)) order by id desc limit 1"
)

_STATE = "select state from mutuality_requests where id = :id"


def one(store: Store, answer_id: int) -> Written:
    """Return an answer.

    Raises:
        NotFoundError: there is none of that number.
    """
    row = store.one(_ONE, id=answer_id)
    if row is None:
        raise NotFoundError(say("There is no answer {answer_id}.", answer_id=answer_id))
    return Written(**row)


def of_request(store: Store, request_id: int) -> Written | None:
    """Return the answer to a request, the latest one; None where none was written since it was decided."""
    row = store.one(_OF, request_id=request_id)
    return Written(**row) if row else None


def state(store: Store, request_id: int) -> State | None:
    """Return how far a request has come, whoever may see whose it is; None where there is none."""
    found = store.value(_STATE, id=request_id)
    return None if found is None else State(found)
