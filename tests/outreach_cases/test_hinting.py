"""An Urgent Action says to which long-term case it belongs, to whoever may see that, and that its work rests."""

import pytest
from attrs import evolve

from outreach_cases import service
from outreach_cases.model.levels import Reason
from outreach_crm.app import App
from outreach_crm.model import Ref
from outreach_urgent_actions.service import showing
from tests.outreach_cases.builders import a_case
from tests.urgent_actions.builders import add_issue
from tests.web.office import Desk, words


def belonging(app: App) -> tuple[int, Ref]:
    """Write down a case with an Urgent Action that belongs to it."""
    add_issue(app, "nurses", ref="UA 205/2001")
    case = a_case(app, ref="IP 7")
    return case.id, service.point(app, case.id, "UA 205/01").ref


def told(app: App, ref: Ref) -> list[str]:
    return [str(one.sentence) for one in app.plugins.hints(app, None, ref)]


def test_a_record_says_to_which_case_it_belongs_until_it_does_no_more(app: App) -> None:
    case_id, ref = belonging(app)

    (hint,) = app.plugins.hints(app, None, ref)

    assert hint.sentence == "It belongs to the long-term case Sanaa Rezaiy (IP 7): active, not decided."
    assert hint.step is not None
    assert hint.step.path == f"/cases/{case_id}"
    assert told(app, Ref("ua_cases", 99)) == told(app, Ref("ua_issues", ref.id)) == []
    service.let_go(app, service.pointers(app, case_id)[0].id)
    assert told(app, ref) == []


def test_it_says_so_where_all_work_on_the_case_rests(app: App) -> None:
    case_id, ref = belonging(app)

    service.stop(app, case_id, Reason.SAFETY, note="Arrests after letters came")

    assert told(app, ref) == [
        "It belongs to the long-term case Sanaa Rezaiy (IP 7), on which all work rests: ethical risk or safety."
    ]


def test_whoever_may_not_see_the_case_is_not_told_of_it(app: App) -> None:
    _, ref = belonging(app)

    theirs = App.on(app.store, app.plugins, app.settings, app.keyring, evolve(app.actor, contact_id=1))

    seen = told(theirs, ref)
    App.on(app.store, app.plugins, app.settings, app.keyring, app.actor)  # the connection is the officer's again
    assert seen == []


@pytest.mark.connections
def test_the_page_of_the_urgent_action_leads_to_the_case(desk: Desk) -> None:
    case_id, ref = belonging(desk.app)

    page = desk.read(f"/urgent-actions/cases/{ref.id}")

    assert "It belongs to the long-term case Sanaa Rezaiy (IP 7)" in words(page)
    assert f'<a href="/cases/{case_id}">See the case</a>' in page


def test_what_is_shown_of_an_urgent_action_has_it(app: App) -> None:
    belonging(app)

    found = showing.show_case(app, "UA 205/01")

    assert [str(one.sentence) for one in found.hints] == told(app, Ref("ua_cases", found.case.id)) != []
