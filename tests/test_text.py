"""Words are found however people type them, in any script."""

import json
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.filling import fields_of, fill
from outreach_crm.meaning import nearest, number_meant, suggestion, the_one, unique_name
from outreach_crm.text import (
    Sentence,
    beginning,
    count,
    fold,
    recalled,
    retold,
    row,
    say,
    sort_name,
    term,
    words,
    words_in_order,
    written,
)

_LATIN = st.text(st.characters(categories=("Lu", "Ll"), max_codepoint=0x24F), min_size=1, max_size=12)


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_words_are_folded_distinct_and_not_empty(text: str) -> None:
    found = words(text)
    assert len(set(found)) == len(found)
    assert all(word and fold(word) == word for word in found)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text())
def test_words_stand_between_quotation_marks_without_escapes(text: str, other: str) -> None:
    found = words(text, other)
    assert json.loads("[" + ", ".join(f'"{word}"' for word in found) + "]") == found


@given(_LATIN)
def test_case_and_the_way_accents_are_stored_make_no_difference(text: str) -> None:
    ways = {text, text.upper(), text.lower(), *(unicodedata.normalize(form, text) for form in ("NFC", "NFD"))}
    assert len({fold(way.upper().lower()) for way in ways}) == 1


@given(st.lists(_LATIN, min_size=1, max_size=5), st.randoms())
def test_a_name_is_found_by_beginnings_in_any_order(names: list[str], chance: "st.random.Random") -> None:  # type: ignore[name-defined]
    index = words(" ".join(names))
    typed = [name[: chance.randint(1, len(name))] for name in chance.sample(names, len(names))]
    for start in typed:
        for part in words(start):
            assert any(word.startswith(part) for word in index), (start, index)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("José Łukasz ØRSTED Đorđe", "jose lukasz orsted dorde"),
        ("Straße Œuvre Þór İstanbul ISIL ısıl", "strasse oeuvre thor istanbul isil isil"),
        ("Ǿ ǽ ﬁ ℌ №", "o ae fi h no"),
        ("ΑΘΉΝΑ Ἀθηνᾶς", "αθηνα αθηνασ"),
        ("Алёна Чайковский", "алена чаиковскии"),
        ("أحمد محمّد شُكْر", "احمد محمد شكر"),
        ("שָׁלוֹם", "שלום"),
        ("हिन्दी", "हिन्दी"),
        ("สวัสดี กุ กู", "สวัสดี กุ กู"),
        ("한국어", "한국어"),
        ("がっこう", "がっこう"),
        ("می\u200cخواهم co\u00adoperate \u200fabc", "میخواهم cooperate abc"),
        ("", ""),
    ],
)
def test_every_script_keeps_its_letters(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert words(text) == list(dict.fromkeys(folded.split()))


@pytest.mark.parametrize("sign", list("'’ʼ`.·-‐"))
def test_a_sign_inside_a_word_parts_it_and_joins_it(sign: str) -> None:
    assert words(f"O{sign}Brien") == ["o", "brien", "obrien"]


@pytest.mark.parametrize("text", ["'", "--", "...", "_", "@#%", "\u0301", "\u200d", " \t\n", "\x00"])
def test_signs_alone_are_no_word(text: str) -> None:
    assert words(text) == []


def test_underscores_and_at_signs_part_words() -> None:
    assert words("anna_b@example.org") == ["anna", "b", "example", "org", "exampleorg"]


def test_words_of_several_texts_come_once_in_order_of_appearance() -> None:
    assert words("Anna B", "b Anna c") == ["anna", "b", "c"]
    assert words_in_order("no no") == ["no", "no"]


def test_names_are_ordered_by_family_name_where_it_is_known() -> None:
    assert sort_name("Anna Łoś", "Anna", "Łoś") == "los anna"
    assert sort_name("The Łoś Trust") == "the los trust"


def test_a_sentence_keeps_its_template_and_values() -> None:
    sentence = say("asked {n} times in {days} days", n=3, days=90)
    assert sentence == "asked 3 times in 90 days"
    assert (sentence.template, sentence.values) == ("asked {n} times in {days} days", {"n": 3, "days": 90})


def test_the_word_that_looks_most_alike_is_suggested() -> None:
    assert nearest("roels", ["title", "roles", "rules"]) == "roles"
    assert suggestion("roels", ["title", "roles"]) == " (did you mean 'roles'?)"
    assert (nearest("xyz", ["roles"]), suggestion("xyz", [])) == (None, "")


_GROUPS = {3: "Lawyers' Network", 5: "Lawyers of Lima", 9: "Lawyers' Network Lima"}


@pytest.mark.parametrize(("text", "key"), [("lawyers network", 3), ("of lima", 5), ("net li", 9)])
def test_one_is_meant_by_its_name_or_enough_of_its_words(text: str, key: int) -> None:
    assert the_one(text, _GROUPS, "group") == key


def test_whoever_means_none_or_several_is_told() -> None:
    with pytest.raises(NotFoundError, match="^No group fits 'nurses'; outreach groups list shows them.$"):
        the_one("nurses", _GROUPS, "group")
    with pytest.raises(
        InvalidInputError,
        match="^Several groups fit 'lima': 5 Lawyers of Lima; 9 Lawyers' Network Lima. Give the number.$",
    ):
        the_one("lima", _GROUPS, "group")


@pytest.mark.parametrize("text", ["5", " 5 ", "groups:5", "of lima"])
def test_one_is_meant_by_its_number_too(text: str) -> None:
    assert number_meant(text, "groups", lambda: _GROUPS, "group") == 5


def test_a_number_is_taken_as_it_is_and_the_names_are_not_read() -> None:
    def read() -> dict[int, str]:
        raise AssertionError("the names were read")

    assert number_meant("groups:77", "groups", read, "group") == 77


def test_a_name_is_stored_with_one_key_for_all_ways_to_write_it() -> None:
    stored = unique_name("  Fair   Trials! ", "campaign", lambda _: None)
    assert stored == {"name": "Fair Trials!", "name_key": "fair trials"}
    assert unique_name("!  !", "campaign", lambda _: None) == {"name": "! !", "name_key": "! !"}


def test_a_name_that_another_one_has_is_refused_and_its_own_is_not() -> None:
    there = {"fair trials": 3}
    assert unique_name("FAIR trials", "campaign", there.get, 3)["name"] == "FAIR trials"
    with pytest.raises(ConflictError, match="^There is a campaign 'FAIR trials' already: outreach campaigns show 3.$"):
        unique_name("FAIR  trials", "campaign", there.get)
    with pytest.raises(InvalidInputError, match="^A campaign needs a name.$"):
        unique_name("  ", "campaign", there.get)


def test_a_text_is_filled_in_and_two_braces_are_one() -> None:
    text = "Dear {name}, {{this}} is {case}; {name}"
    assert fields_of(text, ["case", "name", "other"]) == ["name", "case"]
    assert fill(text, {"name": "Ana {case}", "case": "UA 1"}) == "Dear Ana {case}, {this} is UA 1; Ana {case}"


@pytest.mark.parametrize("text", ["{", "Dear {name", "{}", "{na{me}", "{ name}", "{Name}", "{name!r}", "{name.x}"])
def test_what_is_no_field_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="stands for a brace"):
        fields_of(text, ["name"])


def test_an_unknown_field_is_told_with_the_one_that_is_probably_meant() -> None:
    with pytest.raises(
        InvalidInputError, match=r"\{nam\} is not a field \(did you mean 'name'\?\).*\{name\}, \{case\}"
    ):
        fields_of("Dear {nam}", ["name", "case"])


@given(st.lists(st.tuples(st.text(), st.sampled_from(["a", "b"]))), st.text(), st.text())
def test_a_text_is_its_plain_parts_and_its_values_whatever_they_hold(
    parts: list[tuple[str, str]], a: str, b: str
) -> None:
    values = {"a": a, "b": b}
    template = "".join(plain.replace("{", "{{").replace("}", "}}") + f"{{{name}}}" for plain, name in parts)
    fields_of(template, values)
    assert fill(template, values) == "".join(plain + values[name] for plain, name in parts)


def test_a_term_reads_as_it_is_written_and_is_looked_up_whatever_braces_it_has() -> None:
    assert (term("add {contact}"), term("add {contact}").template) == ("add {contact}", "add {{contact}}")
    assert term(kept := say("asked {n} times", n=2)) is kept


def test_what_is_retold_reads_as_it_is_kept_and_is_looked_up_as_it_is_told() -> None:
    told = retold("undo change 3", say("undo: {what}", what="add contact"))
    assert told == "undo change 3"
    assert (told.template, told.values) == ("undo: {what}", {"what": "add contact"})


def test_a_row_keeps_what_it_is_made_of() -> None:
    parts = [say("call"), "{x}"]
    assert (row(parts), row(parts, " {or} ")) == ("call, {x}", "call {or} {x}")
    assert [*row(parts).values.values()] == parts
    assert row([]) == ""


def test_what_begins_a_line_is_the_same_sentence_with_a_capital_letter() -> None:
    one = beginning(say("asked {n} times", n=2))
    assert (one, one.template, one.values, one.begins) == ("Asked 2 times", "asked {n} times", {"n": 2}, True)
    assert (beginning("letters"), beginning("")) == ("Letters", "")


@given(st.text(), st.text())
def test_a_sentence_that_is_stored_comes_back_with_all_its_parts(name: str, other: str) -> None:
    inner = count(2, "{n} contact of {name}", "{n} contacts of {name}", name=name)
    one = say("{what}: {more}, {day}", what=inner, more=other, day=date(2026, 3, 9))
    back = recalled(written(one))
    assert isinstance(back, Sentence)
    assert (back, back.template, back.values["day"]) == (one, one.template, "2026-03-09")
    assert (back.values["what"].plural, back.values["what"].values) == (inner.plural, inner.values)
    assert (written(name), recalled("", name)) == ("", name)
