"""What is judged, by whom, by which questions and rules, and what came of it, as records."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_priority.model.assessments import Assessment, AssessmentDraft, Rules, State, Subject
    from outreach_priority.model.decisions import Decision, DecisionDraft
    from outreach_priority.model.questionnaire import SCALE, Analysis, Better, Item, Questionnaire
    from outreach_priority.model.results import Result, Score, Sealed
    from outreach_priority.model.sheets import Answer, Confidence, Sheet, SheetState, Shut, Stance
    from outreach_priority.model.weighting import Judgement, Method, Weighting, Weights, WeightsDraft

__all__ = [
    "SCALE",
    "Analysis",
    "Answer",
    "Assessment",
    "AssessmentDraft",
    "Better",
    "Confidence",
    "Decision",
    "DecisionDraft",
    "Item",
    "Judgement",
    "Method",
    "Questionnaire",
    "Result",
    "Rules",
    "Score",
    "Sealed",
    "Sheet",
    "SheetState",
    "Shut",
    "Stance",
    "State",
    "Subject",
    "Weighting",
    "Weights",
    "WeightsDraft",
]

_HERE = "outreach_priority.model"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.assessments": "Assessment AssessmentDraft Rules State Subject",
        f"{_HERE}.decisions": "Decision DecisionDraft",
        f"{_HERE}.questionnaire": "SCALE Analysis Better Item Questionnaire",
        f"{_HERE}.results": "Result Score Sealed",
        f"{_HERE}.sheets": "Answer Confidence Sheet SheetState Shut Stance",
        f"{_HERE}.weighting": "Judgement Method Weighting Weights WeightsDraft",
    },
)
