"""Filling in a sheet page by page comes to the same as filling in all of it at once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.errors import RefusedError
from outreach_priority import service
from outreach_priority.model import Answer, Assessment, Stance
from outreach_priority.model.filing import RATINGS, Line
from tests.builders import acting, taken_back
from tests.outreach_priority.builders import ITEMS, SECTORS, an_assessment, sheet_of

PAGE = st.tuples(
    st.sampled_from(SECTORS),
    st.dictionaries(st.sampled_from(ITEMS), st.sampled_from(RATINGS)),
    st.sampled_from(["", "a judge"]),
    st.sampled_from([(), ("action",), ("action", "funds")]),
)
Page = tuple[str, dict[str, str], str, tuple[str, ...]]


def lines(subject: str, said: dict[str, str]) -> list[Line]:
    """What a page sends."""
    return [Line(place=item, subject=subject, item=item, rating=said.get(item, "")) for item in ITEMS]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pages=st.lists(PAGE, max_size=6))
def test_the_last_word_on_each_sector_stands_whatever_was_filled_in_between(
    app: App, assessment: Assessment, pages: list[Page]
) -> None:
    sheet = sheet_of(app, assessment, 1)
    with taken_back(app):
        for subject, said, interest, aims in pages:
            service.fill(app, sheet.id, lines(subject, said), Stance(subject=subject, interest=interest, aims=aims))
        last = {subject: (said, interest, aims) for subject, said, interest, aims in pages}

        found = service.own(app, sheet.id)

        expected = {
            (subject, item): None if rating == "?" else int(rating)
            for subject, (said, *_) in last.items()
            for item, rating in said.items()
        }
        assert {(one.subject, one.item): one.rating for one in found.answers} == expected
        stances = {one.subject: (one.interest, one.aims) for one in found.stances}
        assert stances == {key: (interest, aims) for key, (_, interest, aims) in last.items() if interest or aims}


def sealed_off(app: App) -> tuple[Assessment, int]:
    """A sheet that Bea filled in for an adviser."""
    assessment = an_assessment(app, 1)
    sheet = sheet_of(app, assessment, 1)
    with acting(app, "Bea") as bea:
        service.fill(bea, sheet.id, lines("legal", {"home": "3"}), Stance(subject="legal"))
    return assessment, sheet.id


def test_who_may_not_read_a_sheet_neither_fills_it_in_nor_hands_it_in(app: App) -> None:
    assessment, sheet_id = sealed_off(app)
    for write in (
        lambda: service.fill(app, sheet_id, lines("medical", {"home": "1"}), Stance(subject="medical")),
        lambda: service.hand_in_kept(app, sheet_id),
        lambda: service.begin(app, sheet_id),
    ):
        with pytest.raises(RefusedError, match="is theirs until the round is closed"):
            write()
    service.hand_in(app, sheet_id, [Answer(subject="medical", item="home", rating=1)])
    assert [one.subject for one in service.own(app, sheet_id).answers] == ["medical"]
    assert service.asked_for(assessment) == 24
