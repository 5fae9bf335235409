"""Concepts, labels and keys: what cannot be wrong, and which label is shown."""

from datetime import date

import pytest

from outreach_crm.keywords.model import Address, Axis, Concept, Facet, Label, LabelKind, Link, LinkKind, key_of

LAWYERS = Address("concerns", "lawyers")


def test_a_key_is_made_of_folded_words() -> None:
    assert key_of("Écrivains & journalistes / media") == "ecrivains-journalistes-media"
    assert key_of("torture/ill-treatment") == "torture-ill-treatment"


@pytest.mark.parametrize("key", ["", "Unfair trials", "unfair_trials", "-trials"])
def test_what_is_no_key_is_refused_with_a_sentence(key: str) -> None:
    with pytest.raises(ValueError, match="is not a key: a key is written in small letters"):
        Address("concerns", key)


def test_an_address_is_read_with_or_without_its_scheme() -> None:
    assert Address.parse("concerns:lawyers", scheme="countries") == LAWYERS
    assert Address.parse("lawyers", scheme="concerns") == LAWYERS
    assert str(LAWYERS) == "concerns:lawyers"


def test_a_concept_without_any_label_is_refused() -> None:
    with pytest.raises(ValueError, match="labels"):
        Concept(address=LAWYERS, labels=())


def test_a_concept_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Concept(
            address=LAWYERS,
            labels=(Label("Lawyers", "en"),),
            valid_from=date(2000, 1, 1),
            valid_to=date(1999, 12, 31),
        )


def test_the_label_shown_is_in_the_first_language_asked_for_that_has_one() -> None:
    concept = Concept(
        address=LAWYERS,
        labels=(Label("attorneys", "en", LabelKind.SYNONYM), Label("Lawyers", "en"), Label("Avocats", "fr")),
    )

    assert concept.label("fr", "es") == "Avocats"
    assert concept.label("es", "fr") == "Avocats"
    assert concept.label("es") == "Lawyers"
    assert concept.label() == "Lawyers"


def test_broader_and_related_are_told_apart() -> None:
    legal, police = Address("concerns", "legal-professionals"), Address("concerns", "police-officers")
    concept = Concept(
        address=LAWYERS,
        labels=(Label("Lawyers", "en"),),
        links=(Link(LinkKind.BROADER, legal), Link(LinkKind.RELATED, police)),
    )

    assert concept.broader == (legal,)
    assert concept.related == (police,)


def test_every_facet_answers_one_question() -> None:
    assert [facet.axis for facet in (Facet.CONCERN, Facet.VIOLATION, Facet.THEME)] == [Axis.WHAT] * 3
    assert [facet.axis for facet in (Facet.PERSON_OR_GROUP, Facet.OCCUPATION)] == [Axis.WHO] * 2
    assert Facet.GENDER.axis is Axis.GENDER
    assert [facet.axis for facet in (Facet.COUNTRY, Facet.REGION)] == [Axis.WHERE] * 2
