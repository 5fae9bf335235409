"""Sheets go out as files and come back to their advisers."""

import csv
import re
import tomllib
import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.errors import ImportRejectedError, InvalidInputError, NotFoundError
from outreach_priority import service
from outreach_priority.model import Answer, Assessment, Confidence, Rules, Sheet, SheetState, Stance, State
from outreach_priority.model.assessments import Subject
from outreach_priority.model.filing import Asked, Blank
from outreach_priority.service import questionnaires
from outreach_priority.service.filing import FORMATS, blank
from outreach_priority.sheets import separated, spreadsheet, toml
from tests.outreach_priority.builders import ITEMS, an_assessment, handed_in, sheet_of

_PAGE = "xl/worksheets/sheet2.xml"
MIDDLING = (2, None, 2, 2, 4, 0, 0, 0)
SAID = [
    Answer(
        subject="legal",
        item="home",
        rating=3,
        confidence=Confidence.HIGH,
        evidence='Speaks at the "Cortes", =1+1',
        source="Año 2026",
    ),
    Answer(subject="legal", item="world", rating=None, evidence="-"),
    Answer(subject="medical", item="misuse", rating=0),
]
STANCES = [Stance(subject="legal", interest="member of the bar", aims=("action", "funds"))]


def a_file(app: App, assessment: Assessment, folder: Path, form: str, seat: int = 1) -> Path:
    """Write the sheet of a seat."""
    path = folder / f"sheet.{form}"
    path.write_bytes(service.write_sheet(app, sheet_of(app, assessment, seat).id, form))
    return path


def of_csv(path: Path, change: dict[tuple[str, str], dict[str, str]]) -> Path:
    """Fill in a text table: by subject and item what to write into which columns."""
    rows = list(csv.DictReader(StringIO(path.read_text("utf-8-sig"), newline="")))
    rows = [row | change.get((row["subject"], row["item"]), {}) for row in rows]
    out = StringIO(newline="")
    writer = csv.DictWriter(out, [*rows[0]], delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), "utf-8-sig")
    return path


@pytest.mark.parametrize("form", FORMATS)
def test_what_was_said_goes_out_with_the_next_round_and_comes_back_the_same(
    app: App, tmp_path: Path, form: str
) -> None:
    assessment = an_assessment(app, 1)
    service.hand_in(app, sheet_of(app, assessment, 1).id, SAID, STANCES, role="chair")
    service.close(app, assessment.id)
    service.again(app, assessment.id)

    back = service.read_sheet(app, a_file(app, assessment, tmp_path, form))

    assert (back.sheet.round, back.role, back.missing) == (2, "chair", 21)
    assert sorted(back.answers, key=lambda one: one.item) == sorted(SAID, key=lambda one: one.item)
    assert [*back.stances] == STANCES
    assert service.hand_in(app, back.sheet.id, back.answers, back.stances).state is SheetState.HANDED_IN


@pytest.mark.parametrize("form", FORMATS)
def test_a_sheet_has_no_rating_before_its_adviser_gives_one(app: App, tmp_path: Path, form: str) -> None:
    assessment = an_assessment(app, 1)

    back = service.read_sheet(app, a_file(app, assessment, tmp_path, form))

    assert (back.answers, back.missing) == ((), 24)


def test_a_file_does_not_carry_what_was_handed_in_to_anybody_but_who_wrote_it(app: App, tmp_path: Path) -> None:
    from tests.builders import acting

    assessment = an_assessment(app, 1)
    with acting(app, "Bea") as other:
        handed_in(other, assessment, 1, {"legal": MIDDLING})
        own = service.read_sheet(other, a_file(other, assessment, tmp_path, "csv"))

    seen = service.read_sheet(app, a_file(app, assessment, tmp_path, "csv"))

    assert len(own.answers) == len(ITEMS)
    assert seen.answers == ()


def test_every_mistake_in_a_file_is_told_with_its_row(app: App, tmp_path: Path) -> None:
    assessment = an_assessment(app, 1)
    path = of_csv(
        a_file(app, assessment, tmp_path, "csv"),
        {
            ("legal", "home"): {"rating": "5"},
            ("legal", "world"): {"rating": "high"},
            ("medical", "home"): {"evidence": "seen"},
            ("medical", "world"): {"rating": "1", "item": "D1"},
            ("unions", "home"): {"rating": "1", "confidence": "very"},
            ("unions", "#aims"): {"evidence": "fame"},
        },
    )

    with pytest.raises(InvalidInputError) as refused:
        service.read_sheet(app, path)

    said = sorted(str(one).split(": ", 2)[2] for one in refused.value.problems)
    assert [line[:30] for line in said] == [
        "'D1' is no item of Short form,",
        "'fame' is no aim of this form;",
        "'high' is no rating; write 0 t",
        "'very' is no confidence; write",
        "5 is not on the scale from 0 t",
        "there is evidence or confidenc",
    ]
    assert all(str(one).startswith("sheet.csv: row ") for one in refused.value.problems)


def test_what_a_file_says_of_a_sector_withdrawn_in_between_is_left_out_and_told(app: App, tmp_path: Path) -> None:
    assessment = an_assessment(app, 1)
    filled = {("legal", "home"): {"rating": "4"}, ("unions", "home"): {"rating": "1"}}
    path = of_csv(a_file(app, assessment, tmp_path, "csv"), filled)
    service.withdraw_subject(app, assessment.id, "unions", because="they asked us to wait")

    back = service.read_sheet(app, path)

    assert [one.subject for one in back.answers] == ["legal"]
    assert len(back.notes) == 1
    assert "was withdrawn on 2026-03-09" in back.notes[0]


def test_a_file_of_another_assessment_or_form_or_office_is_refused(app: App, tmp_path: Path) -> None:
    first = an_assessment(app, 1)
    people = tuple(str(one.adviser_id) for one in service.sheets_of(app, first))
    from outreach_priority.model import AssessmentDraft

    other = service.open_assessment(app, AssessmentDraft(title="Next year", advisers=people, form="full"))
    path = a_file(app, first, tmp_path, "toml")
    text = path.read_text("utf-8")

    with pytest.raises(InvalidInputError, match="a sheet of Priorities, not of Next year"):
        service.read_sheet(app, path, assessment=other)
    path.write_text(text.replace('form = "short"', 'form = "full"'), "utf-8")
    with pytest.raises(InvalidInputError, match="made for the form 'full'"):
        service.read_sheet(app, path)
    path.write_text(text.replace(sheet_of(app, first, 1).uid, "0123"), "utf-8")
    with pytest.raises(NotFoundError, match="No sheet of this office"):
        service.read_sheet(app, path)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xlsx", b"PK\x03\x04broken", "a.xlsx"),
        ("a.xlsx", b"", "a.xlsx"),
        ("a.csv", b"\xff\xfe\x00", "not UTF-8"),
        ("a.csv", b"name,town\nAna,Vigo\n", "has no column 'sheet'"),
        ("a.csv", b'sheet,form,subject,item,rating,confidence,evidence,source,reason\n"', "sheet"),
        ("a.toml", b"sheet = ", "not TOML"),
        ("a.toml", b'sheet = "x"\nfrom = "short"\n', "form"),
        ("a.pdf", b"%PDF", "xlsx, csv or toml"),
    ],
)
def test_what_is_no_sheet_is_refused_in_a_sentence(
    app: App, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises((InvalidInputError, ImportRejectedError), match=sentence):
        service.read_sheet(app, path)


def test_a_workbook_has_a_page_for_each_sector_with_anchors_prompts_and_choices(app: App) -> None:
    assessment = an_assessment(app, 1, sectors=("medical", "legal"))

    packed = zipfile.ZipFile(BytesIO(service.write_sheet(app, sheet_of(app, assessment, 1).id, "xlsx")))

    pages = [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
    shared = packed.read("xl/sharedStrings.xml").decode()
    assert len(pages) == 3
    assert all("<sheetProtection" in page for page in pages)
    assert [page.count("<dataValidation ") for page in pages] == [0, 16, 16]
    assert "0,1,2,3,4,?" in pages[1]
    assert "4: has happened" in shared
    legal = next(one for one in assessment.subjects if one.key == "legal")
    item = assessment.questionnaire.items[0]
    assert service.prompts(app, legal, item)[0][:20] in shared


def test_a_row_of_a_workbook_is_as_high_as_its_longest_text_and_prompts_stand_once_on_a_page(app: App) -> None:
    assessment = an_assessment(app, 1, sectors=("medical",), form="full")
    prompts = {one.prompts for one in blank(app, sheet_of(app, assessment, 1).id).pages[0][1] if one.prompts}

    packed = zipfile.ZipFile(BytesIO(service.write_sheet(app, sheet_of(app, assessment, 1).id, "xlsx")))

    heights = [float(one) for one in re.findall(r'<row [^>]* ht="([\d.]+)"', packed.read(_PAGE).decode())]
    shared = packed.read("xl/sharedStrings.xml").decode()
    assert len(heights) == 23
    assert max(heights) >= 15 * max(len(one) for one in prompts)
    assert 0 < len(prompts) < 23
    assert all(shared.count(one[0]) == 1 for one in prompts)
    assert " above</t>" in shared


def test_toml_names_questions_anchors_and_prompts_beside_each_rating(app: App) -> None:
    assessment = an_assessment(app, 1)

    text = service.write_sheet(app, sheet_of(app, assessment, 1).id, "toml").decode()

    assert len(tomllib.loads(text)["ratings"]) == 24
    assert "# Influence in its own society" in text
    assert "#   - " in text
    assert "4: has happened" in text


_WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=30).map(
    lambda text: " ".join(text.split())
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.tuples(st.sampled_from([None, 0, 1, 2, 3, 4]), _WORDS, _WORDS), min_size=8, max_size=8))
@pytest.mark.parametrize("form", ["csv", "toml"])
def test_whatever_people_write_comes_back_as_it_was(form: str, said: list[tuple[int | None, str, str]]) -> None:
    questionnaire = questionnaires.read(questionnaires.SHIPPED / "short.toml")
    subject = Subject(id=1, key="legal", title="Legal", sector="legal")
    given_answers = [
        Answer(subject="legal", item=item.key, rating=rating, evidence=evidence, source=source)
        for item, (rating, evidence, source) in zip(questionnaire, said, strict=True)
    ]
    assessment = Assessment(
        id=1, title="T", group_id=None, group="", sector="", questionnaire=questionnaire, rules=Rules(), seed=1,
        round=1, state=State.OPEN, opened_on="2026-01-01", due_on="2026-02-01", subjects=(subject,), change_id=1,
    )  # fmt: skip
    sheet = Sheet(id=1, uid="u", assessment_id=1, round=1, seat=1, adviser_id=1, adviser="A", state=SheetState.ASKED)
    asked = [
        Asked(item=item, prompts=("x",), answer=answer)
        for item, answer in zip(questionnaire, given_answers, strict=True)
    ]
    room = {"csv": separated, "toml": toml}[form]

    back = room.read(room.write(Blank(assessment=assessment, sheet=sheet, pages=[(subject, asked)])), "file")

    assert [(one.item, one.rating, one.evidence, one.source) for one in back.lines] == [
        (one.item, "?" if one.rating is None else str(one.rating), one.evidence, one.source) for one in given_answers
    ]


def test_pages_of_the_same_long_name_have_names_of_their_own(app: App) -> None:
    assessment = an_assessment(app, 1)
    made = blank(app, sheet_of(app, assessment, 1).id)
    (subject, asked), *_ = made.pages
    twins = [
        (Subject(id=n, key=f"k{n}", title="Federación: de / Asociaciones [A]" * 3, sector="x"), asked) for n in (1, 2)
    ]

    back = spreadsheet.read(
        spreadsheet.write(Blank(assessment=assessment, sheet=made.sheet, pages=[*twins, (subject, asked)])), "a.xlsx"
    )

    assert [one.subject for one in back.remarks] == ["k1", "k2", subject.key]


def test_an_answer_for_an_unknown_subject_names_the_page(app: App, tmp_path: Path) -> None:
    assessment = an_assessment(app, 1)
    path = of_csv(a_file(app, assessment, tmp_path, "csv"), {("legal", "home"): {"rating": "1", "subject": "leagl"}})

    with pytest.raises(InvalidInputError, match="row .*did you mean 'legal'"):
        service.read_sheet(app, path)
