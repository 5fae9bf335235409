"""Takes a log of Urgent Actions into the book; run again, it writes what is missing and nothing twice."""

from collections import Counter
from collections.abc import Callable, Mapping

from attrs import field, frozen

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Problem
from outreach_crm.text import say, term
from outreach_urgent_actions.model.logs import Log
from outreach_urgent_actions.model.oddities import Odd
from outreach_urgent_actions.queries import mappings
from outreach_urgent_actions.service.drafting import drafts_of
from outreach_urgent_actions.service.oddities import odd_of_plan
from outreach_urgent_actions.service.planning import Plan, plan
from outreach_urgent_actions.service.saving import save

# Messages that are written in one step: well under a second.
_PAGE = 500
_IMPORT = term("import Urgent Actions")


@frozen(kw_only=True)
class Looked:
    """What an import would do: the plan, what is odd, and rows that say nothing or cannot be read."""

    log: Log
    plan: Plan
    odd: tuple[Odd, ...]
    problems: tuple[Problem, ...]


@frozen(kw_only=True)
class ImportReport:
    """What an import did or would do.

    Args:
        change_id: the change by which it can be undone; None where nothing was written.
        counts: figures by name.
        problems: rows that were not taken in, or not wholly, and what is odd, each with its line.
        unmapped: keywords that are not in the thesaurus, with how often they are used.
    """

    change_id: int | None
    counts: Mapping[str, int]
    problems: tuple[Problem, ...]
    unmapped: Mapping[str, int] = field(factory=dict)


def look(app: App, log: Log, *, source: str = "log", progress: Callable[[int], None] = lambda _: None) -> Looked:
    """Return what an import would do; nothing is written.

    Args:
        app: the App.
        log: the file that was read.
        source: where the numbers of its rows count: a file of the same source and number tells of the same message.
        progress: told how many rows were read.

    Raises:
        InvalidInputError: something about the file has to be answered first.
    """
    check_answered(log)
    drafted = drafts_of(log, source, app.section.language, progress)
    planned = plan(app, drafted.drafts, file=log.file)
    problems = (*log.problems, *drafted.problems, *planned.problems)
    return Looked(log=log, plan=planned, odd=tuple(odd_of_plan(app, planned)), problems=problems)


def check_answered(log: Log) -> None:
    """Refuse a file of which something has to be answered first.

    Raises:
        InvalidInputError: what, and how.
    """
    if log.question:
        raise InvalidInputError(
            say("{question} Give {option}.", question=log.question.sentence, option=log.question.option)
        )


def rehearsed(looked: Looked) -> ImportReport:
    """Return the report of an import that was only looked at."""
    return _report(looked, None)


def take_in(
    app: App,
    looked: Looked,
    *,
    what: str = _IMPORT,
    because: str = "",
    progress: Callable[[int], None] = lambda _: None,
) -> ImportReport:
    """Write what was looked at, in steps of one change; one that was killed is gone on with by doing it again.

    Args:
        app: the App.
        looked: what :func:`look` returned.
        what: what the change is called.
        because: why.
        progress: told how many messages were written.
    """
    new = looked.plan.new
    if not new:
        return _report(looked, None)
    why = "; ".join(part for part in (because, f"{looked.log.file}: {len(new):,} messages") if part)
    with app.change(what, because=why, steps=True) as change:
        with change.step():
            _remember(app, looked.log)
        for start in range(0, len(new), _PAGE):
            page = new[start : start + _PAGE]
            with change.step():
                save(app, page, looked.plan.meant)
            progress(len(page))
    return _report(looked, change.id)


def _remember(app: App, log: Log) -> None:
    said = {one.header: one.field for one in log.columns if one.why in {"given", "remembered"}}
    if said:
        mappings.remember(app.store, log.header, said)


def _report(looked: Looked, change_id: int | None) -> ImportReport:
    planned, odd = looked.plan.planned, Counter(one.kind for one in looked.odd)
    new = looked.plan.new
    counts = {
        "rows": looked.log.size,
        "new": len(new),
        "known": len(planned) - len(new),
        "left_out": len(looked.problems),
        "cases": len({chain.key for one in new for chain in one.chains}),
        **Counter(one.draft.kind.value for one in new),
        "inferred_dates": sum(one.settled.inferred for one in new),
        "without_date": sum(one.settled.on is None for one in new),
        "keywords": sum(len(one.draft.keywords) for one in new),
        "unmapped_keywords": len(looked.plan.unmapped),
        "odd": len(looked.odd),
        **{f"odd_{kind.replace('-', '_')}": n for kind, n in odd.items()},
    }
    told = [
        Problem(
            sentence=say("{name}: {sentence}", name=one.name, sentence=one.sentence),
            file=looked.log.file,
            line=one.line,
            field=one.kind,
        )
        for one in looked.odd
    ]
    return ImportReport(
        change_id=change_id,
        counts=counts,
        problems=(*looked.problems, *told),
        unmapped=dict(looked.plan.unmapped),
    )
