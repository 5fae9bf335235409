"""The board: running, past and stopped cases with their figures, what is to be minded, and the next step of each."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.dispatch.model import State as Far
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Hit, Ref
from outreach_crm.storage import Row
from outreach_crm.text import count, say, words
from outreach_urgent_actions.model.boards import BoardLine, Next, Step, Tab
from outreach_urgent_actions.model.issues import Kind, State
from outreach_urgent_actions.model.sending import ENDING
from outreach_urgent_actions.parse import read_subject
from outreach_urgent_actions.queries import boards as queries
from outreach_urgent_actions.queries import cases, sending
from outreach_urgent_actions.service import delays
from outreach_urgent_actions.service.naming import word

RUNS = timedelta(days=90)
"""For so long a case without a deadline runs after its last message."""
_SOON = timedelta(days=3)
_ASKING = (Kind.INITIAL, Kind.FOLLOWUP)


def board(app: App, tab: Tab = Tab.RUNNING, *, keyword: str = "", limit: int = 50, offset: int = 0) -> list[BoardLine]:
    """Return the cases of a tab: running ones by deadline, others with the latest first.

    Args:
        app: the App.
        tab: which cases.
        keyword: only those with a keyword or country, or a more specific one.
        limit: how many at most.
        offset: how many to pass over.

    Raises:
        NotFoundError: there is no such keyword.
        ConflictError: there are several.
    """
    keyword_id = keywords.resolve(app, keyword).id if keyword else None
    since = (app.clock.today() - RUNS).isoformat()
    rows = queries.cases(app.store, tab.value, keyword_id=keyword_id, since=since, limit=limit, offset=offset)
    return _lines(app, rows)


def search(app: App, text: str, limit: int = 10) -> list[BoardLine]:
    """Return the cases that somebody may mean by a number or by words of their subjects and people."""
    return _lines(app, queries.some(app.store, _meant(app, text, limit)))[:limit]


def hits(app: App, text: str, limit: int = 10) -> list[Hit]:
    """Return the same for a search at every stroke of a key: only how they are called."""
    return [
        Hit(ref=Ref("ua_cases", row["id"]), title=name(row), detail=row["subject"])
        for row in queries.some(app.store, _meant(app, text, limit))[:limit]
    ]


def _meant(app: App, text: str, limit: int) -> list[int]:
    found: list[int] = []
    for number in read_subject(text).cases:
        if number.number is not None:
            found += [one.id for one in cases.named(app.store, "", number.number, number.year, limit)]
    prefixes = sorted(words(text), key=len, reverse=True)
    if not found and prefixes:
        rows = queries.by_words(app.store, prefixes, 3 * limit)
        found = queries.cases_of(app.store, [row["id"] for row in rows])
    return found


def line(app: App, case_id: int) -> BoardLine | None:
    """Return one case as it stands on the board; None where there is none."""
    return next(iter(_lines(app, queries.some(app.store, [case_id]))), None)


def name(row: Mapping[str, object]) -> str:
    """Return how a case is called."""
    return str(row["ref"]) if row["variant"] == 1 else f"{row['ref']} ({row['variant']})"


def _lines(app: App, rows: Sequence[Row]) -> list[BoardLine]:
    ids = [row["id"] for row in rows]
    if not ids:
        return []
    chains, figures = queries.chains(app.store, ids), queries.figures(app.store, ids)
    issues = {one["id"] for chain in chains.values() for one in chain}
    leaving: dict[int, list[Row]] = {}
    for row in sending.dispatches(app.store, "ua_issues", issues):
        leaving.setdefault(row["ref_id"], []).append(row)
    today, alerts = app.clock.today(), _alerts(app)
    untold = {key[1] for key in alerts if key[0] == "ua_cases"}
    return [_line(row, chains.get(row["id"], []), figures, leaving, alerts, untold, today) for row in rows]


def _alerts(app: App) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = {}
    today = app.clock.today()
    for one in (*delays.untold(app, today), *delays.few_takers(app, today), *delays.late(app, today)):
        if one.ref:
            found.setdefault((one.ref.kind, one.ref.id), []).append(one.short or one.sentence)
    return found


def _line(
    row: Row,
    chain: Sequence[Row],
    figures: Mapping[int, Row],
    leaving: Mapping[int, Sequence[Row]],
    alerts: Mapping[tuple[str, int], Sequence[str]],
    untold: Container[int],
    today: date,
) -> BoardLine:
    own = figures.get(row["id"], {})
    last = chain[-1] if chain else None
    deadline = next((one["deadline_on"] for one in reversed(chain) if Kind(one["kind"]) in _ASKING), None)
    found = [*alerts.get(("ua_cases", row["id"]), ()), *_of_deadline(row["state"], deadline, today)]
    found += [said for one in chain for said in alerts.get(("ua_issues", one["id"]), ())]
    if held := own.get("held", 0):
        found.append(count(held, "{n} held back", "{n} held back"))
    return BoardLine(
        **{key: row[key] for key in ("id", "state", "state_on", "subject", "issues")},
        name=name(row),
        deadline_on=deadline,
        last=word(Kind(last["kind"]), last["ordinal"]) if last else "",
        last_on=last["day"] if last else "",
        last_id=last["id"] if last else None,
        got=own.get("got", 0),
        left=own.get("left_over", 0),
        held=own.get("held", 0),
        wrote=own.get("wrote", 0),
        appeals=own.get("appeals", 0),
        alarms=tuple(found),
        step=_step(row["state"], chain, leaving, deadline, today, untold=row["id"] in untold),
    )


def _of_deadline(state: str, deadline: str | None, today: date) -> Iterable[str]:
    if state != State.OPEN or not deadline:
        return
    days = (date.fromisoformat(deadline) - today).days
    if days < 0:
        yield say("the deadline was {day}", day=date.fromisoformat(deadline))
    elif days <= _SOON.days:
        yield (
            count(days, "{n} day to the deadline", "{n} days to the deadline") if days else say("the deadline is today")
        )


def _step(
    state: str,
    chain: Sequence[Row],
    leaving: Mapping[int, Sequence[Row]],
    deadline: str | None,
    today: date,
    *,
    untold: bool,
) -> Step:
    """Return what is to be done next: what stands still first, then what has not left, then what ends or comes back."""
    for one in reversed(chain):
        for row in leaving.get(one["id"], ()):
            if row["state"] in _STANDING and not (row["state"] == Far.STOPPED and state == State.STOPPED):
                return Step(what=_STANDING[row["state"]], issue_id=one["id"])
    if untold:
        return Step(what=Next.TELL)
    over = bool(deadline) and str(deadline) < today.isoformat()
    unsent = [one for one in chain if one["id"] not in leaving and Kind(one["kind"]) is not Kind.OTHER]
    last = unsent[-1] if unsent and unsent[-1] is chain[-1] else None
    first = next((one for one in unsent if Kind(one["kind"]) is Kind.INITIAL), None)
    if first and len(unsent) == len(chain):  # nothing of it was sent: the first issue goes first
        last = first
    if last and (Kind(last["kind"]) in ENDING or (state == State.OPEN and not over)):
        return Step(what=Next.SEND, issue_id=last["id"])
    if state != State.OPEN:
        return Step(what=Next.NOTHING)
    return Step(what=Next.CLOSE if over else Next.LOG)


_STANDING = {
    Far.DRAFT: Next.APPROVE,
    Far.APPROVED: Next.GO_ON,
    Far.PAUSED: Next.GO_ON,
    Far.STOPPED: Next.GO_ON,
    Far.SENDING: Next.WATCH,
}
