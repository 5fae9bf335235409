"""Like requests are found by their words, kind, sector, and the rules they met."""

from collections.abc import Callable

from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_mutuality import service
from outreach_mutuality.model.assessing import DecisionDraft, Outcome, Verdict
from tests.builders import an_organisation
from tests.outreach_mutuality.builders import a_request, assessed, decided


def of_sector(app: App, name: str, *sectors: str) -> int:
    """An organisation of some sectors."""
    one = an_organisation(app, name)
    contacts.edit(app, one.id, contacts.Edit(sectors=sectors))
    return one.id


def test_a_request_that_met_the_same_rule_is_like_although_no_word_is_shared(app: App) -> None:
    first = a_request(app, text="Your logo on our banner")
    assessed(app, first, impartiality=Verdict.NO)
    service.decide(app, first.id, DecisionDraft(outcome=Outcome.DECLINE, told="Not our words"))
    bakers = an_organisation(app, "Bakers").id
    second = a_request(app, bakers, "Speak at the fair", kind="speaker")
    assert service.like(app, second) == []

    service.assess(app, second.id, {"impartiality": Verdict.UNCLEAR}, ask=app.actor.name)

    (found,) = service.like(app, second)
    assert (found.request.id, found.why) == (first.id, "rules: impartiality")


def test_of_two_of_one_kind_that_of_the_same_sector_comes_first(app: App) -> None:
    union, other, asking = (
        of_sector(app, name, key) for name, key in (("Dockers", "unions"), ("Bar", "legal"), ("Bakers", "unions"))
    )
    first = a_request(app, union, "A room", kind="premises")
    second = a_request(app, other, "A hall", kind="premises")
    for one in (first, second):
        decided(app, one)

    near = service.like(app, a_request(app, asking, "Space for us", kind="premises"))

    assert [one.request.id for one in near] == [first.id, second.id]
    assert [one.why for one in near] == ["kind, sector", "kind"]


def test_what_nobody_decided_yet_is_no_precedent(app: App) -> None:
    first = a_request(app)

    assert service.like(app, a_request(app, first.contact_id)) == []


@given(texts=st.lists(st.text("abcde ", min_size=3, max_size=30).filter(str.strip), min_size=1, max_size=4))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_more_alike_than_the_same_words_of_the_same_organisation(app: App, texts: list[str]) -> None:
    union = of_sector(app, "Dockers", "unions")
    for text in texts:
        decided(app, a_request(app, union, text, kind="other"))

    near = service.like(app, a_request(app, union, texts[0], kind="other"), limit=10)

    assert all(0 <= one.likeness <= 1 + 1e-9 for one in near)
    same = [one.likeness for one in near if one.request.text == texts[0].strip()]
    assert same
    assert max(same) == max(one.likeness for one in near)


def test_words_that_only_hold_sentences_together_make_nothing_alike(app: App) -> None:
    bakers = an_organisation(app, "Bakers").id
    decided(app, a_request(app, bakers, "Podrian prestar a la gente una sala, por favor", kind="premises"))
    decided(app, a_request(app, bakers, "Pouvez-vous venir avec nous", kind="speaker"))

    asked = a_request(app, text="Will you give a hand to the people, avec vous, por favor?", kind="other")

    assert [one for one in service.like(app, asked) if one.likeness > 0.5] == []
    assert all("words" not in one.why for one in service.like(app, asked))


def test_rare_words_are_told_on_a_small_book(app: App) -> None:
    first = a_request(app, text="Lend us the megaphone", kind="other")
    decided(app, first)

    near = service.like(app, a_request(app, an_organisation(app, "Bakers").id, "The megaphone, please", kind="funds"))

    assert [(one.request.id, one.why) for one in near] == [(first.id, "words: megaphone")]


def test_the_command_tells_what_they_asked_and_why_it_was_so_decided(cli: Callable[..., Result]) -> None:
    cli("contacts", "add", "Bakers", "--organisation")
    cli("mutuality", "log", "Bakers", "100 leaflets", "--accept")
    cli("mutuality", "again", "1", "--because", "none are left")
    cli("mutuality", "decide", "1", "decline", "--told", "We have none left.")

    said = " ".join(cli("mutuality", "log", "Bakers", "More leaflets, please").stdout.split())

    assert "Like request 1 of Bakers, 100 leaflets: decline on " in said
    assert ", We have none left (words: leaflets, kind, sector)." in said
