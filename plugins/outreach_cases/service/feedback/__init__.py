"""What can be done with feedback on decisions: it is received, answered with reasons, appealed, and concluded."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_cases.service.feedback.counting import feedback_of_year, figures
    from outreach_cases.service.feedback.finding import answers, get, listed, reply, resolve, wanted
    from outreach_cases.service.feedback.leaving import begin, send, settle, ways
    from outreach_cases.service.feedback.receiving import draft_of, edit, receive
    from outreach_cases.service.feedback.stepping import answered, appeal, conclude
    from outreach_cases.service.feedback.wording import write

__all__ = [
    "answered",
    "answers",
    "appeal",
    "begin",
    "conclude",
    "draft_of",
    "edit",
    "feedback_of_year",
    "figures",
    "get",
    "listed",
    "receive",
    "reply",
    "resolve",
    "send",
    "settle",
    "wanted",
    "ways",
    "write",
]

_HERE = "outreach_cases.service.feedback"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.counting": "feedback_of_year figures",
        f"{_HERE}.finding": "answers get listed reply resolve wanted",
        f"{_HERE}.leaving": "begin send settle ways",
        f"{_HERE}.receiving": "draft_of edit receive",
        f"{_HERE}.stepping": "answered appeal conclude",
        f"{_HERE}.wording": "write",
    },
)
