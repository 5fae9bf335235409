"""What pictures of a result say, in words, for whoever does not see them."""

from collections.abc import Callable, Mapping

from outreach_crm.text import Sentence, row, say
from outreach_priority.model import Assessment, Result
from outreach_priority.service.wording import Names, percent, points

_SHOWN = 30


def in_words(name: str, assessment: Assessment, found: Result) -> Sentence:
    """Return what a picture says.

    Args:
        name: of the picture.
        assessment: of which assessment.
        found: its result.
    """
    return _WORDS[name](Names(assessment), found)


def _map(told: Names, found: Result) -> Sentence:
    said = [
        say(
            "{name}: international {international}, domestic {domestic}",
            name=told.subject(one.subject),
            international=points(one.analyses.international),
            domestic=points(one.analyses.domestic),
        )
        for one in found.ranked[:_SHOWN]
        if one.analyses
    ]
    return say("A map of the two analyses, international to the right, domestic upwards. {said}.", said=row(said, "; "))


def _heat(told: Names, found: Result) -> Sentence:
    names = told.subjects(one.subject for one in found.scores[:_SHOWN])
    return say("A table of the values of all questions, darker the better, for {names}.", names=names)


def _stability(told: Names, found: Result) -> Sentence:
    said = [
        say(
            "{item}: {low} to {high} %, now {weight} %",
            item=told.items(found.items[place] for place in one.items),
            low=percent(one.low),
            high=percent(one.high),
            weight=percent(one.weight),
        )
        for one in found.stability
    ]
    return say(
        "Bars from the lowest to the highest weight with which the first stays first. {said}.", said=row(said, "; ")
    )


def _shares(told: Names, found: Result) -> Sentence:
    standings = found.robustness.standings if found.robustness else {}
    said = [
        say("{name}: first in {share} %", name=told.subject(key), share=percent(one.ranks[0]))
        for key, one in [*standings.items()][:_SHOWN]
    ]
    return say("A table of the shares of draws in which each takes which place. {said}.", said=row(said, "; "))


_WORDS: Mapping[str, Callable[[Names, Result], Sentence]] = {
    "map": _map,
    "heat": _heat,
    "stability": _stability,
    "shares": _shares,
}
