"""What of a portfolio is told outside the section: no number from which it could be seen whom it is about."""

from datetime import date

from attrs import frozen

from outreach_cases.formulas.disclosure import Merged
from outreach_cases.formulas.goals import Share
from outreach_cases.model.portfolios import Table


@frozen(kw_only=True)
class PublishedFeedback:
    """Feedback on decisions that came in a year; each list counts every piece once, so that all have one sum.

    Args:
        year: the year.
        on: the day from which it is seen.
        by_decision: by what was decided.
        answers: how it was answered (F14).
        appeals: whether they appealed, and how that ended.
    """

    year: int
    on: date
    by_decision: Merged
    answers: Merged
    appeals: Merged


@frozen(kw_only=True)
class Published:
    """A portfolio as it may be told outside the section, small numbers with others in one.

    What is None is not told: too few cases stand behind it, or the other numbers would tell those that are merged.

    Args:
        on: the day from which it is seen.
        least: the least number that is told by itself.
        owner: whose goal it is how many cases there are.
        levels: the levels that count for it.
        target: the goal.
        now: how many there are.
        about_people: for how many people the cases at these levels stand, in tens.
        by_level: how many cases stand at each level.
        by_kind: by whom they are about.
        by_country: by country.
        new: how many were new, by year.
        closed: how many of the closed ones were closed in which year.
        reasons: and why.
        poc: how many of the active cases are about prisoners of conscience.
        with_group: on how many active cases a group works.
        with_news: of how many active cases there was news of late.
        reported: how many of the yearly reports that groups owed in the last twelve months came in time.
        on_time: how much of all feedback on decisions was answered on time (F14); None beside that of a year.
        feedback: what was said of decisions in the year of the report; None where it is of no year.
    """

    on: date
    least: int
    owner: str
    levels: tuple[str, ...]
    target: int
    now: int | None
    about_people: int | None
    by_level: Merged
    by_kind: Table | None
    by_country: Table | None
    new: Merged
    closed: Merged | None
    reasons: Merged | None
    poc: Share | None
    with_group: Share | None
    with_news: Share | None
    reported: Share | None
    on_time: Share | None
    feedback: PublishedFeedback | None
