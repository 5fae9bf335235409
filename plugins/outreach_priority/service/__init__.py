"""What can be done with priorities; each room is one kind of work, and this is where pages and commands find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_priority.service.finding import counted, get, listed, resolve, sheets_of
    from outreach_priority.service.questionnaires import all_questionnaires

__all__ = ["all_questionnaires", "counted", "get", "listed", "resolve", "sheets_of"]

_HERE = "outreach_priority.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.finding": "counted get listed resolve sheets_of",
        f"{_HERE}.questionnaires": "all_questionnaires",
    },
)
