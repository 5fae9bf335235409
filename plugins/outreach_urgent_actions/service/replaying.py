"""Replaying a log: every message in its order against sign-ups on trial, by the same rules as what is really sent."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.keywords import service as keywords
from outreach_crm.storage import Row
from outreach_crm.text import say
from outreach_urgent_actions.model import SignUp
from outreach_urgent_actions.model.alarms import History
from outreach_urgent_actions.model.issues import Issue, Kind, State, after
from outreach_urgent_actions.model.replays import ENDED, Alarm, MonthCount, Replay, Replayed
from outreach_urgent_actions.model.sending import FOLLOWING, may_leave
from outreach_urgent_actions.model.sign_ups import first_of_month
from outreach_urgent_actions.queries import matching as match_queries
from outreach_urgent_actions.queries import replaying as queries
from outreach_urgent_actions.service import finding, following, matching
from outreach_urgent_actions.service.candidates import Candidate, sign_up_all
from outreach_urgent_actions.service.copying import copy_of_log


def replay(
    app: App,
    candidates: Sequence[Candidate],
    *,
    since: date | None = None,
    until: date | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Replay:
    """Run the log against sign-ups on a copy, month by month, and return what it would have brought each of them.

    Args:
        app: the App; its database is only read.
        candidates: who is signed up.
        since: from which day; else from the first of the log.
        until: to which day; else to the last.
        progress: told how many messages were run.

    Raises:
        NotFoundError: there is no message to run.
        InvalidInputError: the time ends before it begins.
    """
    since, until = _time(app, since, until)
    with copy_of_log(app) as copy:
        signed = sign_up_all(copy, candidates, since)
        left = {who: str(one.left_on) for one, who in zip(candidates, signed, strict=True) if one.left_on}
        run = _Run(copy, signed, left)
        rows = queries.to_run(copy.store, since.isoformat(), until.isoformat())
        keywords.prepare(copy)
        queries.begin(copy.store)
        for month, those in groupby(rows, key=lambda row: str(row["issued_on"])[:7]):
            run.month(month, [*those], progress)
        return run.told(since, until)


def size(app: App, *, since: date | None = None, until: date | None = None) -> int:
    """Return how many messages a replay runs; see :func:`replay`."""
    first, last = _time(app, since, until)
    return len(queries.to_run(app.store, first.isoformat(), last.isoformat()))


def _time(app: App, since: date | None, until: date | None) -> tuple[date, date]:
    first, last = queries.span(app.store)
    if not first or not last:
        raise NotFoundError(say("There is no Urgent Action to replay yet; outreach ua import brings in a log."))
    since, until = since or date.fromisoformat(first), until or date.fromisoformat(last)
    if until < since:
        raise InvalidInputError(
            say("The replay ends on {until}, before it begins on {since}.", until=until, since=since)
        )
    return since, until


@define
class _Run:
    """A replay on its way."""

    copy: App
    signed: Mapping[int, SignUp]
    left: Mapping[int, str]
    leaving: list[tuple[date, int]] = field(init=False)
    seq: int = 0
    ended: int = 0
    orphans: int = 0
    states: dict[int, State] = field(factory=dict)
    cases: dict[int, list[int]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.leaving = sorted((date.fromisoformat(on), who) for who, on in self.left.items())
        self.cases = queries.cases(self.copy.store)

    def month(self, month: str, rows: Sequence[Row], progress: Callable[[int], None]) -> None:
        """Run the messages of a month and add it up."""
        store, before = self.copy.store, self.seq
        for row in rows:
            day = date.fromisoformat(row["issued_on"])
            self._let_leave(day)
            self._issue(finding.get_issue(self.copy, row["id"]), day)
            progress(1)
        following_month = date.fromisoformat(f"{month}-01") + timedelta(days=31)
        since = first_of_month(following_month, match_queries.longest(store))
        queries.close_month(store, month, after=before, since=since.isoformat())

    def _let_leave(self, day: date) -> None:
        if not self.leaving or self.leaving[0][0] > day:
            return
        with self.copy.change("leave", final=True):
            while self.leaving and self.leaving[0][0] <= day:
                on, who = self.leaving.pop(0)
                self.copy.store.update("ua_sign_ups", self.signed[who].id, {"left_on": on.isoformat()})

    def _issue(self, issue: Issue, day: date) -> None:
        """Let a message go to whom the rules choose, or to nobody where its case has ended."""
        store, cases = self.copy.store, self.cases.get(issue.id, [])
        self.seq += 1
        with store.selection() as chosen:
            if issue.kind in FOLLOWING:
                held = following.choose(self.copy, chosen, issue, on=day, received=queries.GOT)
                for rule, those in held.items():
                    queries.hold(store, rule, [one["contact_id"] for one in those])
                self.orphans += not chosen.count() and not any(held.values())
            else:
                matching.fill(self.copy, chosen, issue.id, on=day, received=queries.RECEIVED)
                queries.hold_unsent(store)
                if issue.kind is Kind.INITIAL:
                    queries.hit(store, day.isoformat()[:7])
            # Only now: as long as it was not run, nobody can have got it before.
            queries.note(store, self.seq, issue.id)
            if may_leave(issue.kind, [self.states.get(one, State.OPEN) for one in cases]):
                queries.sent(store, self.seq, first=issue.kind is Kind.INITIAL)
            else:
                queries.hold_selection(store, ENDED)
                self.ended += 1
        for one in cases:
            self.states[one] = after(self.states.get(one, State.OPEN), issue.kind)

    def told(self, since: date, until: date) -> Replay:
        """Return what came of it."""
        store = self.copy.store
        falls = {one: [*found] for one, found in self._falls()}
        sign_ups = tuple(self._replayed(falls))
        first = queries.first_issues(store)
        alarms = [alarm for one in sign_ups for alarm in one.alarms]
        return Replay(
            since=since,
            until=until,
            messages=self.seq,
            first=sum(first.values()),
            undated=queries.undated(store),
            ended=self.ended,
            orphans=self.orphans,
            sign_ups=sign_ups,
            alarms=tuple(sorted(alarms, key=lambda one: (one.month, one.sign_up))),
            broken=queries.broken(store),
        )

    def _falls(self) -> Iterator[tuple[int, Iterable[Alarm]]]:
        """Yield for each interest when its rate fell; the alarms are nobody's yet."""
        first, hits = queries.first_issues(self.copy.store), queries.hits(self.copy.store)
        months = [*_months(min(first), max(first))] if first else []
        of = [first.get(month, 0) for month in months]
        for interest, met in hits.items():
            found = History([met.get(month, 0) for month in months], of).falls()
            yield interest, (Alarm(sign_up="", month=months[n], fall=fall, sentence="") for n, fall in found)

    def _replayed(self, falls: Mapping[int, Sequence[Alarm]]) -> Iterator[Replayed]:
        store = self.copy.store
        held: dict[int, dict[str, dict[str, int]]] = {}
        for row in queries.kept_back(store):
            held.setdefault(row["contact_id"], {}).setdefault(row["month"], {})[row["rule"]] = row["n"]
        got = {who: [*rows] for who, rows in groupby(queries.months(store), key=lambda row: row["contact_id"])}
        for who, one in self.signed.items():
            months = _month_counts(got.get(who, ()), held.get(who, {}))
            left = self.left.get(who)
            total: Counter[str] = Counter()
            for month in months:
                total.update(month.held)
            yield Replayed(
                name=one.contact,
                sector=one.sector,
                interest=one.interest,
                signed_on=one.signed_on,
                left_on=left,
                first=sum(month.first for month in months),
                followups=sum(month.followups for month in months),
                other=sum(month.other for month in months),
                held=total,
                months=months,
                alarms=tuple(_named(one, falls.get(one.interest_id, ()), left)),
            )


def _named(one: SignUp, alarms: Iterable[Alarm], left: str | None) -> Iterator[Alarm]:
    """Yield the alarms of the time in which somebody was signed up, with their name."""
    for alarm in alarms:
        if one.signed_on[:7] <= alarm.month and (left is None or alarm.month <= left[:7]):
            sentence = f"{one.contact} ({one.interest}) was met by {alarm.fall}."
            yield Alarm(sign_up=one.contact, month=alarm.month, fall=alarm.fall, sentence=sentence)


def _month_counts(got: Iterable[Row], held: Mapping[str, Mapping[str, int]]) -> tuple[MonthCount, ...]:
    by_month = {row["month"]: row for row in got}
    found = []
    for month in sorted({*by_month, *held}):
        row = by_month.get(month, {"first": 0, "followups": 0, "other": 0})
        counts = {name: row[name] for name in ("first", "followups", "other")}
        found.append(MonthCount(month=month, held=held.get(month, {}), **counts))
    return tuple(found)


def _months(first: str, last: str) -> Iterator[str]:
    """Yield all months from one to another."""
    day, end = date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-01")
    while day <= end:
        yield day.isoformat()[:7]
        day = (day + timedelta(days=31)).replace(day=1)
