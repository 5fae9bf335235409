"""What figures of a portfolio say, in sentences that pages and commands share."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from outreach_cases.formulas.answering import Answering
from outreach_cases.formulas.disclosure import Merged
from outreach_cases.formulas.goals import Share
from outreach_cases.formulas.individuals import Individuals
from outreach_cases.model.closures import Closures
from outreach_cases.model.feedback_year import YearOfFeedback
from outreach_cases.model.goals import Goals
from outreach_cases.model.portfolios import Portfolio
from outreach_cases.model.published import Published, PublishedFeedback
from outreach_crm.text import Sentence, beginning, count, figure, row, say, term


@frozen
class Figure:
    """A figure: what it is of, and what it says."""

    label: Sentence
    said: Sentence


def levels_told(levels: Iterable[str]) -> Sentence:
    """Return how the levels that count are called, as one: ``active + dormant``."""
    return row([term(one) for one in levels], " + ")


def people_told(people: Individuals) -> Sentence:
    """Return for how many people cases stand, as people read it."""
    parts = []
    if people.known or not (people.estimated or people.unknown_cases):
        parts.append(count(people.known, "{n} person", "{n} people"))
    if people.estimated:
        more = say("about {n} more", n=people.estimated) if people.known else None
        parts.append(more or say("about {n} people", n=people.estimated))
    if people.unknown_cases:
        told = count(people.unknown_cases, "{n} case of a number nobody knows", "{n} cases of a number nobody knows")
        parts.append(told)
    return row(parts, "; ")


def of_goals(goals: Goals) -> Iterator[Figure]:
    """Yield what is to be said of the goals."""
    progress, levels = goals.forecast.progress, levels_told(goals.levels)
    aim = say("{n} cases ({levels}), a goal of {owner}", n=progress.target, levels=levels, owner=goals.owner)
    yield Figure(say("Goal"), aim)
    missing = say("{n} are missing", n=progress.gap) if progress.gap > 0 else say("the goal is reached")
    yield Figure(say("There are"), row([count(int(progress.now), "{n} case", "{n} cases"), missing]))
    yield Figure(say("For"), people_told(goals.people))
    change = goals.change
    yield Figure(
        say("Last twelve months"),
        say(
            "{entered} came, {left} went, {net} in all",
            entered=change.entered,
            left=change.left,
            net=f"{change.net:+d}".replace("-", "−") if change.net else "0",
        ),
    )
    if progress.gap > 0:
        needed = [
            say("{n} a month, to be there in {months} months", n=figure(pace, ".1f"), months=months)
            for months, pace in goals.needed.items()
        ]
        yield Figure(say("Needed, more in than out"), row(needed, "; "))
    yield Figure(say("If it goes on so"), row([goals.forecast.told, goals.forecast.how], " "))
    yield from _of_active(goals)


def _of_active(goals: Goals) -> Iterator[Figure]:
    yield Figure(say("Active cases"), say("{n}", n=goals.active))
    given = goals.open_to_groups.told
    if goals.goal_open:
        given = say("{share}; our goal: {n}", share=given, n=goals.goal_open)
    yield Figure(say("Of them open to groups"), given)
    yield from _of_coverage(goals)
    yield from _of_reporting(goals)
    yield Figure(say("Prisoners of conscience"), goals.poc.told)
    yield Figure(say("With news in the last {n} months", n=goals.quiet_months), goals.with_news.told)
    if goals.answering.days:
        yield Figure(say("Feedback answered on time"), _of_answering(goals.answering))


def _of_reporting(goals: Goals) -> Iterator[Figure]:
    found, share = goals.reporting, goals.reporting.share
    if not (share.of or found.waited_for or goals.goal_reported):
        return
    told = share.told
    if goals.goal_reported:
        told = say("{share}; our goal: {percent} %", share=told, percent=goals.goal_reported)
    parts = [told]
    parts += [say("{n} late", n=found.late)] if found.late else []
    parts += [say("{n} missing", n=found.missing)] if found.missing else []
    parts += [say("{n} not here, with time left", n=found.waited_for)] if found.waited_for else []
    yield Figure(say("Yearly reports in time"), row(parts, "; "))


def _of_answering(found: Answering) -> Sentence:
    parts = [Share(found.on_time, found.denominator).told]
    parts += [say("{n} late", n=found.late)] if found.late else []
    parts += [say("{n} overdue and open", n=found.overdue_open)] if found.overdue_open else []
    parts += [say("{n} not due yet", n=found.not_yet_due)] if found.not_yet_due else []
    if found.median_days is not None:
        times = {"half": f"{found.median_days:g}", "most": f"{found.ninetieth_days:g}"}
        parts.append(say("half of the answers within {half} days, nine in ten within {most}", **times))
    return row(parts, "; ")


def of_feedback(year: YearOfFeedback) -> Iterator[Figure]:
    """Yield what is to be said of the feedback of a year."""
    came = say("{n} by {day}", n=year.came, day=year.on)
    withdrawn = [say("{n} withdrawn in time", n=year.withdrawn)] if year.withdrawn else []
    yield Figure(say("Feedback that came in {year}", year=str(year.year)), row([came, *withdrawn], "; "))
    if year.answering.days:
        yield Figure(say("Answered on time"), _of_answering(year.answering))
    if year.appeals:
        still = [say("{n} open", n=year.appeals_open)] if year.appeals_open else []
        ended = [say("{outcome}: {n}", outcome=one.told, n=many) for one, many in year.outcomes.items()]
        yield Figure(say("Appeals"), row([say("{n}", n=year.appeals), *still, *ended], "; "))


def _of_coverage(goals: Goals) -> Iterator[Figure]:
    found = goals.coverage
    covered = found.with_group.told
    if goals.goal_covered:
        covered = say("{share}; our goal: {percent} %", share=covered, percent=goals.goal_covered)
    yield Figure(say("A group works on"), covered)
    yield Figure(say("With a casefile holder"), found.with_holder.told)
    if found.groups_per_case is not None:
        many = [
            count(
                cases,
                "{n} case has {groups}",
                "{n} cases have {groups}",
                groups=count(groups, "{n} group", "{n} groups"),
            )
            for groups, cases in found.by_groups.items()
        ]
        yield Figure(
            say("Groups on each"),
            say("{mean} on average: {many}", mean=figure(found.groups_per_case, ".1f"), many=row(many)),
        )


def of_portfolio(portfolio: Portfolio) -> Iterator[Figure]:
    """Yield what is to be said of where the cases are, and of what does not add up."""
    if portfolio.top.of:
        yield Figure(say("In the five countries with most active cases"), portfolio.top.told)
    for one in portfolio.doubled:
        yield Figure(
            say("Given twice"),
            say(
                "Case {case} became {level} on {day} though it was so already: what stood between was taken back."
                " It counts once.",
                case=one.case_id,
                level=term(one.level),
                day=one.on.isoformat(),
            ),
        )


def of_closures(closures: Closures) -> Iterator[Figure]:
    """Yield what is to be said of how long cases stay open."""
    whole = say("{closed} of {n} that were active once", closed=closures.cases - closures.open, n=closures.cases)
    yield Figure(say("Closed"), whole)
    if not closures.reasons:
        return
    times = ((say("A quarter"), closures.lower_quartile), (say("Half"), closures.median),
             (say("Three quarters"), closures.upper_quartile))  # fmt: skip
    for label, days in times:
        said = say("not so far") if days is None else count(int(days), "after {n} day", "after {n} days")
        yield Figure(say("{part} of them closed", part=label), said)
    alone = say("{n} days: too short, for it forgets the open ones", n=f"{closures.median_of_closed:g}")
    yield Figure(say("Half of the closed ones alone"), alone)


def of_published(told: Published) -> Iterator[Figure]:
    """Yield what is to be said outside the section."""
    goal = say(
        "{n} cases ({levels}), a goal of {owner}", n=told.target, levels=levels_told(told.levels), owner=told.owner
    )
    yield Figure(say("Goal"), goal)
    few = say("too few to be told")
    yield Figure(say("There are"), few if told.now is None else count(told.now, "{n} case", "{n} cases"))
    if told.about_people:
        yield Figure(say("For"), say("about {n} people", n=told.about_people))
    for label, share in (
        (say("Prisoners of conscience"), told.poc),
        (say("A group works on"), told.with_group),
        (say("With news of late"), told.with_news),
        (say("Yearly reports in time"), told.reported),
        (say("Feedback answered on time"), told.on_time),
    ):
        if share is not None:
            yield Figure(label, share.told)


def published_feedback(told: PublishedFeedback | None) -> list[tuple[Sentence, Merged]]:
    """Return the lists in which the feedback of a year is told outside, each with what stands above it."""
    if told is None:
        return []
    year = str(told.year)
    return [
        (say("Feedback of {year}, by decision", year=year), told.by_decision),
        (say("How feedback of {year} was answered by {day}", year=year, day=told.on), told.answers),
        (say("Appeals on feedback of {year} by {day}", year=year, day=told.on), told.appeals),
    ]


def lines(merged: Merged | None) -> list[tuple[Sentence, Sentence]]:
    """Return the lines of a list with its small numbers in one: of each its name and its number."""
    if merged is None:
        return []
    told = [(beginning(name), say("{n}", n=many)) for name, many in merged.told.items()]
    if merged.merged:
        names = say("together: {names}", names=row(term(one) for one in merged.merged))
        other = say("too few to be told") if merged.other is None else say("{n}", n=merged.other)
        told.append((beginning(names), other))
    return told
