"""Weights: what each person says of the items, checked and kept, and what a group comes to together (F18)."""

import json
from collections.abc import Iterable, Sequence

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError, RefusedError
from outreach_crm.meaning import suggestion
from outreach_crm.text import later, say
from outreach_priority.formulas import ahp
from outreach_priority.formulas.weights import GroupWeight, group
from outreach_priority.model import Analysis, Assessment, Judgement, Method, State, Weighting, Weights, WeightsDraft
from outreach_priority.model.weighting import WEIGHED, SetBy
from outreach_priority.queries import weightings as rows
from outreach_priority.service.judging import found_in, matrix

MEAN = later("mean of the weights")
COMPARED = later("geometric mean of the comparisons")
_DOUBTFUL_FROM = 0.10


def weigh(app: App, assessment: Assessment, draft: WeightsDraft, *, because: str = "") -> Weighting:
    """Keep what one person says of the items of one analysis, in place of what they said before.

    Args:
        app: the App.
        assessment: of which assessment.
        draft: what they say.
        because: why.

    Raises:
        RefusedError: the assessment is sealed.
        InvalidInputError: an item is not of that analysis, one is missing or there twice, or weights sum to nothing.
    """
    check_unsealed(assessment)
    items = _items(assessment, draft.analysis)
    draft = evolve(draft, said=_known(assessment, draft), set_by=" ".join(draft.set_by.split()) or app.actor.name)
    found = found_in(items, draft.method, draft.said)
    written = {
        "set_on": app.clock.today().isoformat(),
        "method": str(draft.method),
        "said": rows.written(draft.said),
        "weights": json.dumps(dict(found.weights)),
    }
    with app.change("set weights", because=because):
        there = rows.row_of(app.store, assessment.id, draft.analysis, draft.set_by)
        if there is None:
            whose = {"assessment_id": assessment.id, "analysis": str(draft.analysis), "set_by": draft.set_by}
            there = app.store.insert("priority_weightings", {**whose, **written})
        else:
            app.store.update("priority_weightings", there, written)
        return next(one for one in weightings(app, assessment) if one.id == there)


def drop(app: App, assessment: Assessment, set_by: str, *, because: str = "") -> int:
    """Take away what one person said of the items of both analyses, and return the change.

    Raises:
        RefusedError: the assessment is sealed.
        NotFoundError: they set no weights.
    """
    check_unsealed(assessment)
    theirs = [one for one in weightings(app, assessment) if one.set_by.casefold() == set_by.strip().casefold()]
    if not theirs:
        raise NotFoundError(
            say("{set_by} has set no weights in {assessment}.", set_by=set_by, assessment=assessment.title)
        )
    with app.change("take away weights", because=because) as change:
        for one in theirs:
            app.store.delete("priority_weightings", one.id)
        return change.id


def weightings(app: App, assessment: Assessment) -> list[Weighting]:
    """Return what everybody said, with how far it agrees with itself."""
    return [_judged(assessment, one) for one in rows.of_assessment(app.store, assessment.id)]


def weights(app: App, assessment: Assessment) -> tuple[Weights, ...]:
    """Return what the items of the two analyses weigh: international, domestic; all the same where nobody said so."""
    said = weightings(app, assessment)
    return tuple(
        _together(_items(assessment, analysis), analysis, [one for one in said if one.analysis is analysis])
        for analysis in WEIGHED
    )


def check_unsealed(assessment: Assessment) -> None:
    """Refuse what would change a result that stands for good.

    Raises:
        RefusedError: it is sealed.
    """
    if assessment.state is State.SEALED:
        raise RefusedError(
            say("{assessment} is sealed: its weights and decisions stand as they are.", assessment=assessment.title)
        )


def read_judgements(
    assessment: Assessment, words: Iterable[str], method: Method
) -> dict[Analysis, tuple[Judgement, ...]]:
    """Return what somebody says in words, by analysis: ``home=100 reached=60``, for comparisons ``home/reached=3``.

    Args:
        assessment: whose items they are.
        words: one for each judgement.
        method: how they were asked.

    Raises:
        InvalidInputError: a word cannot be right, or names an item that is not weighed.
    """
    found: dict[Analysis, list[Judgement]] = {}
    for word in words:
        names, sign, number = word.partition("=")
        item, _, other = (part.strip() for part in names.partition("/"))
        if not sign:
            raise InvalidInputError(say("Write item and number with an equals sign, such as {item}=100.", item=item))
        if bool(other) is not (method in {Method.BWM, Method.AHP}):
            how = say("two items, such as home/reached=3") if not other else say("one item, such as home=100")
            raise InvalidInputError(say("{word!r}: this method asks for a number for {how}.", word=word, how=how))
        one = Judgement(item=item, other=other, number=_number(word, number))
        found.setdefault(_analysis_of(assessment, item), []).append(one)
    return {analysis: tuple(said) for analysis, said in found.items()}


def _number(word: str, text: str) -> float:
    above, _, below = text.strip().partition("/")
    try:
        return float(above) / (float(below) if below else 1.0)
    except (ValueError, ZeroDivisionError):
        raise InvalidInputError(say("{word!r}: {text!r} is not a number.", word=word, text=text)) from None


def _analysis_of(assessment: Assessment, key: str) -> Analysis:
    item = assessment.questionnaire.item(key)
    weighed = [one.key for analysis in WEIGHED for one in assessment.questionnaire.of(analysis)]
    if item is None:
        raise InvalidInputError(
            say(
                "There is no item {key!r}{suggestion}; there are {names}.",
                key=key,
                suggestion=suggestion(key, weighed),
                names=", ".join(weighed),
            )
        )
    if item.analysis not in WEIGHED:
        raise InvalidInputError(
            say(
                "{item} has no weight: items on {analysis} count in another way.", item=item.key, analysis=item.analysis
            )
        )
    return item.analysis


def _items(assessment: Assessment, analysis: Analysis) -> list[str]:
    if analysis not in WEIGHED:
        raise InvalidInputError(
            say("Items on {analysis} have no weights; those of the two analyses have.", analysis=analysis)
        )
    return [one.key for one in assessment.questionnaire.of(analysis)]


def _known(assessment: Assessment, draft: WeightsDraft) -> tuple[Judgement, ...]:
    """Return the judgements with items by their keys, none named twice and all of the analysis."""
    items = _items(assessment, draft.analysis)
    by_name = {key.casefold(): key for key in items}
    said = []
    for one in draft.said:
        for name in filter(None, (one.item, one.other)):
            if name.strip().casefold() not in by_name:
                raise InvalidInputError(
                    say(
                        "{name!r} is no item of the {analysis} analysis{suggestion}; there are {names}.",
                        name=name,
                        analysis=draft.analysis,
                        suggestion=suggestion(name, items),
                        names=", ".join(items),
                    )
                )
        item, other = (by_name.get(name.strip().casefold(), "") for name in (one.item, one.other))
        said.append(evolve(one, item=item, other=other))
    pairs = [(one.item, one.other) for one in said]
    if twice := next((pair for pair in pairs if pairs.count(pair) > 1), None):
        item, other = twice
        beside = say("{item} beside {other}", item=item, other=other) if item and other else item or other
        raise InvalidInputError(say("{names} stands there twice.", names=beside))
    return tuple(said)


def _judged(assessment: Assessment, one: Weighting) -> Weighting:
    """Return weights with how far what was said agrees with itself."""
    if one.method not in {Method.BWM, Method.AHP}:
        return one
    found = found_in(_items(assessment, one.analysis), one.method, one.said)
    doubtful = found.doubtful if (found.consistency or 0.0) > _DOUBTFUL_FROM else ()
    return evolve(one, consistency=found.consistency, doubtful=doubtful, ranges=dict(found.ranges))


def _together(items: Sequence[str], analysis: Analysis, said: Sequence[Weighting]) -> Weights:
    """Return the weights of a group: comparisons of pairs are joined before weights are made of them (F18 e)."""
    if not said:
        equal = GroupWeight(weight=1 / len(items), low=1 / len(items), high=1 / len(items), members=0)
        return Weights(analysis=analysis, items=dict.fromkeys(items, equal))
    by = tuple(SetBy(name=one.set_by, on=one.set_on, method=one.method) for one in said)
    joined = group([one.weights for one in said])
    if len(said) > 1 and all(one.method is Method.AHP for one in said):
        found = ahp.hierarchy(ahp.group_matrix([matrix(items, one.said) for one in said])).weights
        joined = {item: evolve(joined[item], weight=weight) for item, weight in zip(items, found, strict=True)}
        return Weights(analysis=analysis, items=joined, set_by=by, joined=COMPARED)
    return Weights(
        analysis=analysis, items={item: joined[item] for item in items}, set_by=by, joined=MEAN if len(said) > 1 else ""
    )
