"""The lists that come with the program: they load, they hang together, and they say what they mean."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from outreach_crm.keywords.expansion import Closure, closure
from outreach_crm.keywords.gazetteer import shipped_gazetteer
from outreach_crm.keywords.model import Address, Concept, Facet, LabelKind, SchemeFile, key_of
from outreach_crm.keywords.scheme_file import load_scheme, shipped

SCHEMES = {file.scheme.key: file for file in map(load_scheme, shipped())}
CONCEPTS = {concept.address: concept for file in SCHEMES.values() for concept in file.concepts}
PLACES = (Facet.COUNTRY, Facet.REGION)

# Names that can mean two places; read_places understands them only beside a name that decides.
AMBIGUOUS = {"congo", "congolese", "dominican", "georgia", "korea", "korean", "kurdistan", "punjab", "st martin"}
AMBIGUOUS |= {"virgin islands"}


@pytest.fixture(scope="module")
def expanded() -> Closure[Address]:
    return closure([pair for file in SCHEMES.values() for pair in file.broader_pairs], CONCEPTS)


def concern(key: str) -> Concept:
    return CONCEPTS[Address("concerns", key)]


def below(expanded: Closure[Address], scheme: str, key: str) -> set[str]:
    return {row.specific.key for row in expanded.rows if row.general == Address(scheme, key)}


def test_four_schemes_stand_side_by_side() -> None:
    assert sorted(SCHEMES) == ["concerns", "countries", "regions-ai", "regions-m49"]


def test_no_link_leads_nowhere() -> None:
    stated = {link.to for concept in CONCEPTS.values() for link in concept.links}
    stated |= {address for file in SCHEMES.values() for pair in file.broader_pairs for address in pair}

    assert stated <= CONCEPTS.keys()


def test_there_are_no_cycles(expanded: Closure[Address]) -> None:
    assert expanded.cycles == ()


def test_every_concept_that_is_no_place_says_in_a_sentence_what_it_means() -> None:
    silent = [str(c.address) for c in CONCEPTS.values() if c.facet not in PLACES and not c.definition.endswith(".")]

    assert silent == []


def test_every_concept_that_is_no_place_has_labels_in_three_languages() -> None:
    missing = [
        str(concept.address)
        for concept in CONCEPTS.values()
        if concept.facet not in PLACES and {label.language for label in concept.labels} < {"en", "fr", "es"}
    ]

    assert missing == []


def test_the_seven_categories_that_sections_explain_are_there() -> None:
    seven = ["prisoners-of-conscience", "unfair-trials", "human-rights-defenders", "enforced-disappearances"]
    seven += ["death-penalty", "torture-and-ill-treatment", "fear-for-safety"]

    assert all(concern(key).definition for key in seven)


def test_fear_for_safety_includes_denied_medical_attention_and_threats_to_civilians(
    expanded: Closure[Address],
) -> None:
    assert {"denied-medical-attention", "threats-to-civilians"} <= below(expanded, "concerns", "fear-for-safety")


def test_incommunicado_detention_is_related_to_torture_and_does_not_widen_it(expanded: Closure[Address]) -> None:
    assert Address("concerns", "torture-and-ill-treatment") in concern("incommunicado-detention").related
    assert "incommunicado-detention" not in below(expanded, "concerns", "torture-and-ill-treatment")


def test_a_midwife_is_a_health_professional_and_a_human_rights_lawyer_two_things(expanded: Closure[Address]) -> None:
    assert "midwives" in below(expanded, "concerns", "health-professionals")
    assert "human-rights-lawyers" in below(expanded, "concerns", "legal-professionals")
    assert "human-rights-lawyers" in below(expanded, "concerns", "human-rights-defenders")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("prisoner of conscience", "prisoners-of-conscience"),
        ("disappearance", "enforced-disappearances"),
        ("unionists", "trade-unionists"),
        ("union member", "trade-unionists"),
        ("female", "women"),
        ("medical concern", "health-concern"),
        ("tortur", "torture-and-ill-treatment"),
        ("harrassment", "harassment"),
        ("unfair trail", "unfair-trials"),
        ("human rights defeder", "human-rights-defenders"),
    ],
)
def test_what_was_really_written_finds_one_concept(written: str, key: str) -> None:
    found = [c.address.key for c in SCHEMES["concerns"].concepts if written in {label.text for label in c.labels}]

    assert found == [key]


def test_names_shared_by_two_concepts_are_few_and_known() -> None:
    def names(file: SchemeFile) -> Iterator[str]:
        for concept in file.concepts:
            yield from {key_of(label.text).replace("-", " ") for label in concept.labels}

    shared = {key: {name for name, n in Counter(names(file)).items() if n > 1} for key, file in SCHEMES.items()}

    assert shared == {"concerns": {"ninas"}, "countries": AMBIGUOUS, "regions-ai": set(), "regions-m49": set()}


def test_misspellings_are_never_shown() -> None:
    labels = {label.text: label.kind for label in concern("harassment").labels}

    assert labels["harrassment"] is LabelKind.HIDDEN


def test_the_codes_of_a_country_are_those_of_iso_3166() -> None:
    """The code table of the CLDR is the reference; Kosovo has codes in use that ISO does not list."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    countries = [c for c in SCHEMES["countries"].concepts if c.facet is Facet.COUNTRY and not c.valid_to]
    codes = {c.codes[0]: c.codes[1:] for c in countries}

    assert codes.pop("XK") == ("XKX",)
    assert len(codes) == 249
    assert all(aliases[alpha3] == aliases[number] == [code] for code, (alpha3, number) in codes.items())


def test_every_country_lies_in_one_region_of_each_scheme() -> None:
    uninhabited = {"aq", "bv", "gs", "hm", "tf", "um"}
    countries = {c.address for c in SCHEMES["countries"].concepts if c.facet is Facet.COUNTRY}
    for scheme, missing in (("regions-ai", uninhabited), ("regions-m49", set[str]())):
        placed = Counter(specific for specific, _ in SCHEMES[scheme].broader_pairs if specific in countries)

        assert {address.key for address in countries - placed.keys()} == missing
        assert set(placed.values()) == {1}


def test_amnesty_and_the_united_nations_group_egypt_differently(expanded: Closure[Address]) -> None:
    assert "eg" in below(expanded, "regions-ai", "mde")
    assert "eg" not in below(expanded, "regions-ai", "afr")
    assert "eg" in below(expanded, "regions-m49", "015")


def test_a_region_reaches_down_to_the_states_of_its_countries(expanded: Closure[Address]) -> None:
    assert expanded.path(Address("regions-ai", "amr"), Address("countries", "us-texas")) == (
        Address("regions-ai", "amr"),
        Address("countries", "us"),
        Address("countries", "us-texas"),
    )


def test_a_former_state_is_no_longer_given_and_does_not_follow_from_its_successors(expanded: Closure[Address]) -> None:
    yugoslavia = CONCEPTS[Address("countries", "yucs")]

    assert yugoslavia.codes == ("YUCS", "YUG", "891")
    assert yugoslavia.valid_to is not None
    assert yugoslavia.valid_to < date(2026, 1, 1)
    assert Address("countries", "rs") in yugoslavia.related
    assert "yucs" not in below(expanded, "countries", "rs")


def test_countries_have_names_in_other_languages_without_a_file_for_them() -> None:
    assert ("espagne",) in shipped_gazetteer(("fr",)).names
    assert ("espagne",) not in shipped_gazetteer().names
