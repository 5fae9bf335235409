"""Who would get a draft and who would not, by name."""

import pytest

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Draft
from outreach_crm.dispatch.service import Asked
from outreach_crm.errors import InvalidInputError
from tests.dispatch.letters import TEXTS, a_segment, an_addressee, with_rules


@pytest.fixture(name="app")
def with_some(app: App) -> App:
    """Two who would get it, one of them after a warning, and one who would not."""
    app = with_rules(app)
    for name, country in (("Bar", ""), ("Far", "AX"), ("Penguin", "AQ")):
        an_addressee(app, name, **({"country": country} if country else {}))
    a_segment(app)
    return app


@pytest.fixture
def number(app: App) -> int:
    draft = Draft(name="Letter", purpose="mailings", texts=TEXTS, channel="wire", segment="Organisations")
    return service.draft(app, draft).id


def names(app: App, number: int, **asked: str | int) -> list[str]:
    return [one.name for one in service.foresee(app, number, Asked(**asked)).people]  # type: ignore[arg-type]


def test_names_stand_behind_each_count(app: App, number: int) -> None:
    preview = service.foresee(app, number, Asked()).preview
    assert (preview.recipients, preview.considered) == (2, 3)
    for which, tallies in (("rule", preview.refused), ("warning", preview.warnings), ("because", preview.reasons)):
        for tally in tallies:
            assert len(names(app, number, which=which, key=tally.key)) == tally.n
    assert names(app, number, which="gets") == ["Bar", "Far"]
    assert names(app, number, which="left-out") == ["Penguin"]


def test_each_has_the_reason_or_why_not_and_what_is_to_be_confirmed(app: App, number: int) -> None:
    bar, far, penguin = service.foresee(app, number, Asked()).people
    assert (bar.why, bar.left_out, bar.warnings) == (("stands in the segment Organisations",), "", ())
    assert far.warnings == ("lives far away",)
    assert penguin.left_out == "lives where it is too cold (AQ)"


def test_the_list_is_had_in_parts_without_losing_anybody(app: App, number: int) -> None:
    assert [names(app, number, limit=1, offset=at) for at in range(4)] == [["Bar"], ["Far"], ["Penguin"], []]


def test_what_cannot_be_asked_is_said(app: App, number: int) -> None:
    with pytest.raises(InvalidInputError, match="there are all, gets"):
        service.foresee(app, number, Asked(which="1 = 1; --"))


def test_looking_writes_nothing(app: App, number: int) -> None:
    before = service.get(app, number)
    service.foresee(app, number, Asked(name="Bar"))
    assert service.get(app, number) == before
    assert service.show(app, number).counts == ()
