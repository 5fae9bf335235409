"""The SQL of answers."""

from outreach_crm.errors import NotFoundError
from outreach_crm.storage import Store
from outreach_mutuality.model.answers import Written

_COLUMNS = "select id, request_id, language, text, made_on, sent_on, sent_by, change_id from mutuality_answers"
_ONE = f"{_COLUMNS} where id = :id"
_OF = f"{_COLUMNS} where request_id = :request_id order by id desc limit 1"


def one(store: Store, answer_id: int) -> Written:
    """Return an answer.

    Raises:
        NotFoundError: there is none of that number.
    """
    row = store.one(_ONE, id=answer_id)
    if row is None:
        raise NotFoundError(f"There is no answer {answer_id}.")
    return Written(**row)


def of_request(store: Store, request_id: int) -> Written | None:
    """Return the answer to a request, the latest one."""
    row = store.one(_OF, request_id=request_id)
    return Written(**row) if row else None
