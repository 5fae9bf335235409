"""What a sign-up would have brought over the last years of the log."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_urgent_actions.model import Interest, Rate
from outreach_urgent_actions.service import Wish, interests, trying
from tests.urgent_actions.builders import add_issue
from tests.urgent_actions.test_previewing import with_app

Cli = Callable[..., Result]


def test_a_trial_counts_first_issues_by_month_and_names_them(app: App) -> None:
    for issued in ("2012-01-10", "2012-01-20", "2012-03-02"):
        add_issue(app, "nurses", "Chile", issued=issued, ref=f"UA {issued[8:]}/2012")
    add_issue(app, "nurses", "Chile", issued="2012-03-03", kind="followup")
    add_issue(app, "nurses", "Egypt", issued="2012-04-03")
    add_issue(app, "torture", "Chile", issued="2012-04-30")
    wish = Wish(occupations=("nurse",), regions=("Americas",))
    found = trying.try_out(app, interests.read(app, wish), at_most=Rate(1))
    assert (found.months, found.a_month, found.within) == (4, 0.75, 2)
    assert [one.cases for one in found.issues] == ["UA 10/2012", "UA 20/2012", "UA 02/2012"]
    assert found.by_year == {"2012": 3}


def test_a_trial_leaves_out_what_is_excluded_and_takes_in_everything_without_keywords(app: App) -> None:
    add_issue(app, "nurses", issued="2012-01-10")
    add_issue(app, "torture", issued="2012-01-11")
    assert len(trying.try_out(app, Interest()).issues) == 2
    assert len(trying.try_out(app, interests.read(app, Wish(unwanted=("torture",)))).issues) == 1


def test_where_nothing_would_have_come_a_more_general_keyword_is_proposed(app: App) -> None:
    add_issue(app, "health professionals", "Chile", issued="2012-01-10")
    found = trying.try_out(app, interests.read(app, Wish(occupations=("nurse",), regions=("Americas",))))
    assert (found.issues, found.wider["Health professionals"]) == ((), 1)


def test_without_a_log_there_is_nothing_to_try_it_on(app: App) -> None:
    with pytest.raises(NotFoundError, match="outreach ua import"):
        trying.try_out(app, Interest())


@pytest.mark.parametrize("years", ["0", "-3", "99999"])
def test_years_that_cannot_be_tried_are_wrong_usage(cli: Cli, years: str) -> None:
    assert "--years" in cli("ua", "try", "--years", years, code=2).stderr


def test_the_command_tells_how_many_a_month(cli: Cli) -> None:
    with_app(add_issue, "nurses", "Chile", issued="2012-01-10")
    arguments = ("ua", "try", "--occupation", "nurse", "--region", "Americas")
    assert "That is 1 a month." in cli(*arguments).stdout
    assert json.loads(cli(*arguments, "--json").stdout)["by_year"] == {"2012": 1}
