"""The words and states of mailings."""

import pytest

from outreach_crm.dispatch.model import (
    DELIVERY_WAYS,
    FINAL,
    REASONS,
    DeliveryState,
    State,
    of_several,
    reasons,
    salutation,
    spoken,
)


@pytest.mark.parametrize(
    ("wanted", "also", "there", "chosen"),
    [
        ("es", "", ("en", "es"), "es"),
        ("pt-BR", "", ("en", "pt"), "pt"),
        ("pt", "", ("en", "pt-BR"), "pt-BR"),
        ("pt-BR", "", ("en", "pt", "pt-BR"), "pt-BR"),
        ("qu", "de es", ("en", "es", "de"), "de"),
        ("qu", "", ("fr", "en"), "fr"),
        ("", "", ("fr", "en"), "fr"),
        ("", "en", ("fr", "en"), "en"),
    ],
)
def test_everybody_is_written_to_in_a_language_they_read_or_else_in_the_first(
    wanted: str, also: str, there: tuple[str, ...], chosen: str
) -> None:
    assert spoken(wanted, also, there) == chosen


def test_a_letter_begins_as_its_language_does() -> None:
    assert salutation("Ana Ruiz", "pt-BR") == "Olá, Ana Ruiz"
    assert salutation("Ana Ruiz", "qu") == "Ana Ruiz"


def test_a_reason_is_a_key_with_data_that_becomes_a_sentence() -> None:
    told = {"keyword": "follows {keyword}", "segments:3": "stands in the segment Lawyers"}
    assert reasons('[["keyword", {"keyword": "torture"}], ["old", {}]]', told) == ("follows torture", "old")
    assert reasons("segments:3", told) == ("stands in the segment Lawyers",)
    assert reasons("", told) == ()
    assert reasons('[["keyword", {}]]', told) == ("follows …",)


def test_of_several_the_detail_is_left_open() -> None:
    assert of_several(REASONS, "shared-address") == "somebody else receives it at the same address"
    assert of_several({"objected": "said no on {detail}", "objected*": "said no"}, "objected") == "said no"
    assert of_several({"no-address": "no address is known"}, "no-address") == "no address is known"


def test_what_is_final_stays_and_nothing_is_sent_that_was_not_in_flight_or_in_hand() -> None:
    assert not {before for before, _ in DELIVERY_WAYS} & {one.value for one in FINAL}
    assert {before for before, after in DELIVERY_WAYS if after == "sent"} == {"inflight", "in_hand", "in_doubt"}
    assert {before for before, after in DELIVERY_WAYS if after == "inflight"} == {DeliveryState.CLAIMED.value}


def test_what_is_done_stays_done() -> None:
    assert not any(State.DONE.may_become(state) for state in State)
    assert {state for state in State if State.DRAFT.may_become(state)} == {State.APPROVED, State.STOPPED}
