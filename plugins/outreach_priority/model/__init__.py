"""What is judged, by whom, by which questions and rules, and what came of it, as records."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_priority.model.assessments import Assessment, AssessmentDraft, Combining, Rules, State, Subject
    from outreach_priority.model.questionnaire import SCALE, Analysis, Better, Item, Questionnaire
    from outreach_priority.model.sheets import Answer, Confidence, Sheet, SheetState, Stance

__all__ = [
    "SCALE",
    "Analysis",
    "Answer",
    "Assessment",
    "AssessmentDraft",
    "Better",
    "Combining",
    "Confidence",
    "Item",
    "Questionnaire",
    "Rules",
    "Sheet",
    "SheetState",
    "Stance",
    "State",
    "Subject",
]

_HERE = "outreach_priority.model"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.assessments": "Assessment AssessmentDraft Combining Rules State Subject",
        f"{_HERE}.questionnaire": "SCALE Analysis Better Item Questionnaire",
        f"{_HERE}.sheets": "Answer Confidence Sheet SheetState Stance",
    },
)
