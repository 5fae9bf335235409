"""Countries as people write them: old names, compounds, parts that are no countries, misspellings; nothing guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.keywords.model import Address
from outreach_crm.keywords.places import Places, read_places

HARD = [
    # compounds
    ("usa/texas", "US", ["texas"], []),
    ("usa (ohio", "US", ["ohio"], []),
    ("usa--georgia", "US", ["georgia"], []),
    ("usa-north carolina", "US", ["north carolina"], []),
    ("usa (tn", "US", ["tennessee"], []),
    ("usa/nc", "US", ["north carolina"], []),
    ("usa/newmexico", "US", ["new mexico"], []),
    ("sweden/egypt", "SE EG", [], []),
    ("israel/opt", "IL PS", [], []),
    ("israel/ ot", "IL PS", [], []),
    ("israel/opt/egypt", "IL PS EG", [], []),
    ("3.25 IOPT", "IL PS", [], []),
    ("Israel and the Occupied Palestinian Territories", "IL PS", [], []),
    ("us,uk and iraq", "US GB IQ", [], []),
    ("trinidad and tobago", "TT", [], []),
    ("serbia and kosovo", "RS XK", [], []),
    ("serbia and montenegro (kosovo", "CSXX XK", [], []),
    ("democratic republic of congo (drc)/rwanda/burundi", "CD RW BI", [], []),
    # states that are no countries
    ("georgia", "GE", [], []),
    ("usa/georgia", "US", ["georgia"], []),
    ("georgia/usa", "US", ["georgia"], []),
    ("georgia/russian federation", "GE RU", [], []),
    ("indiana", "US", ["indiana"], []),
    ("usa/virginia", "US", ["virginia"], []),
    ("usa/west virginia", "US", ["west virginia"], []),
    ("new mexico", "US", ["new mexico"], []),
    ("usa/guantanamo bay", "US", ["guantanamo bay"], []),
    ("cuba", "CU", [], []),
    ("china/tibet", "CN", ["tibet"], []),
    ("chechnya", "RU", ["chechnya"], []),
    ("northern ireland", "GB", ["northern ireland"], []),
    ("israel/ s lebanon", "IL LB", ["south lebanon"], []),
    ("kashmir", "IN PK", ["kashmir"], []),
    ("india/kashmir", "IN", ["kashmir"], []),
    ("iraq/kurdistan", "IQ", ["kurdistan region of iraq"], []),
    ("somaliland", "SO", ["somaliland"], []),
    # look-alikes
    ("south korea", "KR", [], []),
    ("north korea", "KP", [], []),
    ("Korea, Republic of", "KR", [], []),
    ("Korea (Democratic People's Republic of)", "KP", [], []),
    ("sudan", "SD", [], []),
    ("south sudan", "SS", [], []),
    ("niger", "NE", [], []),
    ("nigeria", "NG", [], []),
    ("guinea", "GN", [], []),
    ("equatorial guinea", "GQ", [], []),
    ("guinea-bissau", "GW", [], []),
    ("papua new guinea", "PG", [], []),
    ("papua", "ID", ["papua"], []),
    ("dominica", "DM", [], []),
    ("dominican republic", "DO", [], []),
    ("republic of congo", "CG", [], []),
    ("Virgin Islands (U.S.)", "VI", [], []),
    # old and other names
    ("drc", "CD", [], []),
    ("zaire", "CD", [], []),
    ("burma", "MM", [], []),
    ("myanmar/burma", "MM", [], []),
    ("ivory coast", "CI", [], []),
    ("cote d'ivoire", "CI", [], []),
    ("Côte d’Ivoire", "CI", [], []),
    ("east timor", "TL", [], []),
    ("e.timor", "TL", [], []),
    ("dom. rep.", "DO", [], []),
    ("st. vincent and the grenadines", "VC", [], []),
    ("T√ºrkiye", "TR", [], []),
    ("U.S.A.", "US", [], []),
    ("yugoslavia", "YUCS", [], []),
    ("USSR", "SUHH", [], []),
    # misspelt
    ("kygyzstan", "KG", [], []),
    ("papau new guinea", "PG", [], []),
    ("equitorial guinea", "GQ", [], []),
    ("souht korea", "KR", [], []),
    ("boznia-herzegovina", "BA", [], []),
    ("palesitinian authority", "PS", [], []),
    # what stands around a name
    ("iran#", "IR", [], []),
    ("# iran", "IR", [], []),
    ("iran (issued on 11/16/2011)", "IR", [], []),
    ("iraq (issue date", "IQ", [], []),
    ("Country: Turkiye", "TR", [], []),
    ("for tunisia", "TN", [], []),
    ("indonesia - torture and illtreatment", "ID", [], ["torture and illtreatment"]),
    ("a human rights defender in peru", "PE", [], ["human rights defender"]),
    ("iranian lecturer: released!", "IR", [], ["lecturer", "released"]),
    ("north carolina - David Junior Brown", "US", ["north carolina"], ["David Junior Brown"]),
    # unknown stays unknown, and so does what can mean two countries
    ("", "", [], []),
    ("un", "", [], ["un"]),
    ("Council of Europe", "", [], ["Council of Europe"]),
    ("korea", "", [], ["korea"]),
    ("congo", "", [], ["congo"]),
    ("drc/congo", "CD", [], []),
    ("northern sudan", "SD", [], ["northern"]),
    ("american indian leader", "", [], ["american indian leader"]),
    ("dominican activist", "", [], ["dominican activist"]),
    ("roma", "", [], ["roma"]),
    ("ma 18/00", "", [], ["ma"]),
    ("ua 141", "", [], ["ua"]),
]


@pytest.mark.parametrize(("text", "countries", "parts", "unknown"), HARD)
def test_a_name_is_read_as_its_writer_meant_it(text: str, countries: str, parts: list[str], unknown: list[str]) -> None:
    places = read_places(text)

    assert places.countries == tuple(countries.split())
    assert places.parts == tuple(parts)
    assert places.unknown == tuple(unknown)


def test_nothing_written_is_nothing_read() -> None:
    assert read_places(" \n") == Places()


def test_case_and_accents_make_no_difference() -> None:
    assert read_places("MÉXICO").countries == read_places("mexico").countries == ("MX",)


@pytest.mark.parametrize(("code", "country"), [("IR", "IR"), ("IRN", "IR"), (" GE ", "GE"), ("US", "US")])
def test_a_code_in_capitals_is_read_as_a_code(code: str, country: str) -> None:
    assert read_places(code).countries == (country,)


@pytest.mark.parametrize("text", ["ir", "364", "il", "OK"])
def test_small_letters_and_numbers_are_no_codes(text: str) -> None:
    assert read_places(text).countries == ()


def test_further_languages_are_understood_when_asked_for() -> None:
    assert read_places("Allemagne").countries == ()
    assert read_places("Allemagne / Corée du Sud", languages=("fr",)).countries == ("DE", "KR")
    assert read_places("Ägypten", languages=("de",)).countries == ("EG",)


def test_what_was_read_comes_with_the_keywords_to_give() -> None:
    assert read_places("usa/texas").keywords == (Address("countries", "us"), Address("countries", "us-texas"))
    assert read_places("israel/opt").keywords == (Address("countries", "il"), Address("countries", "ps"))


pieces = st.sampled_from(
    ["usa", "georgia", "congo", "korea", "/", " (", " and ", "-", "kashmir", "iopt", "tn", "#", "x"]
)


@given(st.text() | st.lists(pieces).map(" ".join))
def test_any_text_is_read_without_complaint_and_what_is_unknown_stands_in_it(text: str) -> None:
    places = read_places(text)

    assert len(set(places.countries)) == len(places.countries)
    assert len(places.keywords) == len(places.countries) + len(places.parts)
    assert all(stretch.strip() for stretch in places.unknown)


def test_a_country_of_novels_stays_unknown_however_it_sounds() -> None:
    places = read_places("Ruritania")  # two letters from Mauritania
    assert (places.countries, places.unknown) == ((), ("Ruritania",))
