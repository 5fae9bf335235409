"""Whatever is written down, a group is offered just the open actions of what it takes and has not written on."""

from datetime import date, timedelta

import pytest
from attrs import frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_cases import service
from outreach_cases.model.actions import ActionDraft, Source
from outreach_cases.model.levels import Reason
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.model import Ref
from outreach_crm.privacy import service as privacy
from tests.builders import taken_back
from tests.outreach_cases.actions import ON, a_letter_group, an_action, titles
from tests.outreach_cases.builders import a_case
from tests.outreach_cases.holdings import hold

TODAY = date(2026, 3, 9)
_PLACES = ("Kenya", "Peru", "Africa")
_WITHIN = {"Kenya": {"Kenya"}, "Africa": {"Kenya", "Africa"}, "Peru": {"Peru"}}


@frozen
class Told:
    """One thing that somebody writes down: an action, or what the group does with one or with a source."""

    source: Source
    place: str
    last: int
    on_case: bool
    letters: bool


_TOLD = st.builds(
    Told,
    source=st.sampled_from([Source.REGION, Source.MAGAZINE, Source.MAILING]),
    place=st.sampled_from(_PLACES),
    last=st.integers(0, 6),
    on_case=st.booleans(),
    letters=st.booleans(),
)
_SAID = st.lists(st.tuples(st.sampled_from([Source.REGION, Source.MAGAZINE, Source.MAILING]), st.sampled_from(_PLACES)))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(told=st.lists(_TOLD, max_size=6), said=_SAID, held=st.booleans(), stopped=st.booleans())
def test_what_is_offered_is_open_taken_not_written_on_and_offered_once(
    app: App, told: list[Told], said: list[tuple[Source, str]], *, held: bool, stopped: bool
) -> None:
    with app.change("begin"):
        pass
    with taken_back(app):
        lyon, case = a_letter_group(app), a_case(app)
        made = {_written(app, one, number, case.id, lyon): one for number, one in enumerate(told)}
        takes = _signed(app, lyon, said)
        if held:
            hold(app, lyon, case)
        if stopped:
            service.stop(app, case.id, Reason.SAFETY, note="Arrests")

        found = titles(app, lyon)

        due = [
            title
            for title, one in made.items()
            if TODAY + timedelta(days=one.last) >= ON and not one.letters and _taken(takes, one)
        ]
        free = [title for title in due if not made[title].on_case]
        of_case = [title for title in due if made[title].on_case]
        assert len(found) == len({*found})
        assert {*found} - {*of_case} == {*free}
        assert len({*found} & {*of_case}) == (1 if of_case and not held and not stopped else 0)
        ends = [made[title].last for source in Source for title in found if made[title].source is source]
        assert ends == [made[title].last for title in found]


def _written(app: App, one: Told, number: int, case_id: int, group_id: int) -> str:
    title = f"Action {number}"
    place = one.place if one.source is Source.REGION else ""
    last = (TODAY + timedelta(days=one.last)).isoformat()
    made = an_action(app, title, one.source, place=place, until_on=last, case=str(case_id) if one.on_case else "")
    if one.letters:
        with app.change("test: letters"):
            app.plugins.acted(app, Ref("case_actions", made.id), group_id, TODAY, 2)
    return title


def _signed(app: App, group_id: int, said: list[tuple[Source, str]]) -> set[tuple[Source, str]]:
    """Say of each that the group takes it if it did not, and else that it no longer does; return what it takes."""
    takes = {(Source.MAGAZINE, ""), (Source.MAILING, "")}
    for source, where in said:
        place = where if source is Source.REGION else ""
        service.sign_up(app, group_id, source, place, wants=(source, place) not in takes)
        takes ^= {(source, place)}
    return takes


def _taken(takes: set[tuple[Source, str]], one: Told) -> bool:
    if one.source is not Source.REGION:
        return (one.source, "") in takes
    return any(one.place in _WITHIN[place] for source, place in takes if source is Source.REGION)


def test_of_two_groups_that_are_one_the_later_word_holds_and_all_letters_count(app: App) -> None:
    lyon, twin = a_letter_group(app), a_letter_group(app, "Lyons group")
    found = an_action(app)
    service.sign_up(app, lyon, Source.MAILING, wants=False)
    service.sign_up(app, twin, Source.REGION, "Africa")
    for number, group in enumerate((lyon, twin), 1):
        with app.change("test: letters"):
            app.plugins.acted(app, Ref("case_actions", found.id), group, TODAY, number)

    contacts.merge(app, lyon, twin)

    takes = [str(one.what) for one in service.sign_ups(app, lyon) if one.wants]
    assert takes == ["magazine", "region: Africa"]
    assert [row["letters"] for row in service.writers(app, found.id)] == [3]


@pytest.mark.connections
@pytest.mark.parametrize("asked", [True, False])
def test_with_a_group_that_is_erased_only_what_was_its_own_goes(app: App, *, asked: bool) -> None:
    lyon, found = a_letter_group(app), an_action(app)
    service.sign_up(app, lyon, Source.REGION, "Africa")
    with app.change("test: letters"):
        app.plugins.acted(app, Ref("case_actions", found.id), lyon, TODAY, 2)
        if asked:
            row = {"how_many": 1, "asked_on": "2026-03-09", "asked_by": "Maria", "due_on": "2026-03-26"}
            app.store.insert("case_requests", {"group_id": lyon, "meets_on": "2026-04-09", **row})
    if asked:
        service.answer(app, service.requests(app)[0].id, ActionDraft(title="For Reza"))

    privacy.erase(app, [lyon], because="it is no more")

    assert [one.title for one in service.actions(app, everything=True)] == ["Free the miners"]
    assert (service.requests(app, everything=True), service.writers(app, found.id)) == ([], [])
