"""Follow-ups go to those who got the case, and to nobody whom keywords would bring."""

from datetime import date
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import State
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_urgent_actions.model.sending import Order
from outreach_urgent_actions.service import distributing, following, pausing
from tests.urgent_actions.builders import add_issue
from tests.urgent_actions.outgoing import REF, a_member, files, names, sent


@pytest.fixture(name="first")
def the_first_issue(app: App, tmp_path: Path) -> int:
    """A case whose first issue went to Ana, Jon and Eva."""
    for name in ("Ana Ruiz", "Jon Berg", "Eva Lind"):
        a_member(app, name, "nurses")
    issue = add_issue(app, "nurses", ref=REF, languages=("en",))
    sent(app, issue, tmp_path / "first")
    return issue


def an_update(app: App, kind: str = "followup", ordinal: int | None = 1) -> int:
    """Add an issue of the case whose keywords fit nobody who got the first one."""
    return add_issue(app, "lawyers", ref=REF, kind=kind, ordinal=ordinal, languages=("en",))


def test_it_goes_to_those_who_got_the_case_whatever_its_keywords_say(app: App, tmp_path: Path, first: int) -> None:
    a_member(app, "Ole Dahl", "lawyers")
    update = an_update(app)
    proposed = distributing.propose(app, update, Order())
    assert (proposed.name, proposed.to) == ("UA 205/2001, first update", "to the 3 who got UA 205/2001")
    handed = sent(app, update, tmp_path / "update")
    assert names(tmp_path / "update") == {"ana", "jon", "eva"}
    told = dispatch.show(app, handed.dispatch.id).deliveries
    assert {one.why for one in told} == {("received UA 205/2001",)}


def test_whoever_did_not_get_through_gets_no_follow_up(app: App, tmp_path: Path, first: int) -> None:
    (one,) = (d for d in dispatch.show(app, first_dispatch(app)).deliveries if d.name == "Eva Lind")
    for number, state in enumerate(("failed", "in_doubt"), 1):
        # As if the server had said so: the states of deliveries cannot go back.
        app.store.execute("delete from deliveries where id = :id", id=one.id)
        row = {"dispatch_id": first_dispatch(app), "contact_id": one.contact_id, "channel": "folder"}
        one_id = app.store.insert("deliveries", {**row, "language": "en", "state": state, "address_key": f"k{number}"})
        got = {each.contact for each in following.follow(app, REF)}
        assert ("Eva Lind" in got) is (state == "in_doubt")
        app.store.execute("delete from deliveries where id = :id", id=one_id)


def first_dispatch(app: App) -> int:
    return next(one.id for one in dispatch.list_dispatches(app, everything=True) if one.name == REF)


@pytest.mark.parametrize(
    ("kind", "gets"),
    [
        ("followup", {"ana"}),
        ("final", {"ana", "jon"}),
        ("correction", {"ana", "jon", "eva"}),
        ("stop", {"ana", "jon", "eva"}),
    ],
)
def test_who_paused_still_hears_the_end_and_who_left_still_hears_of_an_error(
    app: App, tmp_path: Path, first: int, kind: str, gets: set[str]
) -> None:
    who = {one.contact: one.contact_id for one in following.follow(app, REF)}
    pausing.pause(app, who["Jon Berg"], until=date(2026, 5, 1))
    pausing.leave(app, who["Eva Lind"])
    issue = an_update(app, kind, None)
    sent(app, issue, tmp_path / kind)
    assert names(tmp_path / kind) == gets
    why = {one.contact: one.why_not for one in following.follow(app, str(issue))}
    assert why["Ana Ruiz"] == ""
    assert why["Jon Berg"] == ("" if "jon" in gets else "paused until 2026-05-01")
    assert why["Eva Lind"] == ("" if "eva" in gets else "left on 2026-03-09")
    kept = {row["rule"] for row in app.store.rows("select rule from ua_held where issue_id = :id", id=issue)}
    assert kept == {{"jon": "paused", "eva": "left"}[name] for name in {"jon", "eva"} - gets}


def test_a_correction_of_an_update_goes_to_those_who_got_that_update(app: App, tmp_path: Path, first: int) -> None:
    pausing.pause(app, next(one.contact_id for one in following.follow(app, REF) if one.contact == "Jon Berg"))
    assert "paused until they resume" in {one.why_not for one in following.follow(app, REF)}
    sent(app, an_update(app, ordinal=1), tmp_path / "update")
    sent(app, an_update(app, "correction", 1), tmp_path / "correction")
    assert names(tmp_path / "update") == names(tmp_path / "correction") == {"ana", "eva"}


def test_a_follow_up_of_two_cases_goes_once_to_whoever_got_either(app: App, tmp_path: Path, first: int) -> None:
    a_member(app, "Ole Dahl", "lawyers")
    sent(app, add_issue(app, "lawyers", "nurses", ref="UA 7/2002", languages=("en",)), tmp_path / "other")
    both = an_update(app)
    with app.change("test: two cases"):
        other = app.store.value("select id from ua_cases where ref = 'UA 7/2002'")
        app.store.insert("ua_issue_cases", {"issue_id": both, "case_id": other})
    assert distributing.propose(app, both, Order()).to == "to the 4 who got UA 205/2001 and UA 7/2002"
    sent(app, both, tmp_path / "both")
    assert {name: len(found) for name, found in files(tmp_path / "both").items()} == dict.fromkeys(
        ("ana", "jon", "eva", "ole"), 1
    )


def test_an_update_of_what_nobody_got_is_refused(app: App, tmp_path: Path) -> None:
    a_member(app, "Ana Ruiz", "lawyers")
    update = an_update(app)
    with pytest.raises(InvalidInputError, match="nobody has received one"):
        distributing.send(app, update, Order(place=str(tmp_path)))


def test_an_update_waits_until_the_first_issue_has_left(app: App, tmp_path: Path) -> None:
    a_member(app, "Ana Ruiz", "nurses")
    handed = distributing.send(app, add_issue(app, "nurses", ref=REF, languages=("en",)), Order(place=str(tmp_path)))
    update = an_update(app)
    with pytest.raises(ConflictError, match="Not everything has left yet: 1 of UA 205/2001"):
        distributing.propose(app, update, Order())
    dispatch.send(app, handed.dispatch.id)
    assert distributing.propose(app, update, Order()).preview.recipients == 1


def test_later_joiners_get_it_only_when_asked_with_a_note(app: App, tmp_path: Path, first: int) -> None:
    a_member(app, "Ole Dahl", "nurses", signed_on=date(2026, 3, 9))
    a_member(app, "Uma Koch", "lawyers", signed_on=date(2026, 3, 9))
    kept = a_member(
        app, "Ida Moen", "nurses", fields={"country": "CL"}
    )  # signed up in time and was not meant to get it
    update = an_update(app)
    assert distributing.propose(app, update, Order()).preview.recipients == 3
    handed = sent(app, update, tmp_path / "update", with_later_joiners=True)
    assert names(tmp_path / "update") == {"ana", "jon", "eva", "ole"}
    (ole,), (ana,) = files(tmp_path / "update")["ole"], files(tmp_path / "update")["ana"]
    note = "Please write even though you may not have received the original."
    assert note in ole
    assert note not in ana
    told = {one.name: one.why for one in dispatch.show(app, handed.dispatch.id).deliveries}
    assert told["Ole Dahl"] == ("joined after the case began",)
    assert kept.name not in told
    # From now on they belong to the case.
    sent(app, an_update(app, ordinal=2), tmp_path / "second")
    assert names(tmp_path / "second") == {"ana", "jon", "eva", "ole"}


def test_follow_ups_do_not_count_towards_a_limit(app: App, tmp_path: Path) -> None:
    a_member(app, "Ana Ruiz", "nurses", at_most="2/month")
    sent(app, add_issue(app, "nurses", ref=REF, languages=("en",)), tmp_path)
    for number in (1, 2, 3):
        sent(app, an_update(app, ordinal=number), tmp_path)
    sent(app, add_issue(app, "nurses", languages=("en",)), tmp_path)
    assert len(files(tmp_path)["ana"]) == 5
    with pytest.raises(InvalidInputError, match="Nobody is left"):
        sent(app, add_issue(app, "nurses", languages=("en",)), tmp_path)


def test_a_case_that_ended_takes_its_end_and_nothing_else(app: App, tmp_path: Path, first: int) -> None:
    with app.change("test: close"):
        case = app.store.value("select id from ua_cases where ref = :ref", ref=REF)
        app.store.update("ua_cases", case, {"state": "closed", "state_on": "2026-03-01"})
    with pytest.raises(ConflictError, match="is closed"):
        sent(app, an_update(app), tmp_path)
    assert sent(app, an_update(app, "final", None), tmp_path / "final").recipients == 3
    assert dispatch.list_dispatches(app, everything=True)[0].state is State.DONE
