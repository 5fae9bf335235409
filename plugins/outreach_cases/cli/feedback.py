"""The group of commands ``outreach cases feedback``: what is said of decisions, and what becomes of it."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_cases.cli"

feedback = Verbs(
    "feedback",
    {
        "add": f"{_HERE}.feedback_steps:add",
        "answer": f"{_HERE}.feedback_answer:answer",
        "appeal": f"{_HERE}.feedback_steps:appeal",
        "edit": f"{_HERE}.feedback_steps:edit",
        "list": f"{_HERE}.feedback_reading:list_",
        "outcome": f"{_HERE}.feedback_steps:outcome",
        "show": f"{_HERE}.feedback_reading:show",
        "year": f"{_HERE}.feedback_reading:year",
    },
    help="Feedback on decisions: answered with reasons by a day, appealed, concluded.",
)
