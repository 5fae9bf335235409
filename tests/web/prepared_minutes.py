"""Minutes in the prepared office: approved and corrected, finished and waiting for approval, and being written."""

from collections.abc import Sequence

from outreach_crm.app import App
from outreach_meetings import service
from outreach_meetings.model.duties import DutyDraft
from outreach_meetings.model.minutes import DecisionDraft, Votes
from outreach_meetings.model.series import Meeting


def minutes(app: App, held: Sequence[Meeting], about: int) -> None:
    """Write minutes of three meetings that were held, the first two in full, with a note on a contact."""
    approved, finished, open_one = held
    for one in (approved, finished):
        _written(app, one, about)
        service.finish(app, one)
    service.approve(app, approved, finished)
    service.correct(app, approved, "Six came, and one by telephone.", why="One was forgotten.", item="0")
    service.correct(app, approved, "We ask for 60 euros.", why="Stamps cost more.", decision=_decided(app, approved))
    service.correct(app, approved, "The key is with Lena.", why="It was left out.")
    service.write(app, open_one, "Five came.")


def _written(app: App, meeting: Meeting, about: int) -> None:
    service.write(app, meeting, "Six came.")
    service.write(app, meeting, "The one who asked is afraid.", restricted=True)
    service.note(app, meeting, "They lend us their hall.", about=str(about))
    votes = Votes(votes_for=2)
    decided = service.decide(app, meeting, DecisionDraft(text="We ask for 50 euros.", votes=votes))
    service.take_on(app, meeting, DutyDraft(title="Buy stamps", owner="Lena", due="2w", decision=decided.name))
    service.letters(app, meeting, {_action(app): 14})


def _action(app: App) -> str:
    """Return an Urgent Action as people cite it."""
    return next(str(one.title) for one in app.plugins.hits(app, "UA") if one.ref and one.ref.kind == "ua_cases")


def _decided(app: App, meeting: Meeting) -> str:
    return service.minutes(app, meeting).decisions[0].name
