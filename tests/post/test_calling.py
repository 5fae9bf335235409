"""Calls: a list with a script, what came of each, and nobody is called who must not be."""

from datetime import timedelta

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch, State
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.privacy import service as privacy
from outreach_crm.timeline import service as timeline
from outreach_post.model import JobKind
from outreach_post.service import answering, handing, making
from outreach_post.service.answering import Call, Came
from tests.builders import with_settings
from tests.post.mailings import a_mailing, a_reader, jobs_of, states, texts_of


def listed(app: App, **numbers: str) -> Dispatch:
    """List calls for some."""
    for name, number in numbers.items():
        a_reader(app, name, phone=number)
    sent = a_mailing(app, "Spring calls", channel="phone")
    dispatch.send(app, sent.id)
    return sent


def later(app: App, hours: int) -> App:
    """Return the App some hours later, on the same connection."""
    clock = FixedClock(app.clock.now() + timedelta(hours=hours))
    app.store.bound.clock = clock
    return evolve(app, clock=clock)


def test_a_list_has_the_script_and_a_line_for_each_with_number_and_last_contact(app: App) -> None:
    sent = listed(app, Bar="+49 30 901820", Owl="+34 915 550 123")
    (job,) = jobs_of(app, sent)
    (text,) = texts_of(job)
    assert "News for …" in text
    assert "the law is out." in text
    assert "+49 30 901820" in text
    assert "+34 915 55 01 23" in text
    lines = answering.call_list(app)
    assert [(one.line, one.name, one.phone) for one in lines] == [
        (f"{job.id}-1", "Bar", "+49 30 901820"),
        (f"{job.id}-2", "Owl", "+34 915 55 01 23"),
    ]


def test_who_has_no_telephone_is_left_out_and_a_fax_is_none(app: App) -> None:
    sent = listed(app, Bar="", Owl="fax: +49 30 901821", Cat="+49 30 901820")
    assert states(app, sent) == {"Bar": "refused", "Owl": "refused", "Cat": "in_hand"}


@pytest.mark.parametrize("whom", ["Bar", "030 901820", "+4930901820", "1"])
def test_who_was_reached_is_found_by_line_number_or_name_and_it_stands_in_the_history(app: App, whom: str) -> None:
    sent = listed(app, Bar="+49 30 901820", Owl="+34 915 550 123")
    line = answering.call_list(app)[0]
    logged = answering.log_call(
        app, Call(whom=line.line if whom == "1" else whom, came=Came.REACHED, said="will write")
    )
    assert (logged.name, logged.again, logged.left) == ("Bar", False, 1)
    assert states(app, sent) == {"Bar": "sent", "Owl": "in_hand"}
    assert line.contact_id is not None
    found = [one for one in timeline.history(app, line.contact_id) if one.kind == "call"]
    assert [(one.title, one.detail) for one in found] == [("Call: Spring calls", "will write")]


def test_who_does_not_answer_comes_back_on_a_later_list_and_three_times_at_most(app: App) -> None:
    sent = listed(app, Bar="+49 30 901820")
    for tried in (1, 2):
        assert answering.log_call(app, Call(whom="Bar", came=Came.NO_ANSWER)).again
        assert answering.call_list(app) == []
        assert making.print_mailing(app, str(sent.id)).jobs == ()
        app = later(app, 21)
        (job,) = making.print_mailing(app, str(sent.id)).jobs
        assert f"called {tried} time" in texts_of(job)[0]
        assert [one.tried for one in answering.call_list(app)] == [tried]
    assert not answering.log_call(app, Call(whom="Bar", came=Came.NO_ANSWER)).again
    assert states(app, sent) == {"Bar": "failed"}
    assert dispatch.get(app, sent.id).state is State.DONE


def test_how_often_is_a_setting(app: App) -> None:
    sent = listed(app, Bar="+49 30 901820")
    assert not answering.log_call(with_settings(app, post={"tries": 1}), Call(whom="Bar", came=Came.NO_ANSWER)).again
    assert states(app, sent) == {"Bar": "failed"}


def test_who_refuses_has_been_reached_and_who_never_wants_to_be_called_objects(app: App) -> None:
    sent = listed(app, Bar="+49 30 901820", Owl="+34 915 550 123")
    logged = answering.log_call(app, Call(whom="Bar", came=Came.REFUSED, never_again=True))
    assert logged.objected
    assert states(app, sent)["Bar"] == "sent"
    bar, owl = (one.contact_id for one in dispatch.show(app, sent.id, limit=9).deliveries)
    assert not privacy.check(app, bar, "mailings", "phone").clear
    assert privacy.check(app, owl, "mailings", "phone").clear
    assert privacy.check(app, bar, "mailings", "post").clear


def test_a_wrong_number_is_marked_as_wrong(app: App) -> None:
    sent = listed(app, Bar="+49 30 901820")
    answering.log_call(app, Call(whom="Bar", came=Came.WRONG_NUMBER))
    assert states(app, sent) == {"Bar": "failed"}
    bar = dispatch.show(app, sent.id).deliveries[0].contact_id
    assert [one.wrong_since for one in contacts.show(app, bar).points] == ["2026-03-09"]


def test_whom_nobody_must_call_any_more_says_why(app: App) -> None:
    sent = listed(app, Bar="+49 30 901820", Owl="+34 915 550 123", Cat="+34 915 550 124")
    bar, cat, owl = (one.contact_id for one in dispatch.show(app, sent.id, limit=9).deliveries)
    contacts.trash(app, bar)
    contacts.edit(app, cat, contacts.Edit(wrong=("+34915550124",)))
    privacy.erase(app, [owl], because="asked")
    assert {one.line.partition("-")[2]: one.why_not for one in answering.call_list(app)} == {
        "1": "is gone (in the trash since 2026-03-09)",
        "2": "is no longer among the contacts",
        "3": "the address is no longer right",
    }


def test_a_stopped_list_calls_nobody(app: App) -> None:
    sent = listed(app, Bar="+49 30 901820")
    dispatch.stop(app, sent.id, because="the law fell")
    assert [one.why_not for one in answering.call_list(app)] == ["was stopped: the law fell"]
    dispatch.resume(app, sent.id)
    dispatch.stop(app, sent.id, because="the law fell", for_good=True)
    assert [one.why_not for one in answering.call_list(app)] == ["was stopped: the law fell"]


def test_whom_nobody_must_call_any_more_is_struck_from_the_lists_and_the_others_stay(app: App) -> None:
    sent = listed(app, Bar="+49 30 901820", Owl="+34 915 550 123")
    contacts.trash(app, dispatch.show(app, sent.id).deliveries[0].contact_id)
    assert [one.name for one in handing.pulled(app, kind=JobKind.CALLS).pulled] == ["Bar"]
    assert [one.name for one in answering.call_list(app)] == ["Owl"]
    assert states(app, sent) == {"Bar": "cancelled", "Owl": "in_hand"}
    assert handing.pulled(app).pulled == ()


def test_who_was_called_before_the_stop_was_known_is_written_down(app: App) -> None:
    sent = listed(app, Bar="+49 30 901820", Owl="+34 915 550 123")
    dispatch.stop(app, sent.id, because="the law fell", for_good=True)
    assert answering.log_call(app, Call(whom="Bar", came=Came.REACHED)).left == 1
    assert len(handing.pulled(app, kind=JobKind.CALLS).pulled) == 1
    assert states(app, sent) == {"Bar": "sent", "Owl": "cancelled"}
    assert dispatch.get(app, sent.id).state is State.DONE


def test_who_is_on_two_lists_is_asked_for(app: App) -> None:
    listed(app, Bar="+49 30 901820")
    second = a_mailing(app, "Second calls", channel="phone")
    dispatch.send(app, second.id)
    with pytest.raises(InvalidInputError, match=r"Several lines fit 'Bar': .*Second calls.*Give the line"):
        answering.log_call(app, Call(whom="Bar", came=Came.REACHED))
    logged = answering.log_call(app, Call(whom="Bar", came=Came.REACHED, mailing="Second calls"))
    assert logged.left == 0
    with pytest.raises(NotFoundError, match="phone list"):
        answering.log_call(app, Call(whom="Nobody", came=Came.REACHED))
