"""Who gets an issue, for which reason, and who does not although it fits."""

import json
from datetime import date

import pytest

from outreach_crm.app import App
from outreach_crm.dispatch.model import reasons
from outreach_urgent_actions.service import matching
from tests.builders import a_person, with_settings
from tests.urgent_actions.builders import add_issue, add_sign_up, received

TODAY = date(2026, 3, 9)


def matched(app: App, issue_id: int, on: date = TODAY) -> dict[str, list[str]]:
    """Return who gets an issue, by name, with the reasons as sentences."""
    with app.store.selection() as selection:
        found = matching.fill(app, selection, issue_id, on=on)
        rows = app.store.rows(
            "select c.name, s.because from selection s join contacts c on c.id = s.contact_id order by c.name"
        )
    assert found.recipients == len(rows)
    return {row["name"]: list(reasons(row["because"], matching.REASONS)) for row in rows}


def held(app: App, issue_id: int, on: date = TODAY) -> dict[str, str]:
    """Return who does not get an issue that fits, by name, with the rule."""
    with app.store.selection() as selection:
        found = matching.fill(app, selection, issue_id, on=on)
        rows = app.store.rows(
            "select c.name, n.rule from ua_not_sent n join contacts c on c.id = n.contact_id order by c.name"
        )
    assert sum(found.held.values()) == len(rows)
    return {row["name"]: row["rule"] for row in rows}


def test_who_asked_for_something_general_gets_what_is_more_specific_and_the_way_is_told(app: App) -> None:
    add_sign_up(app, a_person(app).id, "health professionals")
    issue = add_issue(app, "nurses", "Chile")
    assert matched(app, issue) == {"Ana Ruiz": ["signed up for Health professionals (Nurses → Health professionals)"]}


def test_who_asked_for_something_specific_does_not_get_what_is_more_general(app: App) -> None:
    add_sign_up(app, a_person(app).id, "nurses")
    assert matched(app, add_issue(app, "health professionals")) == {}


def test_keywords_of_one_question_widen_and_those_of_another_one_narrow(app: App) -> None:
    add_sign_up(app, a_person(app).id, "nurses", "lawyers", regions=("Americas",))
    assert list(matched(app, add_issue(app, "lawyers", "Chile"))) == ["Ana Ruiz"]
    assert list(matched(app, add_issue(app, "nurses", "Peru"))) == ["Ana Ruiz"]
    assert matched(app, add_issue(app, "nurses", "Egypt")) == {}
    assert matched(app, add_issue(app, "journalists", "Chile")) == {}


def test_what_is_excluded_takes_an_issue_away_whatever_else_it_has(app: App) -> None:
    add_sign_up(app, a_person(app).id, "nurses", without="death penalty")
    assert matched(app, add_issue(app, "nurses", "death penalty")) == {}
    assert list(matched(app, add_issue(app, "nurses"))) == ["Ana Ruiz"]


def test_a_sign_up_without_keywords_is_for_everything_but_what_is_excluded(app: App) -> None:
    add_sign_up(app, a_person(app).id, without="Egypt")
    assert matched(app, add_issue(app, "torture")) == {"Ana Ruiz": ["signed up for everything"]}
    assert list(matched(app, add_issue(app))) == ["Ana Ruiz"]
    assert matched(app, add_issue(app, "Egypt")) == {}


def test_like_a_sector_is_any_of_what_its_file_watches(app: App) -> None:
    add_sign_up(app, a_person(app).id, like="medical", regions=("Americas",))
    told = matched(app, add_issue(app, "midwives", "Peru"))
    assert told["Ana Ruiz"][0].startswith("signed up as the sector medical: ")
    assert told["Ana Ruiz"][1] == "signed up for Americas (Peru → Americas)"
    assert list(matched(app, add_issue(app, "death penalty", "United States"))) == ["Ana Ruiz"]
    assert matched(app, add_issue(app, "midwives", "Egypt")) == {}


def test_of_two_sign_ups_the_more_specific_one_is_the_reason(app: App) -> None:
    ana = a_person(app).id
    add_sign_up(app, ana)
    add_sign_up(app, ana, like="legal")
    (told,) = matched(app, add_issue(app, "lawyers")).values()
    assert told == ["signed up as the sector legal: Lawyers"]


def test_a_limit_counts_the_first_issues_of_its_months_and_nothing_else(app: App) -> None:
    ana = a_person(app).id
    add_sign_up(app, ana, at_most="1/month")
    received(app, ana, add_issue(app, "nurses"), "2026-02-27")
    received(app, ana, add_issue(app, "nurses", kind="followup"), "2026-03-02")
    assert list(matched(app, add_issue(app))) == ["Ana Ruiz"]
    received(app, ana, add_issue(app, "nurses"), "2026-03-01")
    assert held(app, add_issue(app)) == {"Ana Ruiz": "limit"}
    assert list(matched(app, add_issue(app), date(2026, 4, 1))) == ["Ana Ruiz"]
    assert list(matched(app, add_issue(app, kind="followup"))) == ["Ana Ruiz"]


def test_one_every_other_month_looks_back_at_the_month_before(app: App) -> None:
    ana = a_person(app).id
    add_sign_up(app, ana, at_most="1 every other month")
    received(app, ana, add_issue(app, "nurses"), "2026-02-01")
    assert held(app, add_issue(app)) == {"Ana Ruiz": "limit"}
    assert list(matched(app, add_issue(app), date(2026, 4, 1))) == ["Ana Ruiz"]


def test_a_life_at_risk_may_exceed_a_limit_once(app: App) -> None:
    ana = a_person(app).id
    add_sign_up(app, ana, at_most="1/month")
    received(app, ana, add_issue(app, "nurses"))
    told = matched(app, add_issue(app, life_at_risk=1))
    assert "is over the limit this once, because a life is at risk" in told["Ana Ruiz"]
    received(app, ana, add_issue(app, "nurses", life_at_risk=1))
    assert held(app, add_issue(app, life_at_risk=1)) == {"Ana Ruiz": "limit"}


def test_who_was_promised_some_gets_others_where_their_own_keywords_bring_too_few(app: App) -> None:
    ana = a_person(app).id
    add_sign_up(app, ana, "midwives", at_least="1/month", without="Egypt")
    issue = add_issue(app, "torture", "Chile")
    assert matched(app, issue) == {"Ana Ruiz": ["was promised more than their own keywords have brought"]}
    assert matched(app, add_issue(app, "torture", "Egypt")) == {}
    received(app, ana, add_issue(app, "midwives"), "2026-02-20")
    assert matched(app, issue) == {}


@pytest.mark.parametrize(
    ("fields", "rule"),
    [({"paused_until": "2026-03-10"}, "paused"), ({"any_language": 0, "language": "es"}, "language-missing")],
)
def test_who_fits_and_does_not_get_it_is_told_with_the_rule(app: App, fields: dict[str, object], rule: str) -> None:
    sign_up = add_sign_up(app, a_person(app).id, "nurses")
    with app.change("test"):
        app.store.update("ua_sign_ups", sign_up.id, fields)
    assert held(app, add_issue(app, "nurses", languages=["en"])) == {"Ana Ruiz": rule}


def test_a_language_is_there_in_any_of_its_countries(app: App) -> None:
    add_sign_up(app, a_person(app).id, "nurses", language="pt", any_language=False)
    assert list(matched(app, add_issue(app, "nurses", languages=["en", "pt-BR"]))) == ["Ana Ruiz"]


def test_what_is_for_members_goes_to_nobody_else(app: App) -> None:
    add_sign_up(app, a_person(app, "Bo Outside").id)
    add_sign_up(app, a_person(app, "Cy Member", membership="member").id)
    issue = add_issue(app, audience="members")
    assert list(matched(app, issue)) == ["Cy Member"]
    assert held(app, issue) == {"Bo Outside": "members-only"}


def test_nobody_gets_what_is_about_their_own_country_where_the_section_says_so(app: App) -> None:
    add_sign_up(app, a_person(app, "Bo Chileno", country="CL").id)
    add_sign_up(app, a_person(app, "Cy Peruano", country="PE").id)
    issue = add_issue(app, "nurses", "Chile")
    assert len(matched(app, issue)) == 2
    app = with_settings(app, urgent_actions={"own_country": False})
    assert held(app, issue) == {"Bo Chileno": "own-country"}


def test_who_received_an_issue_does_not_get_it_again(app: App) -> None:
    ana = a_person(app).id
    add_sign_up(app, ana)
    issue = add_issue(app)
    received(app, ana, issue)
    assert held(app, issue) == {"Ana Ruiz": "already-sent"}


def test_who_was_held_back_is_kept_with_the_rule(app: App) -> None:
    sign_up = add_sign_up(app, a_person(app).id)
    with app.change("test"):
        app.store.update("ua_sign_ups", sign_up.id, {"paused_until": "2026-05-01"})
    issue = add_issue(app)
    held(app, issue)
    assert matching.keep_held(app, issue) == 1
    (row,) = app.store.rows("select contact_id, rule, detail, held_on from ua_held")
    assert row == {
        "contact_id": sign_up.contact_id,
        "rule": "paused",
        "detail": "2026-05-01",
        "held_on": TODAY.isoformat(),
    }


def test_reasons_are_keys_with_data(app: App) -> None:
    add_sign_up(app, a_person(app).id, "nurses")
    issue = add_issue(app, "nurses")
    with app.store.selection() as selection:
        matching.fill(app, selection, issue, on=TODAY)
        because = app.store.value("select because from selection")
    assert json.loads(because) == [["interest", {"said": "Nurses"}]]
