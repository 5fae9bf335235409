"""Finding who is to get an issue: interests expanded by the thesaurus, each recipient with the reason (formula F19)."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import define

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.errors import NotFoundError
from outreach_crm.keywords import service as keywords
from outreach_crm.privacy import service as privacy
from outreach_crm.storage import Row, Selection
from outreach_crm.text import say
from outreach_urgent_actions.model import (
    REASONS,
    RULES,
    Audience,
    Kind,
    Matched,
    UrgentActionSettings,
    Wants,
    first_of_month,
    months_before,
    wanted,
)
from outreach_urgent_actions.queries import matching as queries
from outreach_urgent_actions.queries import meeting
from outreach_urgent_actions.service import limits

__all__ = ["REASONS", "RULES", "fill", "keep_held"]


def fill(
    app: App,
    selection: Selection,
    issue_id: int,
    *,
    on: date,
    received: str = queries.RECEIVED,
) -> Matched:
    """Fill the open selection with who is to get an issue, each with channel, language and reasons.

    The reasons are ``[[key, {data}], …]`` with the keys of ``REASONS``. Whom it fits and who does not get it stands in
    the table ``ua_not_sent(contact_id, rule, detail)`` of the connection, with the keys of ``RULES``. Clearance is not
    asked here: whoever freezes the selection does.

    Args:
        app: the App.
        selection: the open selection; what is in it already stays.
        issue_id: which issue.
        on: the day it is sent: pauses and limits are asked of that day.
        received: the relation of who received what, ``(contact_id, issue_id, kind, sent_on)``; limits count in it.

    Raises:
        NotFoundError: there is no such issue.
    """
    found = meeting.issue(app.store, issue_id)
    if found is None:
        raise NotFoundError(say("There is no Urgent Action {issue_id}; see outreach ua list.", issue_id=issue_id))
    keywords.prepare(app)
    queries.begin(app.store, ways(app))
    meeting.meet(app.store, _told(app, issue_id))
    asked = _Asked(app, found, on, received, wanted(Kind(found["kind"])))
    asked.promise()
    asked.judge()
    recipients = queries.choose(app.store, selection, **asked.of)
    return Matched(recipients=recipients, held=queries.held(app.store))


def keep_held(app: App, issue_id: int, *, on: date | None = None) -> int:
    """Write down whom the last match on this connection found to fit and left out; return how many.

    Args:
        app: the App.
        issue_id: the issue that was matched.
        on: the day of the match; else today.
    """
    with app.change("keep who was held back", final=True):
        return queries.keep(app.store, issue_id, on or app.clock.today())


def ways(app: App) -> dict[str, str]:
    """Return the channel by which each way that people can ask for is gone.

    Of a kind that is the channel by which mailings go (``[mailings] channel``) where it is of that kind, else the one
    of that name, else the first; whoever asks for another channel by its name gets that. A way that no channel goes yet
    is left to the channel of the dispatch.
    """
    usual, channels = dispatch.usual_channel(app), app.plugins.channels()
    best = sorted(channels, key=lambda one: (one.key != usual, one.key != one.medium))
    found = {medium: one.key for medium in privacy.channels(app) for one in reversed(best) if one.medium == medium}
    return {**{one.key: one.key for one in channels}, **found}


def _told(app: App, issue_id: int) -> Iterator[tuple[int, str]]:
    """Yield every keyword that an issue answers, the nearest first, with how it is told as JSON."""
    nearest: dict[int, Row] = {}
    for row in meeting.says(app.store, issue_id):
        nearest.setdefault(row["general_id"], row)
    paths = {general: _path(app, row) for general, row in nearest.items()}
    labels = {one.id: one.label for one in keywords.some(app, {one for path in paths.values() for one in path})}
    for general, path in paths.items():
        way = " → ".join(labels[one] for one in path)
        said = f"{labels[general]} ({way})" if len(path) > 1 else labels[general]
        yield general, f"{min(len(path), 9)} " + json.dumps({"said": said}, ensure_ascii=False)[1:-1]


def _path(app: App, row: Row) -> list[int]:
    """Return the way up from a keyword of the issue to the one that was signed up for."""
    path = [row["specific_id"]]
    above = meeting.steps(app.store, row["general_id"]) if row["depth"] else {}
    while path[-1] != row["general_id"]:
        path.append(above[path[-1]])
    return path


@define
class _Asked:
    """The rules that can hold for one issue on one day."""

    app: App
    issue: Row
    on: date
    received: str
    wants: Wants
    due: bool = False
    # From which day on it is known who received what.
    since: date = date.min

    @property
    def of(self) -> dict[str, Any]:
        """What every statement is told."""
        return {"on": self.on.isoformat(), "wants": self.wants.value, "due": self.due}

    @property
    def first(self) -> bool:
        """Whether limits and promises count it."""
        return self.issue["kind"] in {Kind.INITIAL, Kind.PUBLICATION}

    def promise(self) -> None:
        """Find to whom more was promised than their keywords brought."""
        store, promises = self.app.store, queries.promises(self.app.store)
        back = (queries.longest(store), limits.look_back(self.app), *(months + 1 for months in promises))
        self.since = first_of_month(self.on, max(back))
        queries.look_back(store, self.since)
        since = {months: months_before(self.on, months) for months in promises}
        day, wants = self.on.isoformat(), self.wants.value
        self.due = self.first and queries.promise(store, since, self.received, on=day, wants=wants) > 0

    def judge(self) -> None:
        """Ask each rule that can hold."""
        app, settings = self.app, self.app.settings.of("urgent_actions", UrgentActionSettings)
        own = {"issue_id": self.issue["id"]}
        self._ask("already-sent", received=self.received, **own)
        if self.issue["audience"] == Audience.MEMBERS:
            self._ask("members-only")
        if not settings.own_country and (countries := meeting.countries(app.store, self.issue["id"])):
            self._ask("own-country", countries=json.dumps(countries), home=app.section.country)
        self._ask("paused")
        if languages := meeting.languages(app.store, self.issue["id"]):
            self._ask("language-missing", spoken=json.dumps([one.partition("-")[0] for one in languages]))
        if self.first:
            month = self.on.year * 12 + self.on.month
            self._ask("limit", received=self.received, month=month, life=self.issue["life_at_risk"], **own)
        if self.issue["kind"] == Kind.INITIAL:
            limits.pace(app, self.received, since=self.since, issue_id=self.issue["id"], **{**self.of, "on": self.on})

    def _ask(self, rule: str, **more: Any) -> None:
        queries.judge(self.app.store, rule, **self.of, **more)
