"""What can be done with priorities; each room is one kind of work, and this is where pages and commands find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_priority.service.closing import again, close
    from outreach_priority.service.finding import counted, get, listed, resolve, sheet, sheets_of
    from outreach_priority.service.handing_in import hand_in, save
    from outreach_priority.service.opening import open_assessment
    from outreach_priority.service.questionnaires import all_questionnaires

__all__ = [
    "again",
    "all_questionnaires",
    "close",
    "counted",
    "get",
    "hand_in",
    "listed",
    "open_assessment",
    "resolve",
    "save",
    "sheet",
    "sheets_of",
]

_HERE = "outreach_priority.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.closing": "again close",
        f"{_HERE}.finding": "counted get listed resolve sheet sheets_of",
        f"{_HERE}.handing_in": "hand_in save",
        f"{_HERE}.opening": "open_assessment",
        f"{_HERE}.questionnaires": "all_questionnaires",
    },
)
