"""What tests of effort and plans share: what three advisers say of three sectors, and where the pages stand."""

from outreach_crm.app import App
from outreach_priority import service
from outreach_priority.model import Assessment
from tests.outreach_priority.builders import Ratings

# Strong in both analyses; at home only; with a risk that three see.
SAID: Ratings = {
    "medical": (4, 4, 3, 2, 4, 0, 0, 0),
    "unions": (4, 0, 1, 2, 3, 0, 0, 0),
    "legal": (3, 3, 3, 2, 3, 2, 0, 0),
}
THERE = "staff_hours=170&volunteer_hours=700&money=&reserve=0"


def sealed(app: App, assessment: Assessment) -> Assessment:
    """Seal a result."""
    service.seal(app, assessment, because="the board agreed")
    return service.get(app, assessment.id)


def effort(assessment: Assessment, asked: str = "") -> str:
    """The path of the page of effort."""
    return f"/priorities/{assessment.id}/effort{'?' if asked else ''}{asked}"


def adoption(assessment: Assessment, asked: str = THERE) -> str:
    """The path of the page on which plans are made."""
    return f"/priorities/{assessment.id}/adopt?{asked}"
