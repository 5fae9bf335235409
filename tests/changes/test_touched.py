"""When records were last changed, as calendars tell it."""

from datetime import timedelta

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.changes import service
from outreach_crm.clock import FixedClock
from outreach_crm.model import Ref
from outreach_crm.tasks import service as tasks


def test_a_record_was_touched_when_its_last_change_began(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = tasks.add(app, "Write"), tasks.add(app, "Call")
    refs = [Ref("tasks", one.id), Ref("tasks", other.id)]
    made = app.clock.now()
    assert service.touched(app, refs) == dict.fromkeys(refs, made)
    later = FixedClock(made + timedelta(hours=3))
    monkeypatch.setattr(app.store.bound, "clock", later)
    tasks.finish(evolve(app, clock=later), one.id)
    assert service.touched(app, refs) == {refs[0]: later.now(), refs[1]: made}


def test_what_is_no_record_of_the_journal_was_never_touched(app: App) -> None:
    assert service.touched(app, [Ref("tasks", 99), Ref("sessions", 1), Ref("nothing; drop", 1)]) == {}
