"""Pages of a result: the order and why, what the numbers of each subject rest on, what moved, how firm it is."""

import json
from typing import Any

from attrs import evolve, frozen
from flask import Response, request

from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.machines import as_data
from outreach_crm.policy import Action
from outreach_crm.text import Sentence, read_number, say
from outreach_crm.web.office import Answer
from outreach_crm.web.wording import read
from outreach_priority import plots, service
from outreach_priority.formulas.combination import Rule
from outreach_priority.formulas.robustness import in_words as likely
from outreach_priority.model import Assessment, Result, Score, Sealed, State
from outreach_priority.service import comparing, opinions, picturing, reasons, sealing, telling, tracing, wording
from outreach_priority.service.beside import beside
from outreach_priority.service.working import working
from outreach_priority.web.blueprint import of_assessment, pages, path_to


@frozen(kw_only=True)
class Told:
    """A result as pages show it.

    Args:
        assessment: of which assessment.
        result: what came of it.
        kept: its seal, if it is sealed.
    """

    assessment: Assessment
    result: Result
    kept: Sealed | None

    @property
    def names(self) -> wording.Names:
        """What people call what the result knows by keys."""
        return wording.Names(self.assessment)

    @property
    def seal(self) -> Sentence:
        """Who sealed it, when and why; that it is not sealed; or that it was altered."""
        if self.kept is None:
            return say("Not sealed: this changes with every weight and every decision.")
        if not self.genuine:
            return sealing.altered(self.assessment, self.kept)
        return say(
            "Sealed by {who} on {when}: {why}",
            who=self.kept.sealed_by,
            when=self.kept.sealed_at[:10],
            why=self.kept.because,
        )

    @property
    def genuine(self) -> bool:
        """Whether it is as it was sealed, or not sealed at all."""
        return self.kept is None or self.kept.genuine

    @property
    def whole(self) -> bool:
        """Whether all of it may be seen; of a sealed result what somebody's circles keep from them is left out."""
        return self.kept is None or not self.result.ranked or self.result.unknowns is not None

    @property
    def open(self) -> bool:
        """Whether weights and decisions can still change it."""
        return self.assessment.state is State.CLOSED

    @property
    def to_decide(self) -> list[Score]:
        """What a named person has to decide on, in the order of places."""
        return [one for one in self.result.scores if one.undecided]

    def check(self, score: Score) -> Sentence:
        """Return what the check says of the risks of something, and on which ratings that rests."""
        return reasons.check_in_words(self.names, score)

    def path(self, score: Score) -> str:
        """Return the path of the page of one subject."""
        return path_to("judged", self.assessment, subject=score.subject)


def told_of(app: App, assessment: Assessment) -> Told | Sentence:
    """Return the result that counts, or why there is none to be shown."""
    if assessment.state is State.OPEN:
        return say(
            "There will be a result when this round is closed; sheets are asked for until {day}. Until then nobody sees"
            " what others say.",
            day=assessment.due_on,
        )
    kept = service.sealed(app, assessment)
    if kept and kept.result is None:
        return sealing.altered(assessment, kept)
    found, kept = service.standing(app, assessment)
    return Told(assessment=assessment, result=found, kept=kept)


def shown(template: str, app: App, assessment: Assessment, told: Told | Sentence, **context: Any) -> Answer:
    """Return a page of a result; where there is none, the page that says why."""
    if isinstance(told, str):
        altered = assessment.state is State.SEALED
        return of_assessment("no_result.html", app, assessment, "result", sentence=told, altered=altered)
    return of_assessment(
        template, app, assessment, "result", told=told, result=told.result, names=told.names, say_of=wording, **context
    )


@pages.look("/<int:assessment_id>/result")
def result(app: App, assessment_id: int) -> Answer:
    """Show what an assessment comes to: the order, what is to be said of it, and what to decide."""
    assessment = service.get(app, assessment_id)
    told = told_of(app, assessment)
    if isinstance(told, str):
        return shown("", app, assessment, told)
    # How often each is first in many draws is a question of its own, and has a page of its own.
    told = evolve(told, result=evolve(told.result, robustness=None, opinions=()))
    first, *further = telling.chapters(assessment, told.result)
    earlier = comparing.latest(app, assessment)
    since = (comparing.beside(earlier), comparing.in_words(assessment, earlier)) if earlier else None
    return shown(
        "result.html",
        app,
        assessment,
        told,
        first=first,
        further=further,
        since=since,
        pictures=pictures(told),
        no_pictures=say(plots.NO_PICTURES),
    )


def pictures(told: Told) -> list[tuple[str, str, Sentence]]:
    """Return the pictures that can be drawn of a result: the name, the title and what it says in words."""
    names = [name for name in plots.TITLES if name in plots.there_are(told.result)]
    return [
        (name, say(plots.TITLES[name]), picturing.in_words(name, told.assessment, told.result))
        for name in names
        if plots.is_there()
    ]


@pages.look("/<int:assessment_id>/result.json", Action.EXPORT)
def result_json(app: App, assessment_id: int) -> Answer:
    """Give all numbers of a result with what they were made of, as a file."""
    assessment = service.get(app, assessment_id)
    found, kept = service.standing(app, assessment)
    text = json.dumps(as_data(tracing.trace(assessment, found, kept)), ensure_ascii=False, indent=2) + "\n"
    return Response(text, mimetype="application/json")


@pages.look("/<int:assessment_id>/result/<string:subject>")
def judged(app: App, assessment_id: int, subject: str) -> Answer:
    """Show what is said of one subject, and all that its numbers rest on."""
    assessment = service.get(app, assessment_id)
    told = told_of(app, assessment)
    if isinstance(told, str):
        return shown("", app, assessment, told)
    score = score_of(told, subject)
    others = [one for one in told.result.ranked if one.subject != score.subject]
    other = next((one for one in others if one.subject == request.args.get("beside")), _neighbour(told.result, score))
    return shown(
        "judged.html",
        app,
        assessment,
        told,
        score=score,
        about=reasons.about(assessment, told.result, score.subject),
        working=working(told.names, told.result, score),
        others=others,
        beside=beside(told.names, told.result, score, other) if other else None,
        weight={item: one.weight for side in told.result.weights for item, one in side.items.items()},
    )


def _neighbour(found: Result, score: Score) -> Score | None:
    """Return what something is compared with unless somebody asks: the one before it, and of the first the next."""
    order = [one.subject for one in found.ranked]
    if score.subject not in order or len(order) < 2:
        return None
    at = order.index(score.subject)
    return found.ranked[at - 1 if at else 1]


def score_of(told: Told, subject: str) -> Score:
    """Return what is said of one subject.

    Raises:
        NotFoundError: it is not in the result, or nothing that may be seen.
    """
    score = told.result.score(subject)
    if score is None:
        raise NotFoundError(say("This is not judged in {title}.", title=told.assessment.title))
    return score


@pages.look("/<int:assessment_id>/compare")
def compare(app: App, assessment_id: int) -> Answer:
    """Show what moved since a round before, or since an earlier result, and why."""
    assessment = service.get(app, assessment_id)
    told = told_of(app, assessment)
    if isinstance(told, str):
        return shown("", app, assessment, told)
    until, other = (read_number(request.args.get(name, "")) for name in ("round", "with"))
    found: comparing.Comparison | None
    if until:
        found = service.compare(app, assessment, until=until)
    elif other:
        found = service.compare(app, assessment, earlier=service.get(app, other))
    else:
        found = comparing.latest(app, assessment)
    sentences = comparing.in_words(assessment, found) if found else []
    return shown(
        "compare.html",
        app,
        assessment,
        told,
        found=found,
        sentences=sentences,
        beside=comparing.beside(found) if found else "",
        choices=_earlier(app, assessment),
    )


def _earlier(app: App, assessment: Assessment) -> list[tuple[Sentence, str]]:
    """Return with what a result can be compared, each with the path of that page."""
    path = path_to("compare", assessment)
    rounds = [(say("Round {n}", n=n), f"{path}?round={n}") for n in range(assessment.round - 1, 0, -1)]
    sealed = [one for one in service.listed(app) if one.state is State.SEALED and one.sector == assessment.sector]
    others = [(say("{title}", title=one.title), f"{path}?with={one.id}") for one in sealed if one.id != assessment.id]
    return rounds + others


@pages.look("/<int:assessment_id>/firmness")
def firmness(app: App, assessment_id: int) -> Answer:
    """Show how firm the order is: in how many plausible cases it holds, and between which weights."""
    assessment = service.get(app, assessment_id)
    told = told_of(app, assessment)
    if isinstance(told, str):
        return shown("", app, assessment, told)
    told = drawn(told)
    found = told.result
    robust = found.robustness
    order = [one.subject for one in found.ranked]
    words = {key: say(telling.LIKELY[likely(one.ranks[0])]) for key, one in robust.standings.items()} if robust else {}
    return shown(
        "firmness.html",
        app,
        assessment,
        told,
        robust=robust,
        order=order,
        words=words,
        sentences=[*telling.robust(told.names, found)],
        items_of=lambda one: [found.items[place] for place in one.items],
        multiplied=found.rules.combining is Rule.GEOMETRIC,
        drawable=plots.is_there(),
    )


def drawn(told: Told) -> Told:
    """Return a result with as many draws as can be made while somebody waits, and with second opinions.

    Draws that were sealed with it stay. Of a part of a result nothing is drawn: that would be another one.
    """
    found = told.result
    if not told.whole:
        return told
    if found.robustness is None and found.rules.combining is Rule.GEOMETRIC:
        draws = opinions.draws_at_once(found)
        found = evolve(found, robustness=opinions.robust(told.assessment, found, draws=draws))
    return evolve(told, result=evolve(found, opinions=opinions.second(found)))


@pages.look("/<int:assessment_id>/picture/<string:name>.svg")
def picture(app: App, assessment_id: int, name: str) -> Answer:
    """Draw a picture of a result."""
    assessment = service.get(app, assessment_id)
    if name not in plots.PLOTS:
        raise NotFoundError(say("There is no such picture."))
    found, kept = service.standing(app, assessment)
    told = Told(assessment=assessment, result=found, kept=kept)
    if name == "shares":
        told = drawn(told)
    spec = plots.PLOTS[name](assessment, told.result)
    return Response(plots.drawn(spec, read=read), mimetype="image/svg+xml")
