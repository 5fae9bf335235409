"""A replay of fourteen years of Urgent Actions for ten thousand sign-ups."""

import random
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.keywords import service as keywords
from outreach_urgent_actions.model import Interest, Rate
from outreach_urgent_actions.service import replaying
from outreach_urgent_actions.service.candidates import Candidate
from outreach_urgent_actions.service.signing import SignUpDraft
from tests.benchmarks.frame import Figure, benchmark, cpu

MESSAGES, SIGN_UPS = 5_390, 10_000
_ENVIRON = {"OUTREACH_SETTINGS": "none.toml", "OUTREACH_KEY": "0" * 32, "LOGNAME": "bench"}
_FIRST, _DAYS = date(1999, 1, 4), 5_250
_KNOWN = (
    "select id from v_keywords where scheme = 'concerns' union all select * from"
    " (select id from v_keywords where scheme = 'countries' and facet = 'country' order by id limit 180) as c"
)
_RATES = (None, Rate(1), Rate(4), Rate(1, 2))


@benchmark("replay")
def replaying_a_log() -> Iterator[Figure]:
    """5,390 messages of an invented log against 10,000 sign-ups of 4,000 different interests, on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        app = App.open(str(Path(folder) / "replay.db"), environ=_ENVIRON)
        chance = random.Random(7)
        keywords.prepare(app)
        known = [row["id"] for row in app.store.rows(_KNOWN)]
        make_log(app, chance, known)
        who = [*some(chance, known)]
        told = []
        seconds = cpu(lambda: told.append(replaying.replay(app, who)))
        app.close()
    first = sum(one.first for one in told[0].sign_ups)
    rest = sum(one.followups for one in told[0].sign_ups)
    yield Figure(title="first issues that came", value=first, unit="")
    yield Figure(title="what followed them", value=rest, unit="")
    broken = sum(told[0].broken.values())
    yield Figure(title="promises broken", value=broken, unit="", goal="none", met=not broken)
    title = f"{told[0].messages:,} messages for {SIGN_UPS:,} sign-ups"
    yield Figure(title=title, value=seconds, unit="s CPU", goal="at most 60 s", met=seconds <= 60)


def make_log(app: App, chance: random.Random, known: Sequence[int]) -> None:
    """Write a log: about half of all cases have one message, the longest a dozen; a third end by a stop or a final."""
    messages = 0
    with app.change("benchmark", final=True):
        while messages < MESSAGES:
            number = app.store.insert("ua_cases", {"ref": f"UA {messages}/1999", "number": messages, "year": 1999})
            words = {*_weighted(chance, known[:-180], 3), chance.choice(known[-180:])}
            day = _FIRST + timedelta(days=chance.randrange(_DAYS))
            for kind in _chain(chance):
                _message(app, number, kind, day, words, messages)
                messages += 1
                day += timedelta(days=1 + int(chance.expovariate(1 / 35)))
    app.store.execute("analyze")


def _chain(chance: random.Random) -> Iterator[str]:
    yield "initial"
    while chance.random() < 0.4:
        yield "followup"
    if chance.random() < 0.3:
        yield chance.choice(("stop", "final"))


def _message(app: App, case_id: int, kind: str, day: date, words: set[int], number: int) -> None:
    own = {"uid": f"{number:016x}", "digest": str(number), "subject": f"message {number}", "words": "[]"}
    about = {"kind": kind, "sort_name": str(number), "issued_on": day.isoformat()}
    issue_id = app.store.insert("ua_issues", {**own, **about})
    app.store.insert("ua_issue_cases", {"issue_id": issue_id, "case_id": case_id})
    row = {"issue_id": issue_id, "origin": "issued"}
    app.store.insert_many("ua_issue_keywords", ({**row, "keyword_id": one, "written": str(one)} for one in words))


def some(chance: random.Random, known: Sequence[int]) -> Iterator[Candidate]:
    """Yield sign-ups: one of twenty for everything, the others for one to three keywords and at times a country."""
    wishes = [Interest()] * 200 + [_interest(chance, known) for _ in range(3_800)]
    for number in range(SIGN_UPS):
        draft = SignUpDraft(interest=chance.choice(wishes), at_most=chance.choice(_RATES))
        left = _FIRST + timedelta(days=chance.randrange(_DAYS)) if chance.random() < 0.1 else None
        yield Candidate(name=f"Group {number}", draft=draft, left_on=left)


def _interest(chance: random.Random, known: Sequence[int]) -> Interest:
    clause = {"what": _weighted(chance, known[:-180], chance.choice((1, 1, 2, 3)))}
    if chance.random() < 0.2:
        clause["where"] = frozenset(chance.sample(known[-180:], 10))
    return Interest(clauses=(clause,))


def _weighted(chance: random.Random, known: Sequence[int], n: int) -> frozenset[int]:
    """Return some keywords: a few are common and many are rare."""
    return frozenset(known[min(int(chance.expovariate(1 / 30)), len(known) - 1)] for _ in range(n))
