"""Subject lines as people type them: which case, what the message is, which update, countries, day of issue."""

from datetime import date

import pytest

from outreach_urgent_actions.parse import read_subject

FIRST_ISSUES = [
    ("UA 305/01 on Chad", "UA 305/2001", "TD"),
    ("ua305/01on chad", "UA 305/2001", "TD"),
    ("UA: 305/01 Chad", "UA 305/2001", "TD"),
    ("UA 305-01 - Chad: fear of torture", "UA 305/2001", "TD"),
    ("ua 305.01 chad", "UA 305/2001", "TD"),
    ("ua 305\\01 on chad", "UA 305/2001", "TD"),
    ("ua 305 /01 on chad", "UA 305/2001", "TD"),
    ("ua 305 01 on chad", "UA 305/2001", "TD"),
    ("ua 30501 chad", "UA 305/2001", "TD"),
    ("ua 3052001 chad", "UA 305/2001", "TD"),
    ("uaa30501.pdf", "UA 305/2001", ""),
    ("UA 005/'01 Chad", "UA 5/2001", "TD"),
    ("ua 305/o1 on chad", "UA 305/2001", "TD"),
    ("#ua 305/01# chad", "UA 305/2001", "TD"),
    ("UA No. 305/01 on Chad", "UA 305/2001", "TD"),
    ("U.A. 305/01 Chad", "UA 305/2001", "TD"),
    ("Urgent Action 305/01: Chad", "UA 305/2001", "TD"),
    ("urgent action ua # 305/01 on chad", "UA 305/2001", "TD"),
    ("urgnet action 305/01 on chad", "UA 305/2001", "TD"),
    ("Re: Fwd: UA 305/01 Chad", "UA 305/2001", "TD"),
    ("Chad: UA 305/01", "UA 305/2001", "TD"),
    ("EXTRA 45/99 USA (Texas)", "EX 45/1999", "US"),
    ("exa 45/99 on usa/georgia", "EX 45/1999", "US"),
    ("urgent action ex 45/99 on egypt", "EX 45/1999", "EG"),
    ("medical action #ma 9/03 on peru", "MA 9/2003", "PE"),
    ("medcial action 9/03 on peru", "MA 9/2003", "PE"),
    ("refugee action # nsa 2/04 on sweden/egypt", "NSA 2/2004", "SE EG"),
    ("ns 2/04 on sweden", "NSA 2/2004", "SE"),
    ("Acción Urgente AU 305/01 México", "UA 305/2001", "MX"),
    ("Action Urgente 305/01 - Togo", "UA 305/2001", "TG"),
    ("Eilaktion UA-305/2001-1 Togo", "UA 305/2001", "TG"),
    ("STOP TORTURE IN TOGO - UA 305/01", "UA 305/2001", "TG"),
    ("UA 305/01 on Togo: stop executions", "UA 305/2001", "TG"),
    ("3.25 IOPT", "? 3/2025", "IL PS"),
    ("First UA: 12/24 Index: AMR 41/7654/2024 Mexico Date: 5 February 2024", "UA 12/2024", "MX"),
    ("NEPAL53 students UA 88/02", "UA 88/2002", "NP"),
    ("ua (305/01) on togo's detainees", "UA 305/2001", "TG"),
    ("ua, 305/01 on togo", "UA 305/2001", "TG"),
    ("ua/305/01 on togo", "UA 305/2001", "TG"),
    ("ua 3o5/o1 togo", "UA 305/2001", "TG"),
    ("ua l05/01 togo", "UA 105/2001", "TG"),
    ("new ua 305/01 onnepal", "UA 305/2001", "NP"),
    ("french translation of ua 305/01", "UA 305/2001", ""),
]


@pytest.mark.parametrize(("text", "case", "countries"), FIRST_ISSUES)
def test_a_first_issue_is_understood_however_it_is_typed(text: str, case: str, countries: str) -> None:
    subject = read_subject(text)
    found = ([str(one) for one in subject.cases], subject.kind, subject.ordinal, " ".join(subject.countries))
    assert found == ([case], "initial", None, countries)


LATER_ISSUES = [
    ("first update to ua 305/01 on togo", "followup", 1),
    ("1st update ua 305/01 togo", "followup", 1),
    ("fouth upate toua 305/01 on togo", "followup", 4),
    ("Secnd Udpate on UA 305/01", "followup", 2),
    ("sixth follow -up to ua 305/01", "followup", 6),
    ("third folow-up on ua 305/01", "followup", 3),
    ("FU 2 to UA 305/01 on Togo", "followup", 2),
    ("update no. 2 on ua 305/01", "followup", 2),
    ("Update II to UA 305/01", "followup", 2),
    ("update (two) on ua 305/01", "followup", 2),
    ("1 st update to ua 305/01", "followup", 1),
    ("ist updateto ua 305/01", "followup", 1),
    ("firstupdate on ua 305/01", "followup", 1),
    ("first updateua 305/01", "followup", 1),
    ("released! ua 305/01 on togo", "followup", None),
    ("eleventh update to ua 305/01", "followup", 11),
    ("twenty-first update to ua 305/01", "followup", 21),
    ("Further information on UA 305/01 (AFR 57/21/01, 15 April 2001) - Fear for safety", "followup", None),
    ("more on ua 305/01 on togo", "followup", None),
    ("addition to ua 305/01 on togo", "followup", None),
    ("good news on ua 305/01", "followup", None),
    ("UA 305/01 - second update - Togo", "followup", 2),
    ("ua 305/01 (fu 3) togo", "followup", 3),
    ("Segunda actualización de la AU 305/01, Perú", "followup", 2),
    ("Complément d'information sur AU 305/01 Togo", "followup", None),
    ("Mise à jour AU 305/01 Togo", "followup", None),
    ("weitere Informationen zu UA-305/2001", "followup", None),
    ("torture stopped! first update to urgent action ua # 305/01 on togo", "followup", 1),
    ("final update to ua 305/01 on togo", "final", None),
    ("fifth and final update to ua 305/01on togo", "final", 5),
    ("final (fourth) update to ua 305/01", "final", 4),
    ("last follow-up on ua 305/01", "final", None),
    ("second (and final) update to ua 305/01", "final", 2),
    ("successful completion to ua 305/01 on togo", "final", None),
    ("case closed: ua 305/01 on togo", "final", None),
    ("stop action on ua305/01 on togo", "stop", None),
    ("stop aciton on ua 305/01", "stop", None),
    ("ua stop action 305/01 on togo", "stop", None),
    ("STOP: UA 305/01 Togo", "stop", None),
    ("ua 305/01 togo stop action", "stop", None),
    ("no further action on ua 305/01 on togo", "stop", None),
    ("withdrawal of ua 305/01", "stop", None),
    ("correction to first update to ua 305/01 on togo", "correction", 1),
    ("second correction to first update of ua 305/01", "correction", 1),
    ("corrected version of ua 305/01 on togo", "correction", None),
    ("ua 305/01 on togo- corrected version", "correction", None),
    ("second update to ua 305/01 on togo (corrected)", "correction", 2),
    ("clarification of first update to ua 305/01", "correction", 1),
    ("ua 305/01 on togo: never issued", "other", None),
]


@pytest.mark.parametrize(("text", "kind", "ordinal"), LATER_ISSUES)
def test_what_a_message_is_to_its_case_is_told_by_its_words(text: str, kind: str, ordinal: int | None) -> None:
    subject = read_subject(text)
    assert ([str(one) for one in subject.cases], subject.kind, subject.ordinal) == (["UA 305/2001"], kind, ordinal)


SEVERAL = [
    ("update to ua 93/05 and ua 96/05 on togo", ["UA 93/2005", "UA 96/2005"]),
    ("UA 93/05 & 96/05 on Togo", ["UA 93/2005", "UA 96/2005"]),
    ("UA 93, 94 and 96/05 on Togo", ["UA 93/2005", "UA 94/2005", "UA 96/2005"]),
    ("stop action on refugee actions #s nsa 10/00 and 6/99 on usa", ["NSA 10/2000", "NSA 6/1999"]),
    ("ua 22/05 and nsa #1/05 on usa", ["UA 22/2005", "NSA 1/2005"]),
    ("second update to ua's 93/05 and 96/05", ["UA 93/2005", "UA 96/2005"]),
    ("ua 93/05 on togo (see also ua 96/05)", ["UA 93/2005"]),
    ("ua 93/05 on togo and ua 96/05 on benin", ["UA 93/2005", "UA 96/2005"]),
]


@pytest.mark.parametrize(("text", "cases"), SEVERAL)
def test_one_message_may_name_several_cases(text: str, cases: list[str]) -> None:
    assert [str(one) for one in read_subject(text).cases] == cases


MISSING = [
    ("ua 141 on guatemala", ["UA 141/?"]),
    ("ua 141, 12 people in guatemala", ["UA 141/?"]),
    ("ua 141 - 12 men", ["UA 141/?"]),
    ("ua 12/4 on togo", ["UA 12/?"]),
    ("ua 12/204 on togo", ["UA 12/?"]),
    ("ua 12/55 on togo", ["UA 12/?"]),
    ("ua 12141 on togo", ["UA ?"]),
    ("ua 2009 on togo", ["UA ?"]),
    ("stop action to ex on mauritania", ["EX ?"]),
    ("first follow-up to medical action on togo", ["MA ?"]),
    ("fifth update to 139/11 on togo", ["? 139/2011"]),
    ("third update on bahrain", []),
]


@pytest.mark.parametrize(("text", "cases"), MISSING)
def test_a_part_that_is_not_printed_is_never_invented(text: str, cases: list[str]) -> None:
    assert [str(one) for one in read_subject(text).cases] == cases


@pytest.mark.parametrize(
    "text",
    ["", "untitled", "ua quotes - march 1999", "uan newsletter", "urgent action network newsletter", "ex-prisoner"],
)
def test_what_is_no_message_of_a_case_is_called_other(text: str) -> None:
    subject = read_subject(text)
    assert (subject.cases, subject.kind, subject.ordinal) == ((), "other", None)


DAYS = [
    ("ua 9/12 on togo (issued 7 november 2012)", date(2012, 11, 7)),
    ("ua 9/12 on togo issued on (17 may 2012)", date(2012, 5, 17)),
    ("ua 9/12 on togo (issued on 11/16/2012)", date(2012, 11, 16)),
    ("ua 9/12 on togo (16/11/2012)", date(2012, 11, 16)),
    ("ua 9/12 on togo (issued 4/30/12)", date(2012, 4, 30)),
    ("ua 9/12 on togo, issued 2012-06-25", date(2012, 6, 25)),
    ("ua 9/12 on togo (issued Sept. 5th, 2012)", date(2012, 9, 5)),
    ("ua 9/12 on togo (issued feburary 3, 2012)", date(2012, 2, 3)),
    ("ua 9/12 on togo (correct date: 8 august 2012)", date(2012, 8, 8)),
    ("ua 9/12 on togo (issued 24 december 2012; withdrawn 2 january 2013)", date(2012, 12, 24)),
    ("EXTRA 67/94  Fear of torture  23 November 1994", date(1994, 11, 23)),
    ("AU 9/12 Perú, 3 de marzo de 2012", date(2012, 3, 3)),
    ("ua 9/12 on togo (originally received 03/16/2012)", None),
    ("ua 9/12 on togo; appeals before 5 october 2012", None),
    ("ua 9/12 on togo (issued 31 february 2012)", None),
    ("Further information on UA 9/12 (AFR 57/21/12, 15 April 2012)", None),
    ("ua 9/12 on togo", None),
]


@pytest.mark.parametrize(("text", "issued"), DAYS)
def test_the_day_of_issue_is_read_in_any_order_and_no_other_day_is_taken_for_it(text: str, issued: date | None) -> None:
    assert read_subject(text).issued == issued


def test_a_day_without_its_year_is_kept_apart() -> None:
    subject = read_subject("third update to ua 117/11 on togo (issued july 27)")
    assert (subject.issued, subject.issued_month_day) == (None, (7, 27))


def test_who_writes_the_day_first_says_so() -> None:
    text = "ua 9/12 on togo (issued 3/4/2012)"
    assert read_subject(text).issued == date(2012, 3, 4)
    assert read_subject(text, day_first=True).issued == date(2012, 4, 3)


def test_a_number_the_case_had_before_is_kept_apart() -> None:
    subject = read_subject("stop action to nsa 6/01 (formerly nsa 4/01) on usa")
    assert [str(one) for one in (*subject.cases, *subject.former)] == ["NSA 6/2001", "NSA 4/2001"]
    assert subject.countries == ("US",)


@pytest.mark.parametrize(
    ("text", "update"), [("second update to ua 9/12", 2), ("Second UA: 9/12", 1), ("Ninth 190.18", 8)]
)
def test_the_second_urgent_action_is_the_first_update(text: str, update: int) -> None:
    assert read_subject(text).update == update


def test_a_subject_is_printed_for_machines_with_question_marks_for_what_is_missing() -> None:
    assert read_subject("Second update to 276/12  on usa/texas (issued 5 october 2012)").as_json() == {
        "subject": "Second update to 276/12 on usa/texas (issued 5 october 2012)",
        "case_refs": ["? 276/2012"],
        "kind": "followup",
        "ordinal": 2,
        "countries": ["US"],
        "issued": "2012-10-05",
    }
