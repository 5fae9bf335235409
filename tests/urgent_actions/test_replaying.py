"""A replay: the same rules as what is sent, on a copy, and what it counts."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.keywords import service as keywords
from outreach_urgent_actions.model.replays import BROKEN, ENDED, Replayed
from outreach_urgent_actions.queries import replaying as queries
from outreach_urgent_actions.service import candidates, replaying
from outreach_urgent_actions.service.candidates import Candidate
from tests.urgent_actions.builders import add_issue
from tests.urgent_actions.logs import a_log

HEAD = "name,keywords,at_most,from,until\n"


@pytest.fixture
def log(app: App) -> App:
    """An App with a thesaurus."""
    keywords.prepare(app)
    return app


def tried(app: App, folder: Path, *rows: str) -> dict[str, Replayed]:
    """Replay all there is against sign-ups written as lines of a table; return what each got, by name."""
    told = replaying.replay(app, signed(app, folder, *rows))
    assert not any(told.broken.values())
    return {one.name: one for one in told.sign_ups}


def signed(app: App, folder: Path, *rows: str) -> tuple[Candidate, ...]:
    path = folder / "sign-ups.csv"
    path.write_text(HEAD + "\n".join(rows), encoding="utf-8")
    return candidates.read(app, path)


def test_updates_go_to_whoever_got_the_first_issue_whatever_their_keywords_say(log: App, tmp_path: Path) -> None:
    add_issue(log, "nurses", ref="UA 1/2001", issued="2001-01-10")
    add_issue(log, "lawyers", ref="UA 1/2001", kind="followup", issued="2001-02-10")
    found = tried(log, tmp_path, "Nurses,nurses,,,", "Lawyers,lawyers,,,")
    nurses, lawyers = found["Nurses"], found["Lawyers"]
    assert [(one.month, one.first, one.followups) for one in nurses.months] == [("2001-01", 1, 0), ("2001-02", 0, 1)]
    assert (lawyers.first, lawyers.followups) == (0, 0)


def test_nothing_that_asks_to_write_leaves_after_a_stop_and_the_stop_itself_does(log: App, tmp_path: Path) -> None:
    add_issue(log, "nurses", ref="UA 1/2001", issued="2001-01-10")
    add_issue(log, "nurses", ref="UA 1/2001", kind="stop", issued="2001-01-20")
    add_issue(log, "nurses", ref="UA 1/2001", kind="followup", issued="2001-02-10")
    add_issue(log, "nurses", ref="UA 1/2001", kind="initial", issued="2001-02-11")
    one = tried(log, tmp_path, "Nurses,nurses,,,")["Nurses"]
    assert (one.first, one.followups, one.held) == (1, 1, {ENDED: 2})


def test_a_limit_holds_first_issues_back_and_lets_updates_through(log: App, tmp_path: Path) -> None:
    for number, day in enumerate(("2001-01-10", "2001-01-20", "2001-02-10", "2001-03-10"), 1):
        add_issue(log, "nurses", ref=f"UA {number}/2001", issued=day)
    add_issue(log, "nurses", ref="UA 1/2001", kind="followup", issued="2001-01-30")
    add_issue(log, "nurses", ref="UA 2/2001", kind="followup", issued="2001-01-31")
    one = tried(log, tmp_path, "Nurses,nurses,1 every other month,,")["Nurses"]
    told = {month.month: (month.first, month.followups, month.held) for month in one.months}
    assert told == {"2001-01": (1, 1, {"limit": 1}), "2001-02": (0, 0, {"limit": 1}), "2001-03": (1, 0, {})}


def test_who_left_gets_no_update_and_hears_of_a_stop(log: App, tmp_path: Path) -> None:
    add_issue(log, "nurses", ref="UA 1/2001", issued="2001-01-10")
    add_issue(log, "nurses", ref="UA 1/2001", kind="followup", issued="2001-02-10")
    add_issue(log, "nurses", ref="UA 1/2001", kind="stop", issued="2001-02-11")
    found = tried(log, tmp_path, "Gone,nurses,,,2001-02-01", "Late,nurses,,2001-02-01,")
    gone, late = found["Gone"], found["Late"]
    assert (gone.first, gone.followups, gone.held, gone.left_on) == (1, 1, {"left": 1}, "2001-02-01")
    assert (late.first, late.followups) == (0, 0)


def test_an_update_of_what_nobody_got_goes_to_nobody_and_is_counted(log: App, tmp_path: Path) -> None:
    add_issue(log, "nurses", ref="UA 1/2001", kind="followup", issued="2001-02-10")
    told = replaying.replay(log, signed(log, tmp_path, "Nurses,nurses,,,"))
    assert (told.messages, told.first, told.orphans, told.sign_ups[0].followups) == (1, 0, 1, 0)


def test_a_keyword_that_falls_silent_is_told_with_the_month(log: App, tmp_path: Path) -> None:
    for month in range(36):
        day = f"{2001 + month // 12}-{month % 12 + 1:02d}"
        add_issue(log, "lawyers", issued=f"{day}-05")
        if month < 24:
            add_issue(log, "trade unionists", issued=f"{day}-07")
    told = replaying.replay(log, signed(log, tmp_path, "Unions,trade unionists,,,", "Lawyers,lawyers,,,"))
    assert [one.sign_up for one in told.alarms] == ["Unions"]
    assert "2003-06" <= told.alarms[0].month <= "2003-12"
    assert "of 12 first issues in 12 months" in told.alarms[0].sentence


def test_only_the_time_that_was_asked_for_is_run(log: App, tmp_path: Path) -> None:
    for month in ("01", "02", "03"):
        add_issue(log, "nurses", issued=f"2001-{month}-10")
    who = signed(log, tmp_path, "Nurses,nurses,,,")
    told = replaying.replay(log, who, since=date(2001, 2, 1), until=date(2001, 2, 28))
    assert (told.messages, told.sign_ups[0].first) == (1, 1)
    with pytest.raises(InvalidInputError, match="before it begins"):
        replaying.replay(log, who, since=date(2001, 2, 1), until=date(2001, 1, 1))


def test_the_database_is_not_written_and_no_contact_is_copied(log: App, tmp_path: Path) -> None:
    add_issue(log, "nurses", issued="2001-01-10")
    before = {table: log.store.value(f"select count(*) as n from {table}") for table in log.store.tables()}
    tried(log, tmp_path, "Nurses,nurses,,,")
    assert before == {table: log.store.value(f"select count(*) as n from {table}") for table in log.store.tables()}


def test_a_log_that_is_empty_is_told_so(log: App) -> None:
    with pytest.raises(NotFoundError, match="ua import"):
        replaying.replay(log, candidates.example(log))


def test_five_sectors_come_with_the_program(log: App) -> None:
    found = candidates.example(log)
    assert [one.draft.sector for one in found] == ["legal", "medical", "unions", "youth", "religious"]
    assert all(one.draft.interest.clauses for one in found)


def test_all_rows_that_cannot_be_understood_are_named_at_once(log: App, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="3 rows") as caught:
        signed(log, tmp_path, "A,nurses,,,", "B,astronomers of Mars,,,", ",nurses,,,", "C,nurses,often,,")
    assert [one.line for one in caught.value.problems] == [3, 4, 5]


def test_each_promise_is_counted_when_it_is_broken(log: App) -> None:
    first = add_issue(log, "nurses", ref="UA 1/2001", issued="2001-01-10")
    stop = add_issue(log, "nurses", ref="UA 1/2001", kind="stop", issued="2001-01-11")
    update = add_issue(log, "nurses", ref="UA 1/2001", kind="followup", issued="2001-01-12")
    more = add_issue(log, "nurses", ref="UA 2/2001", issued="2001-01-20")
    whole = candidates.Candidate(name="A", draft=candidates.example(log)[0].draft, left_on=date(2001, 1, 15))
    (who,) = candidates.sign_up_all(log, [whole], date(2001, 1, 1)).values()
    with log.change("test: a limit"):
        log.store.update("ua_sign_ups", who.id, {"at_most": 1, "left_on": "2001-01-15"})
    queries.begin(log.store)
    with log.store.selection() as chosen:
        chosen.fill("select :who as contact_id", who=who.contact_id)
        for seq, issue in enumerate((first, stop, update, more), 1):
            queries.note(log.store, seq, issue)
            if issue != stop:
                queries.sent(log.store, seq, first=issue != update)
    told = {"sends_after_stop": 1, "limits_exceeded": 1, "sends_after_leaving": 1, "followups_without_original": 0}
    assert queries.broken(log.store) == told
    log.store.execute("delete from ua_got where seq = 1")
    assert queries.broken(log.store)["followups_without_original"] == 1
    assert {*BROKEN} == {*told}


def test_the_command_tells_it_as_one_document(cli: Callable[..., Result], tmp_path: Path) -> None:
    rows = [("1", "ua 1/01 on peru", "legal professionals", "2001-01-10"), ("2", "update on ua 1/01", "", "2001-02-10")]
    cli("ua", "import", str(a_log(tmp_path, rows)))
    told = json.loads(cli("ua", "replay", "--from", "2001-01", "--to", "2001", "--json").stdout)
    assert [(one["month"], one["first"], one["followups"]) for one in told["sign_ups"][0]["months"]] == [
        ("2001-01", 1, 0),
        ("2001-02", 0, 1),
    ]
    assert told["broken"] == dict.fromkeys(BROKEN, 0)
    assert "Lawyers" in cli("ua", "replay").stdout
