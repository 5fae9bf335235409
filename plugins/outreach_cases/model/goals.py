"""How far the goals of a portfolio are, and whom to call."""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from outreach_cases.formulas.answering import Answering
from outreach_cases.formulas.forecast import Projection
from outreach_cases.formulas.goals import Coverage, Share
from outreach_cases.formulas.individuals import Individuals
from outreach_cases.formulas.reporting import Reporting
from outreach_cases.formulas.stock_and_flow import Level
from outreach_cases.model.closures import Closures
from outreach_cases.model.feedback_year import YearOfFeedback
from outreach_cases.model.levels import Reason
from outreach_cases.model.portfolios import Portfolio


@frozen(kw_only=True)
class Quiet:
    """An active case of which nothing was heard of late: whom to call.

    Args:
        case_id: the case.
        called: how it is called.
        country: where.
        since: when there was news last; None: never.
    """

    case_id: int
    called: str
    country: str
    since: date | None


@frozen(kw_only=True)
class LeftBehind:
    """A country where cases of prisoners of conscience were closed unresolved while others stayed.

    Args:
        country: which one.
        closed: how many were closed so.
        open: how many stayed.
        reasons: why they were closed.
    """

    country: str
    closed: int
    open: int
    reasons: tuple[Reason, ...]


@frozen(kw_only=True)
class Goals:
    """How far the goals of a portfolio are, seen from a day.

    Args:
        on: the day.
        owner: whose goal it is how many cases there are.
        levels: the levels that count for it.
        forecast: how far it is, and when it is reached at the pace of the last twelve months.
        people: for how many people the cases at these levels stand.
        change: what came to these levels and left them in the last twelve months.
        needed: by a number of months, how many more must come than go in each of them.
        active: how many cases are active.
        open_to_groups: how many of the active cases can be given to groups.
        goal_open: how many of them the section wants there to be; 0: it set no goal.
        coverage: who works on the active cases.
        goal_covered: of how many per cent of them a group is to work on each; 0: the section set no goal.
        poc: how many of the active cases are about prisoners of conscience.
        with_news: of how many active cases there was news of late.
        quiet_months: what "of late" is.
        quiet: the others, longest quiet first.
        left_behind: countries where prisoners of conscience were left while others stayed, to be judged by people.
        answering: how all feedback on decisions was answered (F14).
        reporting: how groups reported on their cases whose yearly report was due in the last twelve months.
        goal_reported: how many per cent of these reports are to come in time; 0: the section set no goal.
    """

    on: date
    owner: str
    levels: tuple[str, ...]
    forecast: Projection
    people: Individuals
    change: Level
    needed: Mapping[int, float]
    active: int
    open_to_groups: Share
    goal_open: int
    coverage: Coverage
    goal_covered: int
    poc: Share
    with_news: Share
    quiet_months: int
    quiet: tuple[Quiet, ...]
    left_behind: tuple[LeftBehind, ...]
    answering: Answering
    reporting: Reporting
    goal_reported: int


@frozen(kw_only=True)
class Report:
    """All that is told of a portfolio, as it stays in the section.

    Args:
        goals: how far its goals are.
        portfolio: what stood at each level, and what came and went.
        closures: how cases end.
        feedback: what was said of decisions in the year of the report; None where it is of no year.
    """

    goals: Goals
    portfolio: Portfolio
    closures: Closures
    feedback: YearOfFeedback | None
