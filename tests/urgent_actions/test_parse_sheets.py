"""Whole sheets in the layouts of four decades; their text is in ``printed.py``."""

from datetime import date

import pytest

from outreach_crm.errors import InvalidInputError
from outreach_urgent_actions.parse import Addressee, Sheet, read_sheet
from outreach_urgent_actions.parse.people import read_people
from tests.urgent_actions import printed


def heading(sheet: Sheet) -> tuple[list[str], str, tuple[str, ...], date | None, str]:
    head = sheet.heading
    return [str(case) for case in head.cases], str(head.kind), head.countries, head.issued, str(sheet.index or "")


HEADS = [
    (printed.NINETIES, ["UA 12/1997"], "initial", "GT", date(1997, 1, 14), "AMR 34/012/1997"),
    (printed.FOLLOWUP_1998, ["UA 12/1997"], "followup", "GT", date(1997, 3, 20), "AMR 34/022/1997"),
    (printed.MAIL_2001, ["UA 205/2001"], "initial", "CO", date(2001, 8, 24), ""),
    (printed.TENS, ["UA 27/2012"], "initial", "SY", date(2012, 1, 30), "MDE 24/012/2012"),
    (printed.TWENTIES, ["UA 12/2024"], "followup", "MX", date(2024, 2, 5), "AMR 41/7654/2024"),
    (printed.MEMBERS_ONLY, ["EX 67/1995"], "initial", "TR", date(1995, 11, 23), "EUR 44/030/1995"),
    (printed.TEMPLATE_2017, ["UA 60/2016"], "followup", "UG", date(2017, 7, 6), "AFR 59/6674/2017"),
]


@pytest.mark.parametrize(("text", "cases", "kind", "country", "issued", "index"), HEADS)
def test_the_head_of_a_sheet_is_read_in_every_layout(
    text: str, cases: list[str], kind: str, country: str, issued: date, index: str
) -> None:
    assert heading(read_sheet(text)) == (cases, kind, (country,), issued, index)


DEADLINES = [
    (printed.NINETIES, date(1997, 2, 25)),
    (printed.FOLLOWUP_1998, date(1997, 5, 1)),
    (printed.MAIL_2001, date(2001, 10, 5)),
    (printed.TENS, date(2012, 3, 12)),
    (printed.TWENTIES, date(2024, 4, 1)),
    (printed.MEMBERS_ONLY, date(1995, 12, 15)),
    (printed.TEMPLATE_2017, date(2017, 8, 17)),
    ("UA 9/12\nHe was arrested after 5 May 2012.", None),
    ("UA 9/12\nSend appeals before 5 May.", None),
]


@pytest.mark.parametrize(("text", "deadline"), DEADLINES)
def test_the_deadline_is_the_day_after_which_appeals_need_asking(text: str, deadline: date | None) -> None:
    assert read_sheet(text).deadline == deadline


CONCERNS = [
    (printed.NINETIES, ["Fear of torture", "legal concern"]),
    (printed.FOLLOWUP_1998, ["Fear of torture", "Fear for safety"]),
    (printed.MAIL_2001, ["Death threats", "Fear for safety"]),
    (printed.TENS, []),
    (printed.MEMBERS_ONLY, ["Fear of torture"]),
]


@pytest.mark.parametrize(("text", "concerns"), CONCERNS)
def test_concerns_are_what_the_heading_lists(text: str, concerns: list[str]) -> None:
    assert list(read_sheet(text).concerns) == concerns


def test_a_headline_is_kept_where_one_is_printed() -> None:
    assert read_sheet(printed.TENS).title == "DOCTOR HELD INCOMMUNICADO IN SYRIA"
    assert read_sheet(printed.TEMPLATE_2017).title == "STUDENT LEADER FACES UNFAIR TRIAL"
    assert read_sheet(printed.NINETIES).title == ""


def test_a_follow_up_names_the_earlier_documents_with_their_days() -> None:
    earlier = [(str(one.index), one.issued) for one in read_sheet(printed.FOLLOWUP_1998).earlier]
    assert earlier == [("AMR 34/012/1997", date(1997, 1, 14)), ("AMR 34/015/1997", None)]


def test_people_are_read_with_gender_age_and_occupation() -> None:
    about = read_sheet(printed.NINETIES).about
    people = [(one.name, one.gender, one.age, one.occupation) for one in about.named]
    assert people == [
        ("Ramiro Ixtul Pop", "m", 34, "teacher and trade unionist"),
        ("Elvira Caal Tzi", "f", 29, "nurse"),
    ]
    assert (about.whom, about.number) == ("group", 5)


ABOUT = [
    ("Nazli Incedere (f), health workers' trade unionist", "person", 1, "f", ["Nazli Incedere"]),
    ("Julio Arango Solis, Human Rights Procurator", "person", 1, "", ["Julio Arango Solis"]),
    ("Ana Ruiz (f), Juan Ruiz (m)", "group", 2, "", ["Ana Ruiz", "Juan Ruiz"]),
    ("Ana Ruiz and Eva Sol (both f)", "group", 2, "f", ["Ana Ruiz", "Eva Sol"]),
    ("Ana Ruiz (f), 20; Eva Sol (f), 30", "group", 2, "f", ["Ana Ruiz", "Eva Sol"]),
    ("190 Indigenous women", "group", 190, "f", []),
    ("53 students", "group", 53, "", []),
    ("Over 1,200 homeless families", "community", 1200, "", []),
    ("Members of a trade union in Santa Rita", "group", None, "", []),
    ("The community of Vista Nueva", "community", None, "", []),
    ("Ana Ruiz, lawyer\nother members of the bar association", "group", None, "", ["Ana Ruiz"]),
    (
        "al-Fatih Mohamed (m), Major-General\nal-Tayib Nuor (m), Colonel",
        "group",
        2,
        "m",
        ["al-Fatih Mohamed", "al-Tayib Nuor"],
    ),
    ("Hasan _ren (m) (note corrected name)", "person", 1, "m", ["Hasan _ren"]),
    ("", "group", None, "", []),
]


@pytest.mark.parametrize(("text", "whom", "number", "gender", "names"), ABOUT)
def test_a_person_a_group_and_a_community_are_told_apart(
    text: str, whom: str, number: int | None, gender: str, names: list[str]
) -> None:
    about = read_people(text)
    assert (about.whom, about.number, about.gender) == (whom, number, gender)
    assert [one.name for one in about.named] == names


def test_ages_and_genders_at_other_places_of_the_sheet_are_added() -> None:
    named = [
        (one.name, one.gender, one.age)
        for text in (printed.TENS, printed.TWENTIES)
        for one in read_sheet(text).about.named
    ]
    assert named == [("Samir Qasimi", "m", 43), ("Xochitl Marroquin", "f", None)]


def test_each_addressee_has_address_salutation_and_ways_to_reach_them() -> None:
    assert read_sheet(printed.TENS).appeals_to == (
        Addressee(
            lines=("President", "Fadi Harun", "Presidential Palace", "Al-Wahmi Street, Damascus, Syria"),
            salutation="Your Excellency",
            faxes=("+963 11 555 0123",),
        ),
        Addressee(
            lines=("Minister of the Interior", "Major General Nabil Rahhal", "Ministry of Interior, Damascus, Syria"),
            salutation="Your Excellency",
            emails=("minister@example.sy",),
            faxes=("+963 11 555 0124",),
        ),
    )


ADDRESSEES = [
    (printed.NINETIES, ["Minister of the Interior", "Attorney General"], "Dear Attorney General / Senora Fiscal"),
    (printed.MAIL_2001, ["President of the Republic"], "Dear President Rendon"),
    (printed.TWENTIES, ["State Attorney General"], "Dear Attorney General"),
    (printed.MEMBERS_ONLY, ["The Governor"], "Dear Governor"),
    (printed.TEMPLATE_2017, ["Minister of Justice"], "Dear Minister"),
]


@pytest.mark.parametrize(("text", "offices", "last_salutation"), ADDRESSEES)
def test_appeals_go_to_all_who_are_listed_and_to_nobody_else(
    text: str, offices: list[str], last_salutation: str
) -> None:
    appeals = read_sheet(text).appeals_to
    assert [one.lines[0] for one in appeals] == offices
    assert appeals[-1].salutation == last_salutation


COPIES = [
    (printed.NINETIES, ["Teachers' union", "diplomatic representatives of Guatemala accredited to your country"]),
    (printed.MAIL_2001, ["Embassy of Colombia"]),
    (printed.TENS, ["diplomatic representatives accredited to your country"]),
    (printed.TWENTIES, []),
]


@pytest.mark.parametrize(("text", "first_lines"), COPIES)
def test_copies_go_to_those_under_their_own_label(text: str, first_lines: list[str]) -> None:
    assert [one.lines[0] for one in read_sheet(text).copies_to] == first_lines


def test_recommended_actions_are_the_points_whole() -> None:
    assert read_sheet(printed.TENS).actions == (
        "Expressing concern that Samir Qasimi is held incommunicado",
        "Urging the authorities to ensure that he is protected from torture and given any medical care he may need.",
    )
    assert len(read_sheet(printed.NINETIES).actions) == 3


def test_the_wishes_of_a_model_letter_are_actions() -> None:
    assert read_sheet(printed.TWENTIES).actions == (
        "I urge you to search for her without delay.",
        "I also call on you to protect her family.",
    )


@pytest.mark.parametrize(
    ("text", "languages", "own"),
    [
        (printed.NINETIES, "es en", True),
        (printed.TENS, "ar en", True),
        (printed.TWENTIES, "es en", True),
        (printed.TEMPLATE_2017, "en", True),
        (printed.MAIL_2001, "", False),
    ],
)
def test_the_languages_to_write_in_are_read(text: str, languages: str, own: bool) -> None:
    sheet = read_sheet(text)
    assert (" ".join(sheet.languages), sheet.own_language) == (languages, own)


def test_what_is_for_members_only_is_marked() -> None:
    assert [read_sheet(text).members_only for text in printed.ALL] == [
        text is printed.MEMBERS_ONLY for text in printed.ALL
    ]
    assert read_sheet(printed.MEMBERS_ONLY).distribution == "INTERNAL (for AI members only); Distr: UA/SC"
    assert read_sheet("UA 9/12 Togo\nNot for public distribution").members_only
    assert read_sheet("INTERNE (réservé aux membres)\nAU 9/12 Togo").members_only
    assert not read_sheet("UA 9/12 Togo\nInternal Security Act detainees").members_only


def test_the_text_tells_the_case_without_addresses_and_wishes() -> None:
    for text in printed.ALL:
        told = read_sheet(text).text
        assert not any(word in told for word in ("Salutation", "Fax", "APPEALS", "urging", "Ministry"))
    assert read_sheet(printed.NINETIES).text.endswith("since they went on strike.")


@pytest.mark.parametrize("text", ["", " \n\t\n", ">\n> \n"])
def test_a_sheet_without_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="paste the Urgent Action as text"):
        read_sheet(text)


def test_a_sheet_without_keywords_country_and_deadline_is_read_as_far_as_it_goes() -> None:
    sheet = read_sheet("Please help\nsomebody")
    assert (sheet.heading.cases, sheet.heading.countries, sheet.deadline, sheet.appeals_to) == ((), (), None, ())


def test_a_sheet_in_another_language_is_read_by_its_own_labels() -> None:
    sheet = read_sheet(printed.SPANISH)
    assert heading(sheet) == (["UA 12/2002"], "followup", ("IR",), None, "MDE 13/015/2002")
    assert (sheet.concerns, sheet.deadline) == (("Tortura", "Pena de muerte"), date(2002, 3, 5))
    person = sheet.about.named[0]
    assert (person.name, person.gender, person.age, person.occupation) == ("Parviz Inventado", "m", 34, "periodista")
    assert [(one.lines[0], one.salutation) for one in sheet.appeals_to] == [("Jefe de la Magistratura", "Excelencia")]
    assert len(sheet.actions) == 2
    assert (sheet.languages, sheet.own_language) == (("fa", "en"), True)
    assert [one.lines for one in sheet.copies_to] == [
        ("los representantes diplomáticos de Irán acreditados en su país.",)
    ]


@pytest.mark.parametrize(
    "head",
    [
        "UA 45/2026\nPERU: NURSE DETAINED\nAI Index AMR 46/1234/2026\nDate 3 March 2026",
        "UA 45/26\nAI Index: AMR 46/1234/2026\nPERU: NURSE DETAINED",
        "URGENT ACTION\n\nPERU: NURSE DETAINED\nUA 45/26\nAI Index: AMR 46/1234/2026",
    ],
)
def test_a_headline_is_nobody_and_an_index_number_is_no_country(head: str) -> None:
    sheet = read_sheet(f"{head}\n\nRosa Inventada, a nurse, was detained.\n")
    assert [str(case) for case in sheet.heading.cases] == ["UA 45/2026"]
    assert (sheet.heading.countries, str(sheet.index)) == (("PE",), "AMR 46/1234/2026")
    assert sheet.about.named == ()
    assert sheet.title.endswith("NURSE DETAINED")
    assert sheet.concerns == ()


def test_the_country_is_found_below_an_index_number_beside_the_case() -> None:
    sheet = read_sheet("UA 45/26 Fear of torture\nAI Index: ASA 17/12/26\nCHINA WANG Inventado (m), teacher\n")
    assert sheet.heading.countries == ("CN",)
    assert [one.name for one in sheet.about.named] == ["WANG Inventado"]


@pytest.mark.parametrize(
    "appeals",
    [
        "The Minister of Health, Lima\nand to the President, Palacio, Lima",
        "The Minister of Health, Lima and to the President, Palacio, Lima",
        "The Minister of Health, Lima\nand to:\nthe President, Palacio, Lima",
        "The Minister of Health, Lima\nand to the President, Palacio, Lima\nand to diplomatic representatives of Peru.",
    ],
)
def test_two_addressees_joined_by_and_to_are_two(appeals: str) -> None:
    sheet = read_sheet(f"UA 45/26\nPERU Rosa Inventada (f)\n\nAPPEALS TO:\n{appeals}\n")
    names = [one.lines for one in sheet.appeals_to]
    assert names == [("The Minister of Health, Lima",), ("the President, Palacio, Lima",)]


def test_whoever_stands_right_above_the_diplomats_is_kept() -> None:
    sheet = read_sheet(
        "UA 45/26\nPERU Rosa\n\nCOPIES TO:\nThe union, Lima\nand to diplomatic representatives of Peru.\n"
    )
    assert [one.lines[0] for one in sheet.copies_to] == ["The union, Lima", "diplomatic representatives of Peru"]
