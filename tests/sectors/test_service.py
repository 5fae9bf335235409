"""Loading sectors: what is shipped, what a section adds or replaces, and which keywords are known."""

import re
from pathlib import Path

import pytest

from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.sectors import service
from outreach_crm.sectors.model import Sector, Sectors

MAIN = ["legal", "medical", "unions", "youth", "religious"]

KEYWORDS = frozenset(
    re.findall(
        r"\S+",
        """
    prisoners-of-conscience unfair-trials human-rights-defenders enforced-disappearances death-penalty
    torture-and-ill-treatment fear-for-safety denied-medical-attention threats-to-civilians incommunicado-detention
    extrajudicial-executions impunity hostage-taking unlawful-killings forced-evictions freedom-of-expression
    freedom-of-conscience discrimination arbitrary-detention death-threats forced-labour child-soldiers
    violence-against-women health-concern legal-concern freedom-of-association refugees
    lawyers judges prosecutors legal-professionals doctors nurses midwives psychiatrists psychologists
    health-professionals trade-unionists workers students young-people teachers children women religious-leaders clergy
    religious-minorities journalists writers business-people military-personnel police-officers indigenous-people
    lgbti-people artists academics scientists environmental-activists community-leaders peasants
    """,
    )
)


@pytest.fixture(scope="module")
def shipped() -> Sectors:
    return service.load(service.shipped(), known_keywords=KEYWORDS)


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def bakers(folder: Path, name: str = "Bakers", more: str = "") -> Path:
    return write(folder, "bakers.toml", f'key = "bakers"\nname = "{name}"\nabout = "They bake."\n{more}')


def texts_of(sector: Sector) -> list[str]:
    """Every text of a sector that a person reads."""
    prompts = [text for _group, _question, texts in sector.prompts.groups() for text in texts]
    covering = sector.covering
    assert covering
    return [
        sector.name,
        sector.about,
        *sector.organisations,
        *(text for role in sector.roles for text in (role.title, role.note)),
        *(text for body in sector.bodies for text in (body.name, body.note)),
        *(ask.text for ask in sector.asks),
        *prompts,
        *(covering.anyone, covering.professional, covering.colleagues),
    ]


def test_the_sectors_of_the_manual_come_in_its_order(shipped: Sectors) -> None:
    assert [(sector.manual_page, sector.name) for sector in shipped] == [
        (189, "The Business Community"),
        (201, "Military and Law Enforcement Officers"),
        (207, "The International Legal Network"),
        (213, "Trade Unions"),
        (217, "Youth Activists"),
        (223, "Religious Groups"),
        (229, "The Medical Sector"),
        (235, "Working on Women's Human Rights"),
        (241, "Working on Children's Human Rights"),
        (247, "Cooperation with the Human Rights Movement"),
    ]


def test_every_shipped_sector_is_filled_in_throughout(shipped: Sectors) -> None:
    for sector in shipped:
        assert len(sector.organisations) >= 8, sector.key
        assert len(sector.roles) >= 5, sector.key
        assert len(sector.bodies) >= 5, sector.key
        assert len(sector.keywords) >= 5, sector.key
        assert len(sector.asks) >= 8, sector.key
        assert all(role.note for role in sector.roles), sector.key
        assert all(body.note for body in sector.bodies), sector.key
        assert all(len(prompts) >= 3 for _group, _question, prompts in sector.prompts.groups()), sector.key
        assert sector.covering, sector.key


@pytest.mark.parametrize("key", MAIN)
def test_a_main_sector_is_rich(shipped: Sectors, key: str) -> None:
    sector = service.find(shipped, key)
    assert len(sector.roles) >= 10
    assert len(sector.bodies) >= 10
    assert len(sector.asks) >= 12


def test_every_shipped_ask_says_that_it_is_a_suggestion(shipped: Sectors) -> None:
    for sector in shipped:
        assert all(ask.suggested for ask in shipped.asks_of(sector))


def test_no_entry_stands_twice_in_a_shipped_sector(shipped: Sectors) -> None:
    for sector in shipped:
        for entries in (
            [role.title for role in sector.roles],
            [body.name for body in sector.bodies],
            [ask.text for ask in sector.asks],
        ):
            assert len(entries) == len(set(entries)), sector.key


def test_a_body_has_one_name_and_one_address_in_all_shipped_sectors(shipped: Sectors) -> None:
    known: dict[str, tuple[str, str]] = {}
    for body in (body for sector in shipped for body in sector.bodies):
        assert known.setdefault(body.name, (body.acronym, body.web)) == (body.acronym, body.web)


def test_every_covering_text_names_the_urgent_action_and_fills_in(shipped: Sectors) -> None:
    for sector in (None, *shipped):
        covering = shipped.covering_of(sector)
        assert covering
        for text in (covering.anyone, covering.professional, covering.colleagues):
            assert "UA 27/09" in text.format_map({"given_name": "Ana", "ua_number": "UA 27/09"})


def test_a_covering_text_can_go_to_an_organisation_which_has_no_given_name(shipped: Sectors) -> None:
    for sector in shipped:
        assert "{given_name}" not in " ".join(texts_of(sector))


def test_the_shipped_texts_are_plain(shipped: Sectors) -> None:
    for sector in shipped:
        for text in texts_of(sector):
            assert "!" not in text
            assert not re.search(r"organiz(?!ation)|\bcolor\b|\bfavor\b|behavior", text), text


def test_a_file_of_a_section_replaces_the_one_of_the_same_name_as_a_whole(tmp_path: Path) -> None:
    first = bakers(tmp_path / "product", more='[[asks]]\ntext = "Bake"\n')
    second = bakers(tmp_path / "own", name="Our Bakers")
    [sector] = service.load([first, second])
    assert (sector.name, sector.asks) == ("Our Bakers", ())


def test_a_file_of_a_section_adds_a_sector_after_those_of_the_manual(tmp_path: Path) -> None:
    sectors = service.load([bakers(tmp_path), *service.shipped()])
    assert sectors.keys[-1] == "bakers"
    assert len(sectors) == 11


def test_the_general_asks_apply_to_a_sector_of_a_section(tmp_path: Path) -> None:
    sectors = service.load([*service.shipped(), bakers(tmp_path)])
    assert sectors.asks_of(service.find(sectors, "bakers")) == sectors.general.asks
    assert len(sectors.general.asks) >= 12


def test_a_general_file_of_a_section_replaces_the_shipped_one(tmp_path: Path) -> None:
    own = write(tmp_path, "all.toml", '[[asks]]\ntext = "Sing"\n')
    assert [ask.text for ask in service.load([*service.shipped(), own]).general.asks] == ["Sing"]


def test_problems_of_several_files_are_told_together(tmp_path: Path) -> None:
    first = bakers(tmp_path, more="roels = 1\n")
    second = write(tmp_path, "cooks.toml", 'key = "cooks"\nname = "Cooks"\n')
    with pytest.raises(InvalidInputError) as caught:
        service.load([first, second])
    assert [problem.file for problem in caught.value.problems] == ["bakers.toml", "cooks.toml"]
    assert str(caught.value).endswith("(did you mean 'roles'?); and 1 more.")


def test_an_unknown_keyword_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    path = bakers(tmp_path, more='keywords = ["workers", "unfair-trails"]\n')
    with pytest.raises(InvalidInputError) as caught:
        service.load([path], known_keywords=KEYWORDS)
    expected = "bakers.toml: keywords: 'unfair-trails' is not a keyword (did you mean 'unfair-trials'?)."
    assert str(caught.value) == expected


def test_unknown_keywords_can_be_listed_without_refusing_the_file(tmp_path: Path) -> None:
    sectors = service.load([bakers(tmp_path, more='keywords = ["bread", "workers"]\n')])
    assert [str(problem) for problem in service.unknown_keywords(sectors, KEYWORDS)] == [
        "bakers.toml: keywords: 'bread' is not a keyword"
    ]


def test_no_files_give_no_sectors() -> None:
    assert service.load([]) == Sectors()


def test_a_sector_is_found_by_its_key(shipped: Sectors) -> None:
    assert service.find(shipped, "unions").name == "Trade Unions"


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("unoins", "There is no sector 'unoins' (did you mean 'unions'?)."),
        ("xyz", "There is no sector 'xyz'; there are business, military, legal, unions, youth, religious, "),
    ],
)
def test_a_sector_that_is_not_there_is_told_with_those_that_are(shipped: Sectors, key: str, sentence: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        service.find(shipped, key)
    assert str(caught.value).startswith(sentence)
