"""Schemes from CSV files: mapped columns, every unusable row told, nothing lost silently."""

from pathlib import Path

import pytest

from outreach_crm.errors import InvalidInputError
from outreach_crm.keywords.column_map import ColumnMap, load_columns
from outreach_crm.keywords.csv_scheme import CsvRead, read_csv
from outreach_crm.keywords.model import Address, Concept, Facet, Label, LabelKind, Link, LinkKind, Scheme

OURS = Scheme(key="ours", title="Ours")
TERMS = ColumnMap(key="id", label={"en": "term", "fr": "terme"}, broader="above", no_broader=("0",))


def read(text: str, columns: ColumnMap = TERMS) -> CsvRead:
    return read_csv(text.encode(), columns, OURS, file="terms.csv")


def concepts(found: CsvRead) -> dict[str, Concept]:
    return {concept.address.key: concept for file in found.files for concept in file.concepts}


def said(found: CsvRead) -> list[str]:
    return [str(problem) for problem in found.problems]


def test_every_mapped_column_is_read() -> None:
    """
    id,term,terme,names,above,see,about,code,kind
    1,Health workers,Personnel de santé,,,,All who heal.,22,job
    2,Nurses,Infirmières,nurse; sister ,1,ours:1,People who care.,222,job
    """
    columns = ColumnMap(
        key="id",
        label={"en": "term", "fr": "terme"},
        synonym={"en": "names"},
        broader="above",
        related="see",
        definition="about",
        codes=("code",),
        facet="kind",
        facet_values={"job": "occupation"},
    )

    found = read(_document(test_every_mapped_column_is_read), columns)

    assert (found.rows, found.problems) == (2, ())
    assert concepts(found)["2"] == Concept(
        address=Address("ours", "2"),
        facet=Facet.OCCUPATION,
        definition="People who care.",
        labels=(
            Label("Nurses", "en"),
            Label("Infirmières", "fr"),
            Label("nurse", "en", LabelKind.SYNONYM),
            Label("sister", "en", LabelKind.SYNONYM),
        ),
        links=(Link(LinkKind.BROADER, Address("ours", "1")), Link(LinkKind.RELATED, Address("ours", "1"))),
        codes=("222",),
    )


def test_a_term_may_be_called_above_by_its_key_or_by_its_label() -> None:
    found = read("id,term,terme,above\n1,Health workers,,0\n2,Nurses,,1\n3,Midwives,,Health workers\n")

    assert said(found) == []
    assert concepts(found)["2"].broader == concepts(found)["3"].broader == (Address("ours", "1"),)


def test_keys_are_made_of_labels_where_no_column_has_them() -> None:
    found = read("term\nFear for safety\n", ColumnMap(label={"en": "term"}, facet_values={"*": "concern"}))

    assert concepts(found)["fear-for-safety"].facet is Facet.CONCERN


def test_what_cannot_be_used_is_told_with_file_line_and_column() -> None:
    """
    id,term,terme,above
    1,Nurses,,0
    1,Sisters,,0
    ,Doctors,,0
    4,,,0
    5,Midwives,,9
    6,Judges,,6
    7,Clerks,,0,oops
    """
    found = read(_document(test_what_cannot_be_used_is_told_with_file_line_and_column))

    assert sorted(concepts(found)) == ["1", "5", "6", "7", "doctors"]
    assert said(found) == [
        "terms.csv, line 3: id: '1' is the same term as that of line 2; the row was left out.",
        "terms.csv, line 5: term: There is nothing here to name the term by; the row was left out.",
        "terms.csv, line 6: above: There is no other term '9'; the term was read without it.",
        "terms.csv, line 7: above: There is no other term '6'; the term was read without it.",
        "terms.csv, line 8: The row is longer than the header; this was not read: oops.",
    ]


def test_a_line_number_is_that_of_the_first_line_of_a_row() -> None:
    found = read('id,term,terme,above\n1,"Nurses\nand others",,0\n\n1,Sisters,,0\n')

    assert said(found) == ["terms.csv, line 5: id: '1' is the same term as that of line 2; the row was left out."]


def test_a_facet_nobody_knows_is_told_and_the_term_read_without_one() -> None:
    columns = ColumnMap(label={"en": "term"}, facet="kind", facet_values={"job": "occupation"})

    found = read("term,kind\nNurses,job\nTexas,region\nQuotes,scrap\nOther,\n", columns)

    assert [concept.facet for concept in concepts(found).values()] == [Facet.OCCUPATION, Facet.REGION, None, None]
    assert said(found) == ["terms.csv, line 4: kind: 'scrap' is not a facet; the term was read without one."]


def test_a_column_of_lists_makes_schemes_side_by_side() -> None:
    columns = ColumnMap(key="id", label={"en": "term"}, broader="above", scheme="list", scheme_title="name")

    found = read(
        "list,name,id,term,above\n10,occupation,1,Jobs,\n39,sex,1,Female,\n39,,2,Girls,1\n,,3,Lost,\n", columns
    )

    assert [(file.scheme.key, file.scheme.title) for file in found.files] == [
        ("ours-10", "Ours: occupation"),
        ("ours-39", "Ours: sex"),
    ]
    assert found.files[1].broader_pairs == ((Address("ours-39", "2"), Address("ours-39", "1")),)
    assert said(found) == ["terms.csv, line 5: list: It does not say which list it belongs to; the row was left out."]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_are_told_apart_by_the_header(mark: str) -> None:
    found = read("id,term,terme,above\n1,Nurses,Infirmières,0\n".replace(",", mark))

    assert concepts(found)["1"].label("fr") == "Infirmières"


def test_a_byte_order_mark_is_no_part_of_the_first_column() -> None:
    found = read_csv("\ufeffid,term,terme,above\n1,Nurses,,0\n".encode(), TERMS, OURS, file="terms.csv")

    assert list(concepts(found)) == ["1"]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_another_encoding_is_refused_with_a_sentence(encoding: str) -> None:
    with pytest.raises(InvalidInputError, match="this is not UTF-8 text; save it again as CSV UTF-8"):
        read_csv("id,term,terme,above\n1,,Infirmières,0\n".encode(encoding), TERMS, OURS, file="terms.csv")


def test_an_unclosed_quotation_mark_is_refused_instead_of_swallowing_rows() -> None:
    with pytest.raises(InvalidInputError, match="line 3: this is not CSV: unexpected end of data"):
        read('id,term,terme,above\n1,Nurses,,0\n2,"Doctors,,0\n3,Judges,,0\n')


def test_a_missing_column_is_named_with_those_there_are() -> None:
    with pytest.raises(InvalidInputError, match="the column above is missing; there are id, term, terme"):
        read("id,term,terme\n1,Nurses,\n")


def test_a_column_that_stands_there_twice_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="the column term stands there twice"):
        read("id,term,terme,above,term\n1,Nurses,,0,x\n")


def test_the_columns_of_the_huridocs_lists_come_with_the_program() -> None:
    """
    list_code,list_name,vocab_number,huri_code,english,french,spanish,parent_vocab_number,term_level
    39,sex,02000000000039,020000000000,Female,Féminin,Mujer,0,0
    10,occupation,02000000000010,020000000000,Professionals,Professions,Profesionales,0,0
    10,occupation,02020000000010,020200000000,Healers,Santé,Salud,02000000000010,1
    14,languages,01000000000014,010000000000,Basque,Basque,Vasco,0,0
    """
    text = _document(test_the_columns_of_the_huridocs_lists_come_with_the_program)

    found = read(text, load_columns("huridocs"))

    assert said(found) == []
    assert [file.scheme.key for file in found.files] == ["ours-39", "ours-10", "ours-14"]
    healers = concepts(found)["02020000000010"]
    assert healers.broader == (Address("ours-10", "02000000000010"),)
    assert healers.facet is Facet.OCCUPATION
    assert healers.label("es") == "Salud"
    assert concepts(found)["01000000000014"].facet is None


def test_a_column_map_of_ones_own_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "columns.toml"
    path.write_text('label = { en = "term" }\nfacet_values = { "*" = "theme" }\n', encoding="utf-8")

    assert load_columns(str(path)) == ColumnMap(label={"en": "term"}, facet_values={"*": "theme"})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('labels = "term"', "'labels' is not known here (did you mean 'label'"),
        ('key = "id"', "'label' is missing"),
        ('label = { en = "term" }\nfacet_values = { a = "job" }', "'job' is not a facet"),
    ],
)
def test_a_wrong_column_map_is_refused_with_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "columns.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(InvalidInputError) as caught:
        load_columns(str(path))

    assert any(sentence in str(problem) for problem in caught.value.problems)


def _document(test: object) -> str:
    """Return the CSV that stands in a test's docstring."""
    return "\n".join(line.strip() for line in str(test.__doc__).strip().splitlines())
