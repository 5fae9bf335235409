"""Pages as a printer gets them: what stands on them and where, whatever the names are."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.errors import InvalidInputError
from outreach_crm.typesetting import Press, Printed
from outreach_post.model import PAPERS, WINDOWS, Call, CallList, Guide, Pack, Page, Script, Target, read_sheet
from outreach_post.typesetting import calls, labels, letters, packs
from tests.post.paper import AT, a_page, pages, places, size, spots

PARAGRAPH = "The Minister is asked to see to it that the trial is open to all who want to see it. " * 6
HOSTILE = (
    '#read("/etc/passwd")',
    "#let x = $ *bold* _it_ `raw` <label> @ref",
    '"],"parts":[',
    "\\ \\u{41} // comment /* more",
    "{name} {{",
    "= Heading\n- list\n/ Term: more",
    '#import "@preview/cetz:0.1"',
)


@pytest.fixture(name="press", scope="module")
def a_press() -> Press:
    return Press.open()


def a_letter(press: Press, window: str = "din-5008", **more: Any) -> Printed:
    return letters(press, [a_page(**more)], window=WINDOWS[window], paper="a4", at=AT)


@pytest.mark.parametrize("key", WINDOWS)
def test_the_address_stands_inside_the_window_of_the_envelope(press: Press, key: str) -> None:
    window, lines = WINDOWS[key], ("Ana Ruiz", "Colegio", "Calle Mayor 1", "28001 MADRID", "SPAIN")
    seen = {one.text: one for one in spots(a_letter(press, key, to=lines).pdf)}
    assert [seen[line].left for line in lines] == [pytest.approx(window.left, abs=0.2)] * len(lines)
    assert window.top + 1 < seen["Ana Ruiz"].top < window.top + 4
    assert seen["SPAIN"].top <= window.top + window.height
    assert seen["The law"].top > window.body


def test_nothing_but_address_and_return_address_stands_in_the_window(press: Press) -> None:
    window = WINDOWS["din-5008"]
    inside = [
        one.text
        for one in spots(a_letter(press).pdf)
        if 20 <= one.left <= 105 and 45 <= one.top <= window.top + window.height
    ]
    assert inside == ["Section of Nowhere · 12 Long Street · 1000 Capital", "Ana Ruiz", "Calle Mayor 1", *inside[3:]]
    assert inside[3:] == ["28001 MADRID", "SPAIN"]


def test_an_address_of_many_and_long_lines_stays_in_the_window(press: Press) -> None:
    window, lines = WINDOWS["uk"], ("W" * 70, *(f"line {number}" for number in range(7)), "SPAIN")
    for one in (one for one in spots(a_letter(press, "uk", to=lines, sender=()).pdf) if one.top < window.body - 10):
        assert window.left - 0.2 <= one.left < window.left + window.width
        assert window.top <= one.top <= window.top + window.height


def test_a_letter_that_needs_a_second_page_has_one_and_says_whose_it_is(press: Press) -> None:
    printed = letters(
        press, [a_page("one", body=f"{PARAGRAPH}\n\n" * 9), a_page("two")], window=WINDOWS["uk"], paper="a4", at=AT
    )
    assert printed.parts == {"one": (1, 2), "two": (3, 3)}
    first, second, third = pages(printed.pdf)
    assert second.split("\n")[0].split() == ["Ana", "Ruiz", "2"]
    assert "Ana Ruiz\n2" not in first
    assert all("1-1" in text for text in (first, second, third))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_a_name_says_is_printed_and_not_obeyed(press: Press, hostile: str) -> None:
    printed = a_letter(press, to=(hostile, "Street 1"), body=f"Dear {hostile},\n\nthe law.", name=hostile)
    (text,) = pages(printed.pdf)
    assert "root:" not in text
    bare = "".join(hostile.split())
    assert "".join(text.split()).count(bare) == 2


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=60), body=st.text(max_size=200))
def test_any_text_at_all_makes_one_page(press: Press, name: str, body: str) -> None:
    assert a_letter(press, to=(name,), name=name, body=body, subject=name).parts["one"] == (1, 1)


def test_long_words_do_not_run_off_the_sheet(press: Press) -> None:
    wide = a_letter(press, subject="", body="https://example.org/" + "W" * 300)
    rows = [one for one in spots(wide.pdf) if one.text.startswith(("https", "WWW"))]
    assert len(rows) > 3
    assert all(len(one.text) < 60 for one in rows)


def test_lines_that_a_mail_program_broke_are_joined_and_lists_stay_lists(press: Press) -> None:
    body = (
        "This line is as long as a screen is wide and was broken there by\na mail program.\n\n- one\n- two\n\nBye,\nAna"
    )
    (text,) = pages(a_letter(press, body=body).pdf)
    assert "broken there by a mail" in " ".join(text.split())
    assert "- one\n- two" in text
    assert "Bye,\nAna" in text


def test_a_letter_printed_before_says_so(press: Press) -> None:
    (text,) = pages(a_letter(press, copy=True, language="de").pdf)
    assert "K O P I E" in text
    assert "K O P I E" not in pages(a_letter(press, language="de").pdf)[0]


def test_somebodys_own_letter_has_their_name_on_top_and_room_to_sign(press: Press) -> None:
    copies = (("The Embassy", "Park 1"),)
    more: dict[str, Any] = {
        "own": True,
        "on": None,
        "signed": True,
        "copies": copies,
        "salutation": "Su Excelencia:",
        "number": "",
    }
    printed = a_letter(press, sender=("Bo Ek", "Gata 1"), language="es", subject="", body="Pido la ley.", **more)
    seen = [one.text for one in spots(printed.pdf)]
    assert seen[:2] == ["Bo Ek", "Gata 1"]
    assert seen[-6:] == ["Su Excelencia:", "Pido la ley.", "Atentamente,", "Bo Ek", "Copias a", "The Embassy, Park 1"]


def test_a_letter_that_takes_leave_itself_is_closed_once(press: Press) -> None:
    printed = a_letter(press, signed=True, body="Free her.\n\nYours faithfully,")
    assert "sincerely" not in pages(printed.pdf)[0]


def test_arabic_is_set_from_the_right_and_its_address_stays_in_the_window(press: Press) -> None:
    printed = a_letter(press, language="ar", body="السيد الوزير", to=("محمد علي", "11511 CAIRO"), subject="")
    (address,) = places(printed.pdf, "11511")
    assert address.left == pytest.approx(25, abs=0.2)
    assert min(one.left for one in spots(printed.pdf) if one.top > 98 and one.top < 250) > 150
    assert press.missing("السيد الوزير محمد علي") == ()


def test_what_no_font_has_is_found_before_anything_is_printed(press: Press) -> None:
    assert press.missing("Sok Phalla ភ, Łukasz Đặng, Ольга, Ἀθῆναι, דוד 日本 😀") == ("ភ", "日", "本", "😀")
    assert press.missing("plain — “text” \u200d\u202e\u00a0\n\té ễ") == ()


def test_the_same_data_make_the_same_file(press: Press) -> None:
    assert a_letter(press).pdf == a_letter(Press.open()).pdf


@pytest.mark.parametrize(
    ("key", "last"), [("L7160", 21), ("L7163", 14), ("5160", 30), ("70x36, 3 x 8, margins 0/4.5", 24)]
)
def test_each_label_stands_on_its_own_place(press: Press, key: str, last: int) -> None:
    sheet = read_sheet(key)
    printed = labels(press, [(f"Name-{at}", "Street 1", "1000 Town") for at in range(last + 1)], sheet, skip=0, at=AT)
    seen = {one.text: one for one in spots(printed.pdf)}
    for at in range(last):
        row, column = divmod(at, sheet.across)
        left, top = sheet.left + column * (sheet.width + sheet.gap_x), sheet.top + row * (sheet.height + sheet.gap_y)
        spot = seen[f"Name-{at}"]
        assert spot.page == 1
        assert left < spot.left < left + 6
        assert top < spot.top < top + sheet.height / 2 + 2
    assert seen[f"Name-{last}"].page == 2
    assert sheet.size == last


def test_labels_begin_behind_those_that_are_used_up(press: Press) -> None:
    sheet = read_sheet("L7160")
    printed = labels(press, [("First",), ("Second",)], sheet, skip=20, at=AT)
    (first,), (second,) = places(printed.pdf, "First"), places(printed.pdf, "Second")
    assert (first.page, second.page) == (1, 2)
    assert first.left > sheet.left + 2 * sheet.width
    assert second.left < sheet.left + sheet.width


def test_a_label_of_many_long_lines_stays_on_its_label(press: Press) -> None:
    sheet, lines = read_sheet("5160"), tuple(f"{'W' * 40}-{number}" for number in range(6))
    printed = labels(press, [lines, ("Next",)], sheet, skip=0, at=AT)
    tops = [one.top for one in spots(printed.pdf)]
    assert max(tops) <= sheet.top + sheet.height
    assert min(tops) >= sheet.top


def test_a_pack_has_letter_guide_appeals_and_labels_in_this_order(press: Press) -> None:
    minister = ("The Minister", "Palace 1")
    guide = Guide(
        part="guide",
        language="en",
        about="UA 1/26",
        targets=(Target(to=minister, salutation="Sir,"),),
        languages=("es", "en"),
        until=date(2026, 4, 20),
    )
    appeal = Page(part="appeal", language="es", name="Bo", to=minister, sender=("Bo",), own=True, signed=True, body="x")
    pack = Pack(cover=a_page("cover"), guide=guide, letters=(appeal,), labels=(minister,))
    whole = packs(press, [pack], window=WINDOWS["uk"], sheet=read_sheet("L7160"), paper="a4", at=AT)
    assert whole.parts == {"cover": (1, 1), "guide": (2, 2), "appeal": (3, 3)}
    _, how, _, sheet = pages(whole.pdf)
    for words in ("How to write", "Spanish, English, or in your own language", "20 April 2026", "The Minister", "Sir,"):
        assert words in how
    assert sheet.split("\n") == [*minister]


def test_a_list_of_calls_goes_on_with_its_headings(press: Press) -> None:
    rows = [Call(number=at, phone=f"+34 915 550 {at:03}", name=f"Name-{at}", last="2026-01-04") for at in range(1, 41)]
    script = Script(language="en", subject="", body="Good morning.\n\nWill you write?")
    one = CallList(
        title="Calls", number="List 3", on=date(2026, 3, 9), language="en", scripts=(script,), calls=tuple(rows)
    )
    printed = calls(press, one, paper="us-letter", at=AT)
    texts = pages(printed.pdf)
    assert len(texts) > 1
    assert all("Last contact" in text and "List 3" in text for text in texts)
    assert all(f"Name-{at}" in "".join(texts) for at in range(1, 41))
    assert "Will you write?" in texts[0]


def test_a_folder_or_typeface_that_is_not_there_is_told() -> None:
    with pytest.raises(InvalidInputError, match="There is no folder /nowhere"):
        Press.open(["/nowhere"])
    with pytest.raises(InvalidInputError, match=r"'Libertinus Serf'.*did you mean 'Libertinus Serif'"):
        Press.open(typeface="Libertinus Serf")


def test_without_typst_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(InvalidInputError, match=r"pip install 'outreach-crm\[post\]'"):
        Press.open()


def test_every_paper_is_as_large_as_it_is_sold(press: Press) -> None:
    for paper, (width, height) in PAPERS.items():
        printed = letters(press, [a_page()], window=WINDOWS["us-10"], paper=paper, at=AT)
        assert size(printed.pdf) == pytest.approx((width, height), abs=0.1)
