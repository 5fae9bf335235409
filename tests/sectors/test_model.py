"""Records of sectors: what they refuse and what they answer."""

import pytest
from attrs.exceptions import FrozenInstanceError

from outreach_crm.sectors.model import Ask, Body, Covering, General, Prompts, Role, Sector, Sectors

TEXTS = Covering(anyone="Write.", professional="Write as one.", colleagues="Pass it on.")


def a_sector(key: str = "bakers", **values: object) -> Sector:
    return Sector(key=key, name=key.title(), about="They work.", **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("key", ["", "Bakers", "two words", "bäcker", "-bakers", "bakers-", "a--b", "1st"])
def test_a_key_is_small_letters_digits_and_hyphens(key: str) -> None:
    with pytest.raises(ValueError, match="is not a key"):
        a_sector(key)


def test_no_sector_can_take_the_name_of_the_general_file() -> None:
    with pytest.raises(ValueError, match="stands for every sector"):
        a_sector("all")


def test_a_keyword_must_look_like_a_key() -> None:
    with pytest.raises(ValueError, match="'Unfair trials' is not a key"):
        a_sector(keywords=("Unfair trials",))


def test_a_keyword_cannot_be_listed_twice() -> None:
    with pytest.raises(ValueError, match="'workers' is listed twice"):
        a_sector(keywords=("workers", "women", "workers"))


def test_a_page_number_begins_at_one() -> None:
    with pytest.raises(ValueError, match="0 is not the number of a page"):
        a_sector(manual_page=0)


@pytest.mark.parametrize("web", ["www.example.org", "https://example", "https://exa mple.org", "ftp://example.org"])
def test_a_web_address_must_be_whole(web: str) -> None:
    with pytest.raises(ValueError, match="is not a web address"):
        Body(name="Union", web=web)


@pytest.mark.parametrize("web", ["", "https://www.example.org", "http://example.org/about/us?lang=en"])
def test_a_whole_web_address_or_none_is_taken(web: str) -> None:
    assert Body(name="Union", web=web).web == web


def test_an_empty_title_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no text here"):
        Role(title=" \n ")


def test_records_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        a_sector().name = "Others"  # type: ignore[misc]


@pytest.mark.parametrize("text", ["{name}", "{}", "{ua_number!r}", "{ua_number:>9}", "{given_name.upper}", "{0}"])
def test_a_covering_text_takes_no_other_fields_and_no_logic(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be filled in"):
        Covering(anyone=text, professional="Write.", colleagues="Write.")


@pytest.mark.parametrize("text", ["{", "a } b", "{ua_number"])
def test_a_covering_text_with_a_bracket_alone_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="bracket stands alone"):
        Covering(anyone=text, professional="Write.", colleagues="Write.")


def test_a_covering_text_may_hold_both_fields_and_doubled_brackets() -> None:
    text = "{given_name}: {ua_number} {{so}}"
    assert Covering(anyone=text, professional=text, colleagues=text).anyone == text


def test_prompts_come_in_the_six_groups_of_the_manual_in_its_order() -> None:
    groups = list(Prompts(capacity=("Can it?",)).groups())
    assert [group for group, _question, _prompts in groups] == [
        "influence_home",
        "influence_world",
        "capacity",
        "approachable",
        "reached",
        "credibility",
    ]
    assert groups[2] == ("capacity", "Does the sector have the capacity to act on AI's concerns?", ("Can it?",))


def test_own_asks_come_first_and_nothing_is_asked_twice() -> None:
    bakers = a_sector(asks=(Ask(text="Bake"), Ask(text="Write")))
    sectors = Sectors(entries=(bakers,), general=General(asks=(Ask(text="Write"), Ask(text="Give"))))
    assert [ask.text for ask in sectors.asks_of(bakers)] == ["Bake", "Write", "Give"]


def test_a_group_without_prompts_of_its_own_has_the_general_ones() -> None:
    bakers = a_sector(prompts=Prompts(capacity=("Own",)))
    general = General(prompts=Prompts(capacity=("General",), reached=("Do we?",)))
    prompts = Sectors(entries=(bakers,), general=general).prompts_of(bakers)
    assert prompts == Prompts(capacity=("Own",), reached=("Do we?",))


def test_a_sector_without_covering_and_a_contact_without_sector_have_the_general_one() -> None:
    own = Covering(anyone="Own.", professional="Own.", colleagues="Own.")
    bakers, cooks = a_sector("bakers", covering=own), a_sector("cooks")
    sectors = Sectors(entries=(bakers, cooks), general=General(covering=TEXTS))
    assert sectors.covering_of(bakers) == own
    assert sectors.covering_of(cooks) == TEXTS
    assert sectors.covering_of(None) == TEXTS


def test_sectors_that_watch_any_of_some_keywords_are_found_in_order() -> None:
    bakers, cooks, smiths = a_sector("bakers", keywords=("workers",)), a_sector("cooks"), a_sector("smiths")
    smiths = a_sector("smiths", keywords=("impunity", "workers"))
    sectors = Sectors(entries=(bakers, cooks, smiths))
    assert [sector.key for sector in sectors.watching(["workers", "torture"])] == ["bakers", "smiths"]
    assert sectors.watching(["torture"]) == ()


def test_sectors_are_counted_and_listed() -> None:
    sectors = Sectors(entries=(a_sector("bakers"), a_sector("cooks")))
    assert len(sectors) == 2
    assert [sector.key for sector in sectors] == list(sectors.keys) == ["bakers", "cooks"]
