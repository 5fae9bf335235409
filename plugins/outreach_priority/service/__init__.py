"""What can be done with priorities; each room is one kind of work, and this is where pages and commands find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_priority.service.closing import again, close
    from outreach_priority.service.comparing import compare
    from outreach_priority.service.deciding import decide, decisions, subject_meant
    from outreach_priority.service.finding import counted, get, listed, resolve, sheet, sheets_of
    from outreach_priority.service.handing_in import hand_in, save
    from outreach_priority.service.opening import open_assessment
    from outreach_priority.service.questionnaires import all_questionnaires
    from outreach_priority.service.scoring import result
    from outreach_priority.service.sealing import seal, sealed, standing
    from outreach_priority.service.telling import story
    from outreach_priority.service.weighing import weigh, weights

__all__ = [
    "again",
    "all_questionnaires",
    "close",
    "compare",
    "counted",
    "decide",
    "decisions",
    "get",
    "hand_in",
    "listed",
    "open_assessment",
    "resolve",
    "result",
    "save",
    "seal",
    "sealed",
    "sheet",
    "sheets_of",
    "standing",
    "story",
    "subject_meant",
    "weigh",
    "weights",
]

_HERE = "outreach_priority.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.closing": "again close",
        f"{_HERE}.comparing": "compare",
        f"{_HERE}.deciding": "decide decisions subject_meant",
        f"{_HERE}.finding": "counted get listed resolve sheet sheets_of",
        f"{_HERE}.handing_in": "hand_in save",
        f"{_HERE}.opening": "open_assessment",
        f"{_HERE}.questionnaires": "all_questionnaires",
        f"{_HERE}.scoring": "result",
        f"{_HERE}.sealing": "seal sealed standing",
        f"{_HERE}.telling": "story",
        f"{_HERE}.weighing": "weigh weights",
    },
)
