"""A whole result in sentences: who is first and what could change that, how far advisers agree, what to ask next."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from attrs import frozen

from outreach_crm.text import Sentence, beginning, count, figure, later, row, say, term
from outreach_priority.formulas.robustness import in_words
from outreach_priority.model import Assessment, Result, Score
from outreach_priority.model.results import Influence
from outreach_priority.service import losing
from outreach_priority.service.reasons import headline, reason
from outreach_priority.service.wording import Names, combining, percent, points

_MOST = 3
_AGREEMENT: Mapping[str, str] = {
    "unusually strong": later("Advisers agree unusually strongly on the order"),
    "strong": later("Advisers agree strongly on the order"),
    "moderate": later("Advisers agree moderately on the order"),
    "weak": later("Advisers agree weakly on the order"),
    "very weak": later("Advisers hardly agree on the order"),
}
_UNDEFINED: Mapping[str, str] = {
    "there are fewer than two alternatives that anybody rated": later("fewer than two of them were rated by anybody"),
    "there are fewer than two advisers who rated more than one alternative": later(
        "fewer than two advisers rated more than one of them"
    ),
    "no adviser told the alternatives apart": later("no adviser told them apart"),
    "no two advisers rated the same alternatives and told them apart": later(
        "no two advisers rated the same ones and told them apart"
    ),
}

LIKELY: Mapping[str, str] = {
    "almost sure": later("almost sure"),
    "very likely": later("very likely"),
    "likely": later("likely"),
    "open": later("as likely as not"),
    "unlikely": later("unlikely"),
    "very unlikely": later("very unlikely"),
    "almost ruled out": later("almost ruled out"),
}
"""How likely something is, in words."""


@frozen(kw_only=True)
class Chapter:
    """A part of what is to be said of a result, with its heading."""

    title: str
    sentences: tuple[Sentence, ...]


def story(assessment: Assessment, result: Result) -> list[Sentence]:
    """Return what is to be said of a result as a whole, the most important first."""
    return [sentence for one in chapters(assessment, result) for sentence in one.sentences]


def chapters(assessment: Assessment, result: Result) -> list[Chapter]:
    """Return the same in parts: the order, what would change it, what nobody knows, what it rests on."""
    told = Names(assessment)
    parts = (
        (say("Who comes first, and why"), _first(told, result)),
        (say("What would change it"), chain(losing.firm(told, result), _influence(told, result))),
        (say("How firm it is"), chain(robust(told, result), second(told, result))),
        (say("What nobody knows"), _unknown(told, result)),
        (
            say("What it rests on"),
            chain(_agreement(result), _participation(told, result), weights_in_words(result), _rule(result)),
        ),
    )
    made = (Chapter(title=title, sentences=tuple(sentences)) for title, sentences in parts)
    return [one for one in made if one.sentences]


def _first(told: Names, result: Result) -> Iterator[Sentence]:
    if not result.scores:
        yield say("Nothing is left to be judged: all of it was taken out.")
        return
    if not result.advisers:
        yield say("Nobody has handed in a sheet, so there is no order.")
        return
    if not result.ranked:
        yield say("Nobody knows anything of what was asked, so there is no order.")
        return
    if len(result.first) == len(result.ranked) > 1:
        yield say("All are level ({value} of 100): there is no first place.", value=points(result.ranked[0].value or 0))
    elif len(result.first) > 1:
        yield say("Level on the first place: {names}.", names=told.subjects(result.first))
    for key in result.first if len(result.first) <= _MOST else ():
        score = result.score(key)
        if score is not None:
            yield headline(told, result, score)
    lead = result.ranked[0]
    if not lead.tied and (said := reason(told, result, lead)):
        yield said
    yield from _eligible(told, result, lead)


def _eligible(told: Names, result: Result, lead: Score) -> Iterator[Sentence]:
    if lead.eligible:
        return
    following = next((one for one in result.ranked if one.eligible), None)
    if following is None:
        yield say("None of them can be chosen before risks are decided on.")
    else:
        yield say(
            "{name} cannot be chosen before its risks are decided on; the first that can is {other}.",
            name=told.subject(lead.subject),
            other=told.subject(following.subject),
        )


def robust(told: Names, result: Result) -> Iterator[Sentence]:
    """Yield in how many draws who is first, and with which seed they were drawn (F17)."""
    found = result.robustness
    if found is None:
        return
    order = sorted(found.standings, key=lambda key: (-found.standings[key].ranks[0], key))
    for key in order[:_MOST]:
        standing = found.standings[key]
        if standing.ranks[0] <= 0:
            continue
        first = {
            "name": told.subject(key),
            "times": figure(round(standing.ranks[0] * found.draws)),
            "draws": figure(found.draws),
            "words": say(LIKELY[in_words(standing.ranks[0])]),
        }
        if found.top >= len(found.standings):
            yield say("{name} is first in {times} of {draws} plausible cases ({words}).", **first)
        else:
            yield say(
                "{name} is first in {times} of {draws} plausible cases ({words}) and among the first {top} in {often}.",
                **first,
                top=found.top,
                often=figure(round(standing.top * found.draws)),
            )
    yield say("Drawn with the seed {seed}: the same comes out again.", seed=found.seed)


def _unknown(told: Names, result: Result) -> Iterator[Sentence]:
    found = result.unknowns
    if found is None or len(found.possible_first) < 2 or not result.advisers:
        return
    if not any(one.unknown for one in result.scores):
        return
    yield say(
        "With what nobody knows, any of these could be first: {names}.", names=told.subjects(found.possible_first)
    )
    asked = found.ask_next[:_MOST]
    if asked:
        questions = [
            say("{item} of {name}", item=told.item(result.items[one.item]), name=told.subject(one.name))
            for one in asked
        ]
        yield say("Find out next: {questions}.", questions=row(questions, "; "))


def _influence(told: Names, result: Result) -> Iterator[Sentence]:
    if not result.ranked:
        return
    changing = [one for one in result.influence if one.changes]
    for first in dict.fromkeys(one.first for one in changing):
        yield from _without(told, [one for one in changing if one.first == first])
    if result.influence and not changing:
        yield say(
            "Leaving out any one adviser, or what advisers say of what they have to do with, changes no first place."
        )


def _without(told: Names, alike: Sequence[Influence]) -> Iterator[Sentence]:
    """Yield who would be first without some ratings, where several lead to the same."""
    first = told.subjects(alike[0].first) if alike[0].first else term("nobody")
    seats = [one.seat for one in alike if one.seat is not None]
    if seats:
        yield count(
            len(seats),
            "Without adviser {seats}, first would be {first}.",
            "Without any one of the advisers {seats}, first would be {first}.",
            seats=", ".join(map(str, seats)),
            first=first,
        )
    if len(seats) < len(alike):
        yield say(
            "Without what advisers say of what they have to do with themselves, first would be {first}.", first=first
        )


def second(told: Names, result: Result) -> Iterator[Sentence]:
    """Yield what other methods make of the same values."""
    for one in result.opinions:
        yield say(
            "Second opinion, {method}: {order}. It uses: {how}.",
            method=one.method,
            order=told.subjects(one.order[:_MOST]),
            how=term(one.how),
        )


def _agreement(result: Result) -> Iterator[Sentence]:
    found = result.agreement
    if found.w is not None:
        yield say(
            "{said} (Kendall's W {w}; {advisers}).",
            said=say(_AGREEMENT[found.words]),
            w=figure(found.w, ".2f"),
            advisers=count(found.m, "{n} adviser", "{n} advisers"),
        )
    elif result.ranked:
        yield say(
            "How far advisers agree cannot be said: {why}.", why=say(_UNDEFINED.get(found.because, found.because))
        )


def _participation(told: Names, result: Result) -> Iterator[Sentence]:
    taken_back = count(result.withdrawn, ", {n} more took theirs back", ", {n} more took theirs back")
    yield say(
        "{handed} of {asked} advisers handed in a sheet{withdrawn}.",
        handed=len(result.advisers),
        asked=result.asked - result.withdrawn,
        withdrawn=taken_back if result.withdrawn else "",
    )
    said = sum(one.answered + one.dont_know for one in result.advisers)
    if said:
        unknown, empty = sum(one.dont_know for one in result.advisers), sum(one.unanswered for one in result.advisers)
        yield say(
            "{share} % of their answers are that they do not know; {empty} % of the questions were left empty.",
            share=percent(unknown / said),
            empty=percent(empty / (said + empty)),
        )
    if len(result.advisers) == 1 and result.ranked:
        yield say("One adviser is no group: this is what one person thinks.")
    if result.taken_out:
        yield say("Taken out in between, and not counted: {names}.", names=told.subjects(result.taken_out))


def weights_in_words(result: Result) -> Iterator[Sentence]:
    """Yield who set the weights, when and how; that nobody has is said plainly."""
    if not result.has_weights:
        yield say("Weights: equal, nobody has set any.")
        return
    for one in result.weights:
        if not one.set_by:
            yield say("{analysis} weights: equal, nobody has set any.", analysis=beginning(one.analysis.label))
            continue
        who = [say("{who} on {day} by {method}", who=by.name, day=by.on, method=by.method.label) for by in one.set_by]
        yield say("{analysis} weights: {who}.", analysis=beginning(one.analysis.label), who=row(who, "; "))


def _rule(result: Result) -> Iterator[Sentence]:
    """Yield by which rule the two analyses are one, as it was agreed before anybody rated."""
    if result.ranked:
        yield combining(result.rules)
