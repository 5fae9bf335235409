"""Names are taken out of texts however they are written, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.storage.blotting import BLOT, Names

ANA = Names(["Ana María Ruiz", "ana@example.org", "+51 1 555 0100"], ["Ana", "María", "Ruiz"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("met ANA MARIA  RUIZ in Lima", f"met {BLOT} in Lima"),
        ("Ana said that Ruíz will write", f"{BLOT} said that {BLOT} will write"),
        ("Dr. Ana Ruiz, ana@example.org; +51 1 555 0100", f"Dr. {BLOT}; {BLOT}"),
        ("Ana's letter", f"{BLOT}'s letter"),
        ("anabasis, Anatolia and ana", "anabasis, Anatolia and ana"),
        ("mariana@example.org", "mariana@example.org"),
        ("", ""),
    ],
)
def test_names_are_found_as_people_write_them(text: str, left: str) -> None:
    assert ANA.blot(text) == left


def test_a_common_word_is_taken_for_a_name_only_where_it_is_written_as_one() -> None:
    will = Names(["Will May"], ["Will", "May"])
    assert will.blot("in May Will will, we may not") == f"in {BLOT} will, we may not"


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("王小明", "我们见了王小明先生", f"我们见了{BLOT}先生"),
        ("أحمد", "التقينا وأحمد أمس", f"التقينا و{BLOT} أمس"),
        ("Ελένη Παππά", "είδα την ΕΛΕΝΗ ΠΑΠΠΑ", f"είδα την {BLOT}"),
    ],
)
def test_names_in_other_scripts_are_found(name: str, text: str, left: str) -> None:
    assert Names([name], []).blot(text) == left


def test_who_has_no_name_has_nothing_blotted_out() -> None:
    assert Names(["", " "], ["", "."]).blot("a . b") == "a . b"


@given(st.text(min_size=3, max_size=20), st.text(max_size=30), st.text(max_size=30))
def test_a_whole_name_between_blanks_is_always_found(name: str, before: str, after: str) -> None:
    names = Names([name], [])
    if names.wholes:
        assert name not in names.blot(f"{before} {name} {after}").replace(before, "").replace(after, "")
